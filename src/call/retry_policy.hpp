// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/failure.hpp>

#include <chrono>
#include <cstdint>
#include <optional>

namespace coax::call {

/// How often a model is asked again, and a failed request sent again: the rules of the official SDKs, without a clock.
class retry_policy {
public:
    /// Each at most so often.
    retry_policy(std::uint32_t max_reasks, std::uint32_t max_retries)
        : max_reasks_(max_reasks),
          max_retries_(max_retries)
    {
    }

    /// Takes one of the re-asks; false where none is left.
    bool ask_again();

    /// Takes one of the retries: how long to wait before it. Nothing where the failure does not pass, or none is left.
    /// `shown`: the consumer has seen something of the attempt, which a retry would take back.
    /// `random` in [0, 1) shortens the wait by up to a quarter, so that callers do not come back all at once.
    std::optional<std::chrono::milliseconds> retry_after(failure const& why, bool shown, double random);

    static constexpr std::chrono::milliseconds first_wait{500};
    static constexpr std::chrono::milliseconds longest_wait{8'000};
    /// A provider that wants us to wait longer than this is not waited for.
    static constexpr std::chrono::milliseconds longest_asked_wait{60'000};

private:
    std::uint32_t max_reasks_;
    std::uint32_t max_retries_;
    std::uint32_t reasks_ = 0;
    std::uint32_t retries_ = 0;
};

} // namespace coax::call
