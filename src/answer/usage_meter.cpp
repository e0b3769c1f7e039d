// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "answer/usage_meter.hpp"

#include <algorithm>

namespace coax::answer {

namespace {

constexpr std::uint64_t max_tokens
    = 1'000'000'000'000; ///< a larger count is not believed, so that sums do not overflow
constexpr std::uint64_t bytes_in_token = 4;

} // namespace

usage usage_meter::total(bool final, std::size_t answer_bytes, std::size_t request_bytes) const noexcept
{
    auto spent = reported_;
    for (auto* const count : {&spent.input_tokens, &spent.output_tokens, &spent.cache_read_tokens,
             &spent.cache_write_tokens, &spent.reasoning_tokens})
        *count = std::min(*count, max_tokens);
    if (final || deltas_ == 0)
        return spent;
    auto const least = std::max<std::uint64_t>(deltas_, answer_bytes / bytes_in_token);
    if (spent.output_tokens < least) {
        spent.output_tokens = least;
        spent.estimated = true;
    }
    if (spent.input_tokens == 0) {
        spent.input_tokens = request_bytes / bytes_in_token;
        spent.estimated = true;
    }
    return spent;
}

} // namespace coax::answer
