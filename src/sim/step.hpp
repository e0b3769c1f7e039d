// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstdint>

namespace coax::sim {

/// One event of a streamed answer, not yet written: a few bytes, so that ten thousand answers in flight stay small.
struct step {
    /// What each is called in a protocol, and which of them it has, its `plan` and `write` say.
    enum class kind : std::uint8_t {
        begin,
        open,
        lead, ///< comes between a block's opening and its first delta
        ping,
        delta,
        sign, ///< comes after a block's last delta
        close,
        done, ///< the block again, whole
        stop,
        usage,
        end,
        error,
        endless
    };

    step::kind type;
    std::uint16_t block = 0; ///< which block of the answer
    std::uint32_t begin = 0; ///< the delta's bytes in the block's text
    std::uint32_t length = 0;
    std::uint32_t number = 0; ///< its place in the plan, for protocols that count their events
};

} // namespace coax::sim
