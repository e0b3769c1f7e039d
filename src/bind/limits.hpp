// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <cstdint>

namespace coax::bind {

/// Limits of one answer's JSON.
struct limits {
    std::size_t max_depth = 32; ///< nested objects and arrays
    std::size_t max_bytes = 16 * 1024 * 1024; ///< the whole document
    std::size_t max_key_bytes = 64 * 1024; ///< one key, or one value of a closed set
    std::size_t max_violations = 64; ///< kept; more are not looked at one by one
    std::size_t max_elements = 1024 * 1024; ///< of all lists together
    std::uint64_t max_pattern_steps
        = 4'000'000; ///< of all patterns together, and 8 for each byte that they are tried on
    std::uint64_t max_quote_steps = 256'000'000; ///< bytes of the source that are compared, for all quotes together
    std::size_t max_unknown_keys = 64; ///< listed
    std::size_t max_repairs = 256; ///< listed
    std::size_t max_skipped = 1024; ///< violations kept of elements that were left out
    std::size_t max_envelope_bytes = 4 * 1024 * 1024; ///< of an unknown object that may hold the value
};

} // namespace coax::bind
