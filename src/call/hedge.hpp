// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/failure.hpp>

#include <chrono>
#include <cstdint>

namespace coax::call {

/// Decides between two calls with the same request, of which the second begins when the first is late. The first value
/// wins, and the other call is cancelled.
class hedge {
public:
    enum class side : std::uint8_t { first, second };
    enum class decision : std::uint8_t {
        wait, ///< the other call may still give a value
        take_first, ///< the second is cancelled, or never begins
        take_second, ///< the first is cancelled
        fail, ///< the second is cancelled, or never begins: it would fail in the same way
        fail_both, ///< there is no other call left
    };

    explicit hedge(std::chrono::milliseconds delay) noexcept : delay_(delay) { }

    /// When the second call begins, after the first.
    [[nodiscard]] std::chrono::milliseconds delay() const noexcept { return delay_; }
    decision on_value(side of) noexcept;
    decision on_failure(side of, failure const& why) noexcept;
    /// The last one.
    [[nodiscard]] decision current() const noexcept { return current_; }

private:
    std::chrono::milliseconds delay_;
    decision current_ = decision::wait;
    bool one_failed_ = false;
};

} // namespace coax::call
