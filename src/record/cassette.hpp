// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "record/recorded_exchange.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coax::record {

/// Recorded exchanges by name. Each is used once, in the order in which they were added.
class cassette {
public:
    void add(std::string name, recorded_exchange exchange)
    {
        entries_.push_back({std::move(name), std::move(exchange), false});
    }

    /// The first exchange that is not yet used and has this URL and this request body. Throws `coax::error`,
    /// `errc::recording_failed`, if there is none; the message names the most similar. Valid as long as the cassette.
    recorded_exchange const& take(std::string_view url, std::string_view body);

private:
    struct entry {
        std::string name;
        recorded_exchange exchange;
        bool used;
    };
    std::vector<entry> entries_;
};

} // namespace coax::record
