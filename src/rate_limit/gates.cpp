// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "rate_limit/gates.hpp"

#include "rate_limit/gate.hpp"

namespace coax::rate_limit {

gates::gates(boost::asio::any_io_executor timers_on, coax::limits most) : on_(std::move(timers_on)), most_(most) { }

gates::~gates() = default;

std::shared_ptr<gate> gates::to(http::origin const& where, std::string const& model)
{
    std::lock_guard const lock(mutex_);
    auto found = all_.find({where, model});
    if (found == all_.end()) {
        if (all_.size() >= most_idle)
            forget_one();
        found = all_.emplace(std::pair(where, model), entry{std::make_shared<gate>(on_, most_)}).first;
    }
    found->second.asked_for = ++asked_;
    return found->second.gate;
}

void gates::forget_one()
{
    auto oldest = all_.end();
    for (auto one = all_.begin(); one != all_.end(); ++one) {
        bool const idle = one->second.gate.use_count() == 1; // it is handed out under the mutex only
        if (idle && (oldest == all_.end() || one->second.asked_for < oldest->second.asked_for))
            oldest = one;
    }
    if (oldest != all_.end())
        all_.erase(oldest);
}

} // namespace coax::rate_limit
