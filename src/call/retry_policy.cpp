// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/retry_policy.hpp"

#include "error/errc_class.hpp"

#include <algorithm>

namespace coax::call {

namespace {

bool passes(failure const& why)
{
    if (why.code == errc::invalid_answer) // between us and the model, whatever the status was
        return false;
    if (why.should_retry)
        return *why.should_retry;
    if (why.http_status == 408 || why.http_status == 409)
        return true;
    return why.code.category() == category() && detail::is_retried(static_cast<errc>(why.code.value()));
}

} // namespace

bool retry_policy::ask_again()
{
    if (reasks_ == max_reasks_)
        return false;
    ++reasks_;
    return true;
}

std::optional<std::chrono::milliseconds> retry_policy::retry_after(failure const& why, bool shown, double random)
{
    if (shown || retries_ == max_retries_ || !passes(why))
        return {};
    auto wait = std::min(first_wait * (1U << std::min(retries_, 16U)), longest_wait);
    wait -= std::chrono::milliseconds(static_cast<std::int64_t>(static_cast<double>(wait.count()) * 0.25 * random));
    if (why.retry_after) {
        if (*why.retry_after > longest_asked_wait)
            return {};
        wait = std::max(*why.retry_after, std::chrono::milliseconds(0));
    }
    ++retries_;
    return wait;
}

} // namespace coax::call
