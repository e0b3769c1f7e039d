// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/failure.hpp>

#include <chrono>
#include <cstdint>

namespace coax::attempts {

/// What comes after an attempt that gave no value.
struct decision {
    enum class action : std::uint8_t {
        give_up,
        ask_again, ///< with the broken rules in words
        retry, ///< the same again, after `wait`
    };
    action then = action::give_up;
    std::chrono::milliseconds wait{};
};

/// The rules of the official SDKs, and of re-asking, without a clock or a socket.
class policy {
public:
    /// Re-asks, and HTTP retries, each at most so often.
    policy(std::uint32_t max_reasks, std::uint32_t max_retries) : max_reasks_(max_reasks), max_retries_(max_retries) { }

    /// `shown`: the consumer has seen something of the attempt, which a retry would take back.
    /// `random` in [0, 1) shortens the wait by up to a quarter, so that callers do not come back all at once.
    decision after(failure const& why, bool shown, double random);

    /// Takes one of the re-asks; false where none is left.
    bool ask_again();

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

} // namespace coax::attempts
