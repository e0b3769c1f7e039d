// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstdint>

namespace coax {

/// Tokens as the provider counted them, with one meaning for all providers: some count cached tokens or thinking beside
/// the prompt and the answer, and coax adds them there. 0 where the provider did not say.
struct usage {
    std::uint64_t input_tokens = 0; ///< the whole prompt, what was read from and written to a cache included
    std::uint64_t output_tokens = 0; ///< all that the model wrote, thinking included
    std::uint64_t cache_read_tokens = 0; ///< the part of the input that was served from the provider's cache
    std::uint64_t cache_write_tokens = 0; ///< the part of the input that was written to it
    std::uint64_t reasoning_tokens = 0; ///< the part of the output that is thinking
    /// A part is coax's own guess: the provider did not count, or the generation was stopped before it had. Then each
    /// delta is a token, or four bytes of the answer where that is more, and four bytes of the request.
    bool estimated = false;

    constexpr usage& operator+=(usage const& more) noexcept
    {
        input_tokens += more.input_tokens;
        output_tokens += more.output_tokens;
        cache_read_tokens += more.cache_read_tokens;
        cache_write_tokens += more.cache_write_tokens;
        reasoning_tokens += more.reasoning_tokens;
        estimated = estimated || more.estimated;
        return *this;
    }
    friend constexpr bool operator==(usage const&, usage const&) = default;
};

} // namespace coax
