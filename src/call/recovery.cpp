// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/recovery.hpp"

#include "error/errc_class.hpp"

#include <string>

namespace coax::call {

recovery::decision recovery::after(failed_attempt const& last, circumstances at)
{
    auto& why = last.why;
    bool const time_left = at.now < last.deadline;
    if (!last.shown && time_left) {
        if (auto const refused = omitted_.learn(why); !refused.empty()) {
            why.message += "; it is sent again without what coax added by itself: " + refused;
            return {step::resend};
        }
    }
    auto const budget = last.req.token_budget();
    if (auto const spent = last.log.tokens_spent(); budget != 0 && spent >= budget) {
        why.message = "the token budget of " + std::to_string(budget) + " is spent (" + std::to_string(spent)
            + " so far); the last attempt ended with: " + why.message;
        why.code = errc::budget_exhausted;
        return {step::give_up};
    }
    if (plan_.reask(last, policy_, time_left))
        return {step::ask_again};
    auto const wait = policy_.retry_after(why, last.shown && !last.req.restart_shown(), at.random);
    bool const in_time = at.now + wait.value_or(std::chrono::milliseconds(0)) < last.deadline;
    if (wait && in_time) {
        if (last.answered)
            plan_.retry(last);
        return {step::wait, *wait};
    }
    if (in_time && fall_back(last))
        return {step::take_over};
    if (!in_time && !(why.code == errc::timed_out && !time_left)) // which says so itself
        why.message += "; the call's time limit leaves none for another attempt";
    why.message += last.log.skipped();
    return {step::give_up};
}

/// Whether another model takes over.
bool recovery::fall_back(failed_attempt const& last)
{
    auto const& code = last.why.code;
    if (code.category() != category() || !detail::helped_by_another_model(static_cast<errc>(code.value())))
        return false;
    while (auto const* const candidate = last.models.next_fallback()) {
        if (auto const refusal = last.models.refusal_of(*candidate, last.req, last.target)) {
            last.log.skip(candidate->name, *refusal);
            continue;
        }
        last.models.move_to(*candidate, last.req, last.target);
        policy_ = {max_reasks_, max_retries_};
        plan_.take_over(last.given);
        return true;
    }
    return false;
}

} // namespace coax::call
