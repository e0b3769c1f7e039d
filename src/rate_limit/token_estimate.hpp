// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace coax::rate_limit {

/// The tokens that a call will probably cost, before it begins.
class token_estimate {
public:
    /// Four bytes for a token.
    [[nodiscard]] static double input(std::size_t request_bytes) noexcept
    {
        return static_cast<double>(request_bytes) / bytes_a_token;
    }
    /// The mean of the latest answers and a quarter more, because answers differ; before the first answer, all that it
    /// may use.
    [[nodiscard]] double output(std::uint64_t max_tokens) const noexcept
    {
        auto const most = static_cast<double>(max_tokens);
        return mean_output_ >= 0 ? std::min(most, mean_output_ * spare) : most;
    }

    void learn_output(std::uint64_t tokens) noexcept
    {
        if (tokens > longest_answer) // a mistake of the provider
            return;
        auto const newest = static_cast<double>(tokens);
        mean_output_ = mean_output_ < 0 ? newest : mean_output_ + (newest - mean_output_) * newest_counts;
    }

private:
    static constexpr double bytes_a_token = 4;
    static constexpr double newest_counts = 0.125; // in the mean of answers
    static constexpr double spare = 1.25;
    static constexpr std::uint64_t longest_answer = 10'000'000; // tokens

    double mean_output_ = -1; ///< negative while unknown
};

} // namespace coax::rate_limit
