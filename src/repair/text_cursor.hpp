// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "repair/lookahead.hpp"

#include <cstddef>

namespace coax::repair {

/// The part of the answer that is read next.
enum class place : unsigned char { outside, thinking, key, colon, value, text, after };

/// The text and the position that the classes of this room share while they read it.
struct text_cursor : lookahead {
    std::size_t at = 0; ///< the next byte
    std::size_t ahead = 0; ///< an unfinished token has been examined up to here
    place next = place::outside;
    bool cut = false; ///< the text is over, but was cut off: its last word or number may be incomplete
};

} // namespace coax::repair
