// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/record.hpp"

#include <functional>
#include <string>
#include <utility>

namespace coax::sim {

void record::connected()
{
    std::lock_guard const lock(mutex_);
    ++counts_.accepted;
    ++counts_.open;
}

void record::shaken(bool ok, bool resumed)
{
    std::lock_guard const lock(mutex_);
    counts_.handshakes_failed += ok ? 0U : 1U;
    counts_.resumed += resumed ? 1U : 0U;
}

void record::disconnected()
{
    std::lock_guard const lock(mutex_);
    --counts_.open;
}

void record::requested(sim::asked& question)
{
    auto const conversation
        = std::hash<std::string>()(question.model + '\n' + question.system + '\n' + question.prompt());
    std::lock_guard const lock(mutex_);
    ++counts_.requests;
    if (attempts_.size() >= most_conversations)
        attempts_.clear();
    question.attempt = ++attempts_[conversation];
    if (keep_ == 0)
        return;
    asked_.push_back(question);
    if (asked_.size() > keep_)
        asked_.pop_front();
}

void record::answered(sim::served exchange)
{
    std::lock_guard const lock(mutex_);
    counts_.complete += exchange.complete ? 1U : 0U;
    counts_.deltas_sent += exchange.deltas_sent;
    if (keep_ == 0)
        return;
    served_.push_back(std::move(exchange));
    if (served_.size() > keep_)
        served_.pop_front();
}

std::vector<sim::asked> record::asked() const
{
    std::lock_guard const lock(mutex_);
    return {asked_.begin(), asked_.end()};
}

std::vector<sim::served> record::served() const
{
    std::lock_guard const lock(mutex_);
    return {served_.begin(), served_.end()};
}

sim::counts record::counts() const
{
    std::lock_guard const lock(mutex_);
    return counts_;
}

} // namespace coax::sim
