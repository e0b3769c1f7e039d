// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "rate_limit/rate_limiters.hpp"

#include "rate_limit/rate_limiter.hpp"

namespace coax::rate_limit {

rate_limiters::rate_limiters(boost::asio::any_io_executor timers_on, coax::limits limits)
    : executor_(std::move(timers_on)),
      limits_(limits)
{
}

rate_limiters::~rate_limiters() = default;

std::shared_ptr<rate_limiter> rate_limiters::find(http::origin const& origin, std::string const& model)
{
    std::lock_guard const lock(mutex_);
    auto found = entries_.find({origin, model});
    if (found == entries_.end()) {
        if (entries_.size() >= most_idle)
            drop_one();
        found = entries_.emplace(std::pair(origin, model), entry{std::make_shared<rate_limiter>(executor_, limits_)})
                    .first;
    }
    found->second.last_use = ++uses_;
    return found->second.limiter;
}

void rate_limiters::drop_one()
{
    auto oldest = entries_.end();
    for (auto one = entries_.begin(); one != entries_.end(); ++one) {
        bool const unused = one->second.limiter.use_count() == 1; // copies are made under the mutex only
        if (unused && (oldest == entries_.end() || one->second.last_use < oldest->second.last_use))
            oldest = one;
    }
    if (oldest != entries_.end())
        entries_.erase(oldest);
}

} // namespace coax::rate_limit
