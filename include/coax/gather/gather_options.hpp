// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>

namespace coax {

/// How a combinator runs its children. Owns nothing, so `{.max_in_flight = 8}` may stand in a `co_await` expression.
struct gather_options {
    /// Children alive at one time, at least 1; default 64. 0 is refused with `errc::invalid_option`.
    std::size_t max_in_flight = 64;
};

} // namespace coax
