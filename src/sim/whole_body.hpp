// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <string>

namespace coax::sim {

/// An answer that is not streamed.
struct whole_body {
    std::string bytes;
    std::size_t grows_at = 0; ///< where more text would go: the end of the last block's
};

} // namespace coax::sim
