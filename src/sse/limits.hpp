// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>

namespace coax::sse {

/// What one stream may make the parser hold.
struct limits {
    std::size_t line = 8 * 1024 * 1024; ///< bytes of one line: services send whole answers in one
    std::size_t event = 16 * 1024 * 1024; ///< bytes of one event's data, all lines together
    std::size_t stray = 4 * 1024; ///< bytes kept of lines that are in no known field; the rest is dropped
};

} // namespace coax::sse
