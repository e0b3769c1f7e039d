// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/call_machine.hpp"

#include "call/verdict.hpp"
#include "client/redact.hpp"
#include "error/errc_class.hpp"
#include "text/printable.hpp"

#include <coax/error.hpp>

#include <utility>

// What follows when an attempt is over.
namespace coax::call {

action call_machine::end_attempt(std::optional<failure> why, circumstances at)
{
    bool const answered = state_ == state::answer;
    bool const aborted = answered && !why && current_.phase == body_phase::open && !response_.ended()
        && response_.broken() && response_.stop() == stop_reason::none;
    if (!why && answered) // a rule that waited was asked before
        why = verdict(response_, ask_.max_tokens());
    if (why && current_.lost && !response_.builder().done())
        why = std::move(current_.lost); // what is missing was lost with it
    if (why)
        complete(*why);
    if (state_ != state::preparing && state_ != state::idle)
        record(why, aborted, at.now);
    if (why && each_ && answered)
        items_.end(response_);
    return_permit(why);
    current_.decoder.reset();
    if (why)
        return after_failure(std::move(*why), at);
    state_ = state::over;
    watch_.done(response_.stop());
    return {action::kind::done};
}

/// Adds what was received, and takes the key out, before anybody sees it.
void call_machine::complete(failure& why)
{
    bool const answered = state_ == state::answer;
    if (answered && !ask_.streamed() && current_.phase == body_phase::open && !response_.failed()) {
        current_.decoder->finish(response_); // a whole answer is not read before its end: what there is of it is quoted
        if (response_.failed())
            why.provider_message = response_.failed()->provider_message;
    }
    if (why.text.empty())
        why.text = response_.json();
    detail::redact(why, models_.current().endpoint);
}

void call_machine::record(std::optional<failure> const& why, bool aborted, time_point now)
{
    attempt done;
    done.model = models_.current().name;
    done.text = why && !why->text.empty() ? why->text : response_.json();
    if (!why)
        done.violations = response_.builder().violations();
    else if (why->code == errc::invalid_answer) // a refusal is not a value that lacks its members
        done.violations = why->violations;
    done.usage = response_.usage(current_.request.body.size());
    done.stop = response_.stop();
    if (aborted)
        done.stop = stop_reason::aborted;
    else if (why && done.stop == stop_reason::none)
        done.stop = stop_reason::failed;
    done.provider_stop_reason = response_.stop_word();
    if (why) {
        done.code = why->code;
        done.message = why->message;
        detail::redact(done, models_.current().endpoint);
    }
    text::make_utf8(done.text);
    watch_.over(log_.add(std::move(done), now));
}

/// Says what the attempt took and how it was received, and makes room for the next in line.
void call_machine::return_permit(std::optional<failure> const& why)
{
    auto& permit = current_.permit;
    if (!permit)
        return;
    if (why && (why->code == errc::rate_limited || why->code == errc::overloaded))
        permit->refused(why->retry_after);
    else if (state_ == state::answer)
        permit->answered(response_.usage(current_.request.body.size()));
    permit.reset();
}

action call_machine::after_failure(failure why, circumstances at)
{
    if (!shown_.partial_was_shown() && at.now < deadline_) {
        if (auto const refused = left_out_.learn(why); !refused.empty()) {
            why.message += "; it is sent again without what coax added by itself: " + refused;
            watch_.retry(why, {});
            return begin_attempt(at);
        }
    }
    auto const spent = log_.tokens_spent();
    if (ask_.token_budget() != 0 && spent >= ask_.token_budget()) {
        why.message = "the token budget of " + std::to_string(ask_.token_budget()) + " is spent ("
            + std::to_string(spent) + " so far); the last attempt ended with: " + why.message;
        why.code = errc::budget_exhausted;
        return fail(std::move(why));
    }
    failed_attempt const last{ask_, target_, models_, response_, items_.given(), log_, why};
    if (plan_.reask(last, policy_, at.now < deadline_)) {
        watch_.ask_again(why.violations);
        return begin_attempt(at);
    }
    bool const shown = shown_.partial_was_shown() && !ask_.restart_shown();
    auto const wait = policy_.retry_after(why, shown, at.random);
    bool const in_time = at.now + wait.value_or(std::chrono::milliseconds(0)) < deadline_;
    if (wait && in_time) {
        if (state_ == state::answer)
            plan_.retry(last);
        watch_.retry(why, *wait);
        state_ = state::preparing;
        return {action::kind::wait, *wait};
    }
    if (in_time && fall_back(why))
        return begin_attempt(at);
    if (!in_time && !(why.code == errc::timed_out && at.now >= deadline_)) // which says as much itself
        why.message += "; the call's time limit leaves none for another attempt";
    why.message += log_.skipped();
    return fail(std::move(why));
}

/// Whether another model takes over.
bool call_machine::fall_back(failure const& why)
{
    bool const ours = why.code.category() == category();
    if (!ours || !detail::helped_by_another_model(static_cast<errc>(why.code.value())))
        return false;
    while (auto const* const candidate = models_.next_fallback()) {
        if (auto const refusal = models_.refusal_of(*candidate, ask_, target_)) {
            log_.skip(candidate->name, *refusal);
            continue;
        }
        models_.move_to(*candidate, ask_, target_);
        response_.tag_calls(models_.tool_tags());
        announce_model();
        policy_ = fresh_policy();
        plan_.take_over(items_.given());
        return true;
    }
    return false;
}

action call_machine::fail(failure why)
{
    why.attempts = log_.take();
    why.call = watch_.number();
    why.tag = ask_.tag();
    state_ = state::over;
    failure_ = std::move(why);
    watch_.failed(*failure_);
    return {action::kind::fail};
}

std::vector<double> call_machine::probabilities() const
{
    auto const& classes = static_cast<detail::choice_shape const*>(target_.type)->spellings;
    auto shares = class_probabilities(response_.tokens(), classes);
    if (shares.empty())
        throw error({errc::no_answer,
            std::string(models_.current().service->name) + " answered, but reported no probabilities of the answer"});
    return shares;
}

extraction_details call_machine::take_details()
{
    if (std::exchange(taken_, true))
        throw error({errc::invalid_option, "result() was asked a second time: a stream gives its result once"});
    extraction_details all;
    all.usage = log_.total_usage();
    all.stop = response_.stop();
    all.call = watch_.number();
    all.tag = ask_.tag();
    all.request_id = current_.request_id;
    detail::redact(all.request_id, models_.current().endpoint);
    all.model = models_.current().name;
    all.mode = models_.choice().mode;
    all.mode_reason = models_.choice().reason;
    all.text = response_.json();
    all.reasoning = response_.reasoning();
    all.repairs = response_.repairs();
    all.skipped = response_.builder().forgiven();
    all.skipped.insert(all.skipped.end(), items_.left_out().begin(), items_.left_out().end());
    all.attempts = log_.take();
    detail::make_utf8(all);
    return all;
}

} // namespace coax::call
