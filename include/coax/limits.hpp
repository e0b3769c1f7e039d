// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <cstdint>

namespace coax {

/// What all callers of a client together may ask of one model; 0 is not limited by us. What a provider's rate-limit
/// headers say holds as well, whether or not it is set here.
struct limits {
    std::uint64_t requests_per_minute = 0; ///< a twentieth of it may go at once
    std::uint64_t tokens_per_minute = 0; ///< input and output; estimated when a call begins, corrected when it ends
    std::size_t max_in_flight = 0; ///< attempts that are being answered
};

} // namespace coax
