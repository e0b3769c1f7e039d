// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "sim/block.hpp"

#include <coax/attempt.hpp>
#include <coax/errc.hpp>
#include <coax/usage.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace coax::sim {

/// A reply with everything a protocol needs to write it.
struct answer {
    std::string number; ///< makes ids
    std::string model;
    std::int64_t created = 0; ///< seconds since 1970
    std::vector<block> blocks;
    stop_reason stop = stop_reason::complete;
    coax::usage usage;
    bool forced = false; ///< the tool call was demanded
    bool usage_in_stream = false;
    std::size_t cut = 4;
    std::string filler; ///< of an endless answer
    errc error{}; ///< of an error in mid-stream

    [[nodiscard]] bool calls() const noexcept
    {
        for (auto const& one : blocks)
            if (one.type == block::kind::call)
                return true;
        return false;
    }
};

} // namespace coax::sim
