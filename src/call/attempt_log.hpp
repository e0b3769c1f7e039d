// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/attempt.hpp>
#include <coax/failure.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace coax::call {

/// The attempts of a call so far, and the one that runs.
class attempt_log {
public:
    using time_point = std::chrono::steady_clock::time_point;

    /// The next attempt begins; also when it may be sent at last.
    void begin() noexcept
    {
        ++number_;
        to_first_byte_ = {};
    }
    void sent(time_point now) noexcept { sent_ = now; }
    /// How long the first byte of the body took; nothing where it had come before.
    std::optional<std::chrono::nanoseconds> first_byte(time_point now) noexcept;

    /// Counts from 1; 0 before the first.
    [[nodiscard]] unsigned number() const noexcept { return number_; }

    /// The attempt is over. Its times are filled in.
    attempt const& add(attempt over, time_point now);
    /// This model cannot take the request, as `why` says, and was not asked.
    void skip(std::string const& model, failure const& why);

    /// Of all attempts, input and output.
    [[nodiscard]] std::uint64_t tokens_spent() const noexcept;
    [[nodiscard]] usage total_usage() const noexcept;
    [[nodiscard]] double total_cost() const noexcept;
    /// The last two attempts gave the same wrong answer.
    [[nodiscard]] bool repeated_itself() const noexcept;
    /// Words about the models that were skipped, to follow a message; "" where there are none.
    [[nodiscard]] std::string const& skipped() const noexcept { return skipped_; }

    [[nodiscard]] std::vector<attempt> take() noexcept { return std::exchange(attempts_, {}); }

private:
    std::vector<attempt> attempts_;
    std::string skipped_;
    time_point sent_{};
    std::chrono::nanoseconds to_first_byte_{};
    unsigned number_ = 0;
};

} // namespace coax::call
