// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/json/value.hpp>
#include <boost/json/value_stack.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace coax::binder {

/// Collects one value from its events, for members that are a `json::value` or are made from one.
class capture {
public:
    void start();
    [[nodiscard]] bool active() const noexcept { return active_; }
    /// The value began and ended; `release` gives it.
    [[nodiscard]] bool whole() const noexcept { return whole_; }
    boost::json::value release();
    void drop() noexcept { active_ = false; }

    void begin();
    void end_object();
    void end_array();
    void part(std::string_view piece) { stack_.push_chars(piece); }
    void key(std::string_view last_piece) { stack_.push_key(last_piece); }
    void text(std::string_view last_piece);
    void integer(std::int64_t number);
    void natural(std::uint64_t number);
    void real(double number);
    void boolean(bool value);
    void null();

private:
    void count();

    boost::json::value_stack stack_;
    std::vector<std::size_t> counts_; ///< values in each open container
    bool active_ = false;
    bool whole_ = false;
};

} // namespace coax::binder
