// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "record/recorded.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coax::record {

/// Recordings by name. Each answers once, in the order of their names.
class shelf {
public:
    void add(std::string name, recorded what) { books_.push_back({std::move(name), std::move(what), false}); }

    /// The first that is not yet taken and has this address and this body. Throws `coax::error`,
    /// `errc::recording_failed`, where there is none, naming what is nearest. Lives as long as the shelf.
    recorded const& take(std::string_view url, std::string_view body);

private:
    struct book {
        std::string name;
        recorded what;
        bool taken;
    };
    std::vector<book> books_;
};

} // namespace coax::record
