// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <chrono>
#include <cstdint>

namespace coax::rate_limit {

/// What may be spent in a minute, given out evenly: a twentieth at once, nine tenths a minute. In no minute that is
/// more than the whole, however the provider counts its minutes, and some is left for clocks and the network.
class bucket {
public:
    using time = std::chrono::steady_clock::time_point;

    /// 0: no limit.
    explicit bucket(std::uint64_t per_minute = 0) : configured_(per_minute), limit_(per_minute), level_(burst()) { }

    /// Nothing to wait for at `now`; what costs more than the burst needs a full bucket and leaves a debt.
    [[nodiscard]] bool ready(double cost, time now);
    /// When it will be; `now` where it is.
    [[nodiscard]] time when(double cost, time now);

    void take(double cost, time now);
    /// A cost turned out to be less, or, negative, more; more only up to `longest_debt`.
    void give_back(double cost, time now);
    /// Nobody knows what was spent: what is owed is at most `longest_guess`.
    void limit_debt(time now);

    /// What others say that was spent holds nobody up for longer.
    static constexpr std::chrono::seconds longest_debt{120};
    /// Nor does what was only estimated.
    static constexpr std::chrono::seconds longest_guess{300};

    /// What the provider says. A limit that was configured may be lowered by it, never raised.
    void learn_limit(std::uint64_t per_minute, time now);
    void learn_left(double left, time now);

    [[nodiscard]] bool limited() const noexcept { return limit_ != 0; }
    [[nodiscard]] std::uint64_t limit() const noexcept { return limit_; }

private:
    [[nodiscard]] double burst() const noexcept;
    [[nodiscard]] double each_second() const noexcept { return 0.9 * static_cast<double>(limit_) / 60; }
    void refill(time now);
    [[nodiscard]] double deepest(std::chrono::seconds debt) const noexcept
    {
        return -each_second() * static_cast<double>(debt.count());
    }

    std::uint64_t configured_;
    std::uint64_t limit_;
    double level_;
    time at_{};
};

} // namespace coax::rate_limit
