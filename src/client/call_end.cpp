// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "client/call.hpp"

#include "attempt/reask_prompt.hpp"
#include "attempt/verdict.hpp"
#include "client/redact.hpp"
#include "error/errc_class.hpp"
#include "text/printable.hpp"

#include <coax/error.hpp>

#include <algorithm>
#include <random>
#include <utility>

// What follows when an attempt is over.
namespace coax::detail {

namespace {

double random_share()
{
    thread_local std::minstd_rand source{std::random_device{}()};
    return std::uniform_real_distribution<double>(0, 1)(source);
}

} // namespace

void call::record(std::optional<failure> const& why)
{
    auto& done = attempts_.emplace_back();
    done.model = site_.name;
    done.text = why && !why->text.empty() ? why->text : answer_.json();
    if (!why)
        done.violations = answer_.writer().violations();
    else if (why->code == errc::invalid_answer) // a refusal is not a value that lacks its members
        done.violations = why->violations;
    done.usage = answer_.usage(request_bytes_);
    done.stop = aborted_ ? stop_reason::aborted
        : why            ? (answer_.stop() == stop_reason::none ? stop_reason::failed : answer_.stop())
                         : answer_.stop();
    done.provider_stop_reason = answer_.stop_word();
    if (why) {
        done.code = why->code;
        done.message = why->message;
        redact(done, site_.endpoint);
    }
    text::make_utf8(done.text);
    done.to_first_byte = to_first_byte_;
    done.total = clock::now() - attempt_began_;
    watch_.over(done);
}

/// Decides what comes next; throws where nothing does.
void call::end_attempt(std::optional<failure> why)
{
    aborted_ = stage_ == stage::reading && !why && !body_over_ && !answer_.ended() && answer_.broken()
        && answer_.stop() == stop_reason::none;
    if (!why && stage_ == stage::reading) // a rule that waited has said its word before
        why = attempts::verdict(answer_, ask_.max_tokens());
    if (why && lost_ && !answer_.writer().done())
        why = std::move(lost_); // what is missing was lost with it
    if (why && stage_ == stage::reading && !ask_.streamed() && !body_over_ && !answer_.failed()) {
        decoder_->finish(answer_); // a whole answer is not read before its end: what there is of it is quoted
        if (answer_.failed())
            why->provider_message = answer_.failed()->provider_message;
    }
    if (why) { // before anybody is told
        if (why->text.empty())
            why->text = answer_.json();
        redact(*why, site_.endpoint);
    }
    if (stage_ == stage::asking || stage_ == stage::reading)
        record(why);
    if (why && audience_ == audience::items && stage_ == stage::reading)
        end_items();
    leave_line(why);
    exchange_.reset();
    decoder_.reset();
    if (why && !shown_ && clock::now() < call_ends_) {
        if (auto const refused = left_out_.learn(*why); !refused.empty()) {
            why->message += "; it is sent again without what coax added by itself: " + refused;
            watch_.retry(*why, {});
            stage_ = stage::to_begin;
            return;
        }
    }
    if (!why) {
        stage_ = stage::over;
        watch_.done(answer_.stop());
        return;
    }
    if (ask_.token_budget() != 0 && tokens_spent() >= ask_.token_budget()) {
        why->message = "the token budget of " + std::to_string(ask_.token_budget()) + " is spent ("
            + std::to_string(tokens_spent()) + " so far); the last attempt ended with: " + why->message;
        why->code = errc::budget_exhausted;
        fail(std::move(*why));
    }
    if (plan_reask(*why)) {
        watch_.ask_again(why->violations);
        stage_ = stage::to_begin;
        return;
    }
    bool const shown = shown_ && audience_ == audience::partials && !ask_.restart_shown();
    auto const next
        = why->code == errc::invalid_answer ? attempts::decision() : policy_.after(*why, shown, random_share());
    bool const in_time = clock::now() + next.wait < call_ends_;
    if (next.then == attempts::decision::action::retry && in_time) {
        plan_retry();
        wait_ = next.wait;
        watch_.retry(*why, wait_);
        stage_ = stage::to_wait;
        return;
    }
    if (in_time && fall_back(*why)) {
        stage_ = stage::to_begin;
        return;
    }
    if (!in_time && !(why->code == errc::timed_out && clock::now() >= call_ends_)) // which says as much itself
        why->message += "; the call's time limit leaves none for another attempt";
    why->message += skipped_models_;
    fail(std::move(*why));
}

/// Whether the model is asked again for what is wrong or missing.
bool call::plan_reask(failure const& why)
{
    bool const cut = why.code == errc::truncated;
    if (cut ? !ask_.rescue_truncated() : why.code != errc::invalid_answer)
        return false;
    if (!cut && audience_ == audience::items && ask_.on_bad_item() == bad_item::fail)
        return false;
    bool const judged = !cut && why.http_status != 0; // by the service, which kept the answer to itself
    std::optional<attempts::remainder> rest;
    mode_choice rest_choice;
    if (!where_.many && !judged && (cut || ask_.repair() == repair::patch))
        rest = attempts::remainder::of(
            static_cast<record_shape const&>(*where_.written_as), answer_.writer(), why.violations);
    if (rest) {
        auto const wanted = rest->wanted();
        target part = where_;
        part.type = &wanted;
        try {
            rest_choice = choose_mode(*site_.service, part, ask_.mode(), ask_.thinking_budget().has_value());
        } catch (error const&) { // the part does not fit where the whole does
            rest.reset();
        }
    }
    if ((cut && !where_.many && !rest) || clock::now() >= call_ends_ || !policy_.ask_again())
        return false;

    bool const more_items = where_.many && (cut || !given_.empty());
    scope_ = more_items ? scope::items : rest ? scope::members : scope::whole;
    if (rest) {
        rest_choice_ = std::move(rest_choice);
        rest_ = std::move(rest);
    }
    if (scope_ == scope::whole && audience_ != audience::items && !earlier_.empty() && said_the_same()) {
        earlier_.clear(); // it copies what stands before it: the question alone may get another answer
        return true;
    }
    if (judged) {
        earlier_.push_back(attempts::returned(why.text, {}, attempts::complaint(why.provider_message)));
        return true;
    }
    auto words = more_items        ? attempts::ask_for_more_items(why.violations, cut)
        : scope_ == scope::members ? attempts::ask_for(*rest_, why.violations, cut)
                                   : attempts::complaint(why.violations);
    bool const by_tool = (choice_.mode == mode::tool || choice_.mode == mode::tools) && !answer_.calls().empty();
    earlier_.push_back(attempts::returned(by_tool ? "" : answer_.text(), answer_.calls(), std::move(words)));
    if (choice_.mode == mode::tools)
        attempts::answer_each_call(earlier_.back(), given_, why.violations);
    return true;
}

/// The same again; but what `each` has given is not asked for again.
void call::plan_retry()
{
    if (audience_ != audience::items || given_.empty() || stage_ != stage::reading)
        return;
    scope_ = scope::items;
    if (!given_.grew())
        return; // the model knows of all
    earlier_.push_back(attempts::returned(answer_.text(), answer_.calls(), attempts::ask_for_more_items({}, true)));
    if (choice_.mode == mode::tools)
        attempts::answer_each_call(earlier_.back(), given_, {});
}

/// Whether the last two attempts gave the same wrong answer.
bool call::said_the_same() const
{
    if (attempts_.size() < 2)
        return false;
    auto const& last = attempts_.back();
    auto const& before = attempts_[attempts_.size() - 2];
    return !last.text.empty() && last.text == before.text && before.code == errc::invalid_answer;
}

/// Whether another model takes over. What `each` has given is not given again.
bool call::fall_back(failure const& why)
{
    bool const ours = why.code.category() == category();
    if (!ours || !helped_by_another_model(static_cast<errc>(why.code.value())))
        return false;
    while (next_fallback_ != core_->fallbacks().size()) {
        auto const& candidate = core_->fallbacks()[next_fallback_++];
        if (auto const cannot = refusal_of(candidate)) {
            auto& skipped = attempts_.emplace_back();
            skipped.model = candidate.name;
            skipped.stop = stop_reason::failed;
            skipped.code = cannot->code;
            skipped.message = cannot->message;
            skipped_models_ += "; " + candidate.name + " was not asked: " + cannot->message;
            continue;
        }
        move_to(candidate);
        take_choice(choose(*site_.service));
        policy_ = fresh_policy();
        earlier_.clear();
        scope_ = given_.empty() ? scope::whole : scope::items;
        if (!given_.empty())
            earlier_.push_back(attempts::already_given(given_));
        return true;
    }
    return false;
}

/// Why this model cannot take the request, which is about the model and not about the request; found without asking it.
std::optional<failure> call::refusal_of(detail::site const& candidate) const
{
    try {
        auto const choice = choose(*candidate.service);
        (void)encode(candidate, choice, nullptr);
        return {};
    } catch (error const& thrown) {
        return thrown.why();
    }
}

void call::fail(failure why)
{
    why.attempts = std::move(attempts_);
    why.call = watch_.number();
    why.tag = ask_.tag();
    give_up(std::make_exception_ptr(error(std::move(why))));
    rethrow();
    std::terminate(); // rethrow does not return here
}

std::uint64_t call::tokens_spent() const noexcept
{
    std::uint64_t all = 0;
    for (auto const& one : attempts_)
        all += one.usage.input_tokens + one.usage.output_tokens;
    return all;
}

} // namespace coax::detail
