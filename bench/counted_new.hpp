// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>

namespace coax::bench {

/// How often operator new was called in this program. To be had where counted_new.cpp, which replaces it, is linked.
std::size_t allocations() noexcept;

} // namespace coax::bench
