// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "rate_limit/token_bucket.hpp"

#include <algorithm>
#include <cmath>

namespace coax::rate_limit {

namespace {

constexpr double rounding = 1e-6;

} // namespace

double token_bucket::burst() const noexcept { return std::max(1.0, static_cast<double>(limit_) / 20); }

void token_bucket::refill(time now)
{
    if (refilled_ == time())
        refilled_ = now;
    if (now <= refilled_)
        return;
    level_ = std::min(burst(), level_ + each_second() * std::chrono::duration<double>(now - refilled_).count());
    refilled_ = now;
}

bool token_bucket::ready(double cost, time now)
{
    if (!limited())
        return true;
    refill(now);
    return level_ + rounding >= std::min(cost, burst());
}

token_bucket::time token_bucket::when(double cost, time now)
{
    if (ready(cost, now))
        return now;
    auto const missing = std::min(cost, burst()) - level_;
    auto const wait = std::chrono::duration<double, std::nano>(std::ceil(missing / each_second() * 1e9));
    return now + std::chrono::duration_cast<time::duration>(wait);
}

void token_bucket::take(double cost, time now)
{
    if (!limited())
        return;
    refill(now);
    level_ -= cost;
}

void token_bucket::give_back(double cost, time now)
{
    if (!limited())
        return;
    refill(now);
    level_ = std::clamp(level_ + cost, std::min(level_, deepest(longest_debt)), burst());
}

void token_bucket::limit_debt(time now)
{
    if (!limited())
        return;
    refill(now);
    level_ = std::max(level_, deepest(longest_guess));
}

void token_bucket::learn_limit(std::uint64_t per_minute, time now)
{
    if (per_minute == 0)
        return;
    if (configured_ != 0)
        per_minute = std::min(per_minute, configured_);
    if (per_minute == limit_)
        return;
    bool const first = limit_ == 0;
    refill(now);
    limit_ = per_minute;
    level_ = first ? burst() : std::min(level_, burst());
}

void token_bucket::learn_remaining(double remaining, time now)
{
    if (!limited())
        return;
    refill(now);
    level_ = std::min(level_, std::max(remaining, 0.0));
}

} // namespace coax::rate_limit
