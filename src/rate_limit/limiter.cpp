// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "rate_limit/limiter.hpp"

#include <algorithm>

namespace coax::rate_limit {

namespace {

constexpr double bytes_a_token = 4;
constexpr double newest_counts = 0.125; // in the mean of answers
constexpr double spare = 1.25; // answers differ
constexpr std::uint64_t longest_answer = 10'000'000; // tokens

} // namespace

limiter::limiter(coax::limits most)
    : requests_(most.requests_per_minute),
      tokens_(most.tokens_per_minute),
      max_in_flight_(most.max_in_flight)
{
}

double limiter::estimate(std::size_t request_bytes, std::uint64_t max_tokens) const noexcept
{
    auto answer = static_cast<double>(max_tokens);
    if (mean_output_ >= 0)
        answer = std::min(answer, mean_output_ * spare);
    return static_cast<double>(request_bytes) / bytes_a_token + answer;
}

limiter::place limiter::join(int priority, double tokens, void* whom)
{
    return line_.emplace(priority, waiting{tokens, whom}); // behind its equals
}

void limiter::leave(place from) { line_.erase(from); }

bool limiter::room(time now)
{
    if (window_ > 0 && now - refused_at_ >= memory)
        window_ = 0;
    if (max_in_flight_ != 0 && in_flight_ >= max_in_flight_)
        return false;
    return window_ <= 0 || in_flight_ == 0 || static_cast<double>(in_flight_) + 1 <= window_;
}

std::optional<limiter::pass> limiter::admit(time now)
{
    if (line_.empty() || now < paused_until_ || !room(now))
        return {};
    auto const tokens = first().tokens;
    if (!requests_.ready(1, now) || !tokens_.ready(tokens, now))
        return {};
    requests_.take(1, now);
    tokens_.take(tokens, now);
    pass given{first().whom, tokens, ++admitted_};
    ++in_flight_;
    line_.erase(line_.begin());
    return given;
}

limiter::time limiter::next(time now)
{
    if (line_.empty())
        return time::max();
    if (!room(now)) {
        bool const fixed = max_in_flight_ != 0 && in_flight_ >= max_in_flight_;
        return fixed ? time::max() : refused_at_ + memory;
    }
    return std::max({now, paused_until_, requests_.when(1, now), tokens_.when(first().tokens, now)});
}

void limiter::pause_until(time then) { paused_until_ = std::max(paused_until_, then); }

void limiter::learn(bucket& into, share const& said, double others, time now)
{
    if (!said.limit)
        return;
    into.learn_limit(*said.limit, now);
    if (!said.left)
        return;
    into.learn_left(static_cast<double>(*said.left) - others, now);
    if (*said.left == 0 && said.reset)
        pause_until(now + std::min(*said.reset, longest_pause));
}

void limiter::learn(pass const& of, allowance const& said, time now)
{
    // Those sent after this one are not in the provider's count yet, or perhaps they are.
    learn(requests_, said.requests, static_cast<double>(admitted_ - of.number), now);
    learn(tokens_, said.tokens, 0, now);
}

void limiter::end(pass const& of, std::optional<std::uint64_t> input, std::optional<std::uint64_t> output, time now)
{
    --in_flight_;
    if (!input || !output)
        return tokens_.limit_debt(now);
    auto const spent = static_cast<double>(*input) + static_cast<double>(*output);
    tokens_.give_back(of.tokens - spent, now);
    if (*output > longest_answer) // nobody means that
        return;
    auto const newest = static_cast<double>(*output);
    mean_output_ = mean_output_ < 0 ? newest : mean_output_ + (newest - mean_output_) * newest_counts;
}

void limiter::refused(std::optional<std::chrono::milliseconds> retry_after, time now)
{
    // Of those in flight together only the first refusal counts, and what was allowed then is halved.
    bool const again = window_ > 0 && now < refused_at_ + default_pause;
    if (!again)
        window_ = std::max(1.0, static_cast<double>(in_flight_) / 2);
    if (!again)
        refused_at_ = now;
    pause_until(now + std::min(retry_after.value_or(default_pause), longest_pause));
}

void limiter::answered(time now)
{
    if (window_ <= 0)
        return;
    if (now - refused_at_ >= memory)
        window_ = 0;
    else
        window_ += 1 / window_; // one more when all that are allowed were answered
}

} // namespace coax::rate_limit
