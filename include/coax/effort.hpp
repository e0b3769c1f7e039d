// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstdint>

namespace coax {

/// How much a model is to think before it answers. A service with fewer steps gets the nearest it has.
enum class effort : std::uint8_t {
    none, ///< not at all, where the model can be told so
    minimal,
    low,
    medium,
    high,
    most, ///< the highest step the service has
};

} // namespace coax
