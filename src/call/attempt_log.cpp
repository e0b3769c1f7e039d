// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/attempt_log.hpp"

namespace coax::call {

std::optional<std::chrono::nanoseconds> attempt_log::first_byte(time_point now) noexcept
{
    if (to_first_byte_ != std::chrono::nanoseconds())
        return {};
    to_first_byte_ = now - sent_;
    return to_first_byte_;
}

attempt const& attempt_log::add(attempt over, time_point now)
{
    over.to_first_byte = to_first_byte_;
    over.total = now - sent_;
    return attempts_.emplace_back(std::move(over));
}

void attempt_log::skip(std::string const& model, failure const& why)
{
    attempt skipped;
    skipped.model = model;
    skipped.stop = stop_reason::failed;
    skipped.code = why.code;
    skipped.message = why.message;
    attempts_.push_back(std::move(skipped));
    skipped_ += "; " + model + " was not asked: " + why.message;
}

std::uint64_t attempt_log::tokens_spent() const noexcept
{
    auto const all = total_usage();
    return all.input_tokens + all.output_tokens;
}

usage attempt_log::total_usage() const noexcept
{
    usage all;
    for (auto const& one : attempts_)
        all += one.usage;
    return all;
}

double attempt_log::total_cost() const noexcept
{
    double all = 0;
    for (auto const& one : attempts_)
        all += one.cost;
    return all;
}

bool attempt_log::repeated_itself() const noexcept
{
    if (attempts_.size() < 2)
        return false;
    auto const& last = attempts_.back();
    auto const& previous = attempts_[attempts_.size() - 2];
    return !last.text.empty() && last.text == previous.text && previous.code == errc::invalid_answer;
}

} // namespace coax::call
