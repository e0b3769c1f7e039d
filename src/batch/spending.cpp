// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "batch/spending.hpp"

#include <algorithm>
#include <cstdio>

namespace coax::batching {

namespace {

constexpr double newest_call_counts = 0.125; // in the means
constexpr double most_input_factor = 100;

std::string seconds(std::chrono::nanoseconds length)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.1f s", std::chrono::duration<double>(length).count());
    return text;
}

std::string amount(double money)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", money);
    return text;
}

} // namespace

spending::reserved spending::estimate(question const& asked, time now) const
{
    reserved made;
    made.input = rate_limit::token_estimate::input(asked.bytes);
    auto const input = made.input * input_factor_;
    auto const output = answers_.output(asked.max_tokens);
    made.tokens = input + output;
    if (asked.a_million)
        made.money = (input * asked.a_million->input + output * asked.a_million->output) / 1e6;
    made.begun = now;
    return made;
}

spending::decision spending::consider(std::size_t index, question const& asked, time now)
{
    if (most_.time != std::chrono::nanoseconds() && now - began_ + mean_time_ >= most_.time)
        return decision::leave_out;
    auto const probably = estimate(asked, now);
    auto tokens = tokens_ + probably.tokens;
    auto money = money_ + probably.money;
    for (auto const& [which, one] : in_flight_) {
        tokens += one.tokens;
        money += one.money;
    }
    if ((most_.tokens != 0 && tokens > static_cast<double>(most_.tokens)) || (most_.money > 0 && money > most_.money))
        return in_flight_.empty() ? decision::leave_out : decision::wait;
    in_flight_.emplace(index, probably);
    return decision::begin;
}

void spending::end(std::size_t index, usage const& spent, double cost, time now)
{
    tokens_ += static_cast<double>(spent.input_tokens) + static_cast<double>(spent.output_tokens);
    money_ += cost;
    auto const found = in_flight_.find(index);
    if (found == in_flight_.end())
        return;
    auto const begun = found->second;
    in_flight_.erase(found);
    auto const took = now - begun.begun;
    mean_time_ = mean_time_ == std::chrono::nanoseconds() ? took
                                                          : mean_time_
            + std::chrono::duration_cast<std::chrono::nanoseconds>(
                std::chrono::duration<double>(took - mean_time_) * newest_call_counts);
    if (spent.output_tokens != 0)
        answers_.learn_output(spent.output_tokens);
    if (spent.input_tokens != 0 && begun.input > 0) {
        auto const factor = std::min(static_cast<double>(spent.input_tokens) / begun.input, most_input_factor);
        input_factor_ = knows_input_ ? input_factor_ + (factor - input_factor_) * newest_call_counts : factor;
        knows_input_ = true;
    }
}

std::string spending::words(time now) const
{
    std::string text = "the budget of this run did not allow it: ";
    if (most_.tokens != 0)
        text += std::to_string(static_cast<std::uint64_t>(tokens_)) + " of " + std::to_string(most_.tokens)
            + " tokens are spent, ";
    if (most_.money > 0)
        text += amount(money_) + " of " + amount(most_.money) + " of money is spent, ";
    if (most_.time != std::chrono::nanoseconds())
        text += seconds(now - began_) + " of " + seconds(most_.time) + " are over, ";
    return text + "and what it probably takes is more than the rest; run the batch again with the same journal";
}

} // namespace coax::batching
