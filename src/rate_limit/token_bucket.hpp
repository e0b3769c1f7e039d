// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <chrono>
#include <cstdint>

namespace coax::rate_limit {

/// A budget for each minute, spread evenly: a twentieth at once, nine tenths in a minute. So no minute exceeds the
/// budget, however the provider counts its minutes, and there is a margin for clocks and the network.
class token_bucket {
public:
    using time = std::chrono::steady_clock::time_point;

    /// 0: no limit.
    explicit token_bucket(std::uint64_t per_minute = 0) : configured_(per_minute), limit_(per_minute), level_(burst())
    {
    }

    /// Whether `cost` can be taken at `now`. A cost above the burst needs a full bucket and leaves a debt.
    [[nodiscard]] bool ready(double cost, time now);
    /// When that will be so; `now` where it is so.
    [[nodiscard]] time when(double cost, time now);

    void take(double cost, time now);
    /// The real cost was lower by `cost`, or, where that is negative, higher; a debt grows to `longest_debt` at most.
    void give_back(double cost, time now);
    /// The real cost is unknown: the debt is limited to `longest_guess`.
    void limit_debt(time now);

    /// A reported cost delays the next call by this at most.
    static constexpr std::chrono::seconds longest_debt{120};
    /// An estimated cost delays the next call by this at most.
    static constexpr std::chrono::seconds longest_guess{300};

    /// From the provider's headers. They can lower a configured limit, but not raise it.
    void learn_limit(std::uint64_t per_minute, time now);
    void learn_remaining(double remaining, time now);

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
    time refilled_{};
};

} // namespace coax::rate_limit
