// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "attempt/policy.hpp"

#include "error/errc_class.hpp"

#include <algorithm>

namespace coax::attempts {

namespace {

bool may_pass(failure const& why)
{
    if (why.should_retry)
        return *why.should_retry;
    if (why.http_status == 408 || why.http_status == 409)
        return true;
    return why.code.category() == category() && detail::is_retried(static_cast<errc>(why.code.value()));
}

} // namespace

decision policy::after(failure const& why, bool shown, double random)
{
    using action = decision::action;
    if (why.code == errc::invalid_answer)
        return {ask_again() ? action::ask_again : action::give_up, {}};
    if (shown || retries_ == max_retries_ || !may_pass(why))
        return {};
    auto wait = std::min(first_wait * (1U << std::min(retries_, 16U)), longest_wait);
    wait -= std::chrono::milliseconds(static_cast<std::int64_t>(static_cast<double>(wait.count()) * 0.25 * random));
    if (why.retry_after) {
        if (*why.retry_after > longest_asked_wait)
            return {};
        wait = std::max(*why.retry_after, std::chrono::milliseconds(0));
    }
    ++retries_;
    return {action::retry, wait};
}

bool policy::ask_again()
{
    if (reasks_ == max_reasks_)
        return false;
    ++reasks_;
    return true;
}

} // namespace coax::attempts
