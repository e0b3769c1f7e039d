// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "rate_limit/admission_queue.hpp"

#include <algorithm>

namespace coax::rate_limit {

admission_queue::admission_queue(coax::limits most)
    : requests_(most.requests_per_minute),
      tokens_(most.tokens_per_minute),
      max_in_flight_(most.max_in_flight)
{
}

double admission_queue::estimate(std::size_t request_bytes, std::uint64_t max_tokens) const noexcept
{
    return token_estimate::input(request_bytes) + estimate_.output(max_tokens);
}

admission_queue::place admission_queue::join(int priority, double tokens, void* owner)
{
    return queue_.emplace(priority, waiting{tokens, owner}); // after those of the same priority
}

void admission_queue::leave(place from) { queue_.erase(from); }

bool admission_queue::room(time now)
{
    if (window_ > 0 && now - refused_at_ >= memory)
        window_ = 0;
    if (max_in_flight_ != 0 && in_flight_ >= max_in_flight_)
        return false;
    return window_ <= 0 || in_flight_ == 0 || static_cast<double>(in_flight_) + 1 <= window_;
}

std::optional<admission_queue::admission> admission_queue::admit(time now)
{
    if (queue_.empty() || now < paused_until_ || !room(now))
        return {};
    auto const tokens = first().tokens;
    if (!requests_.ready(1, now) || !tokens_.ready(tokens, now))
        return {};
    requests_.take(1, now);
    tokens_.take(tokens, now);
    admission admitted{first().owner, tokens, ++admitted_};
    ++in_flight_;
    queue_.erase(queue_.begin());
    return admitted;
}

admission_queue::time admission_queue::next(time now)
{
    if (queue_.empty())
        return time::max();
    if (!room(now)) {
        bool const fixed = max_in_flight_ != 0 && in_flight_ >= max_in_flight_;
        return fixed ? time::max() : refused_at_ + memory;
    }
    return std::max({now, paused_until_, requests_.when(1, now), tokens_.when(first().tokens, now)});
}

void admission_queue::pause_until(time then) { paused_until_ = std::max(paused_until_, then); }

void admission_queue::learn(token_bucket& into, quota const& reported, double others, time now)
{
    if (!reported.limit)
        return;
    into.learn_limit(*reported.limit, now);
    if (!reported.remaining)
        return;
    into.learn_remaining(static_cast<double>(*reported.remaining) - others, now);
    if (*reported.remaining == 0 && reported.reset)
        pause_until(now + std::min(*reported.reset, longest_pause));
}

void admission_queue::learn(admission const& of, rate_limit_headers const& headers, time now)
{
    // Attempts that were sent after this one may not be in the provider's count yet.
    learn(requests_, headers.requests, static_cast<double>(admitted_ - of.number), now);
    learn(tokens_, headers.tokens, 0, now);
}

void admission_queue::end(
    admission const& of, std::optional<std::uint64_t> input, std::optional<std::uint64_t> output, time now)
{
    --in_flight_;
    if (!input || !output)
        return tokens_.limit_debt(now);
    auto const spent = static_cast<double>(*input) + static_cast<double>(*output);
    tokens_.give_back(of.tokens - spent, now);
    estimate_.learn_output(*output);
}

void admission_queue::refused(std::optional<std::chrono::milliseconds> retry_after, time now)
{
    // Of attempts that were in flight together only the first refusal counts; it halves what is allowed.
    bool const again = window_ > 0 && now < refused_at_ + default_pause;
    if (!again)
        window_ = std::max(1.0, static_cast<double>(in_flight_) / 2);
    if (!again)
        refused_at_ = now;
    pause_until(now + std::min(retry_after.value_or(default_pause), longest_pause));
}

void admission_queue::answered(time now)
{
    if (window_ <= 0)
        return;
    if (now - refused_at_ >= memory)
        window_ = 0;
    else
        window_ += 1 / window_; // one more when all that are allowed were answered
}

} // namespace coax::rate_limit
