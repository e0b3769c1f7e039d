// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstdint>

namespace coax::sim {

/// One event of a streamed answer, not yet written: a few bytes, so that ten thousand answers in flight stay small.
struct step {
    enum class kind : std::uint8_t { begin, open, lead, ping, delta, sign, close, stop, usage, end, error, endless };

    step::kind type;
    std::uint16_t block = 0; ///< which block of the answer
    std::uint32_t begin = 0; ///< the delta's bytes in the block's text
    std::uint32_t length = 0;
};

} // namespace coax::sim
