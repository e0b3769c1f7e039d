// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "repair/sink.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace coax::test {

/// Writes down what a reader passes on. The value is an object with the members `members`.
class recorded_sink final : public repair::sink {
public:
    std::vector<std::string_view> members{"name", "age", "tags"};
    bool list = false; ///< containers within are lists that take objects
    bool scalar = false; ///< the answer may be one value without brackets
    bool given = false; ///< elements were handed out
    std::string json;
    std::string repairs; ///< kind, offset and size of each, or the reason of a failure
    std::string failed;

    void begin() override
    {
        json.clear();
        repairs.clear();
    }
    bool emit(std::string_view piece) override
    {
        json += piece;
        return true;
    }
    bool refuse(std::string why) override
    {
        json += "<" + why + ">";
        return true;
    }
    void at(std::size_t, std::size_t) override { }
    void repaired(applied_repair done) override { repairs += line(done); }
    void left_out(applied_repair done) override { outside += line(done); }
    void all_left_out(applied_repair done) override { outside = line(done); }
    bool can_forget() override { return !given; }
    bool may_stand_bare() override { return scalar; }
    bool knows(std::string_view key) override { return std::ranges::find(members, key) != members.end(); }
    repair::key_status status_of_key(std::size_t, std::string_view key) override
    {
        return knows(key) ? repair::key_status::known : repair::key_status::unknown;
    }
    bool takes_element(std::size_t, char first) override { return list == (first == '{'); }
    std::string_view member(std::string_view raw) override { return raw; }
    bool close_rest(std::size_t) override { return false; }
    bool good() override { return true; }
    void fail(std::string why) override { failed = std::move(why); }

    std::string outside; ///< what was left out beside the value

private:
    static std::string line(applied_repair const& done)
    {
        return std::string(to_string(done.repair)) + " " + done.pointer + " " + std::to_string(done.offset) + "+"
            + std::to_string(done.size) + "\n";
    }
};

} // namespace coax::test
