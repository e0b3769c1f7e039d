// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "client/call.hpp"

#include "attempt/remainder.hpp"
#include "attempt/verdict.hpp"
#include "client/redact.hpp"
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
    if (!why || why->code == errc::invalid_answer) // a refusal is not a value that lacks its members
        done.violations = answer_.writer().violations();
    done.usage = answer_.usage(request_bytes_);
    done.stop = aborted_ ? stop_reason::aborted
        : why            ? (answer_.stop() == stop_reason::none ? stop_reason::failed : answer_.stop())
                         : answer_.stop();
    done.provider_stop_reason = answer_.stop_word();
    if (why) {
        done.code = why->code;
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
    aborted_ = stage_ == stage::reading && !why && !body_over_ && !answer_.ended() && answer_.broken();
    if (!why && stage_ == stage::reading) // a rule that waited has said its word before
        why = attempts::verdict(answer_, ask_.max_tokens());
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
    leave_line(why);
    exchange_.reset();
    decoder_.reset();
    if (why && !shown_ && clock::now() < call_ends_) {
        if (auto const refused = left_out_.learn(*why); !refused.empty()) {
            why->message += "; asked again without what coax had added by itself: " + refused;
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
        if (scope_ == scope::items && answer_.writer().completed() > 0) // those that came now are kept, too
            earlier_.push_back({answer_.text(), answer_.calls(), attempts::ask_for_more_items()});
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
    if (!where_.many && !judged && (cut || ask_.repair() == repair::patch))
        rest = attempts::remainder::of(static_cast<record_shape const&>(*where_.written_as), answer_.writer());
    if ((cut && !where_.many && !rest) || clock::now() >= call_ends_ || !policy_.ask_again())
        return false;

    auto words = judged ? attempts::complaint(why.provider_message) : attempts::complaint(why.violations);
    scope_ = scope::whole;
    if (where_.many && cut) {
        scope_ = scope::items;
        words = attempts::ask_for_more_items();
    } else if (rest) {
        scope_ = scope::members;
        words = attempts::ask_for(*rest, why.violations);
        auto const wanted = rest->wanted();
        target part = where_;
        part.type = &wanted;
        rest_choice_ = choose_mode(*site_.service, part, ask_.mode(), ask_.thinking_budget().has_value());
        rest_ = std::move(rest);
    }
    if (scope_ == scope::whole && audience_ != audience::items && !earlier_.empty() && said_the_same()) {
        earlier_.clear(); // it copies what stands before it: the question alone may get another answer
        return true;
    }
    if (judged) {
        earlier_.push_back({why.text, {}, std::move(words)});
        return true;
    }
    bool const by_tool = (choice_.mode == mode::tool || choice_.mode == mode::tools) && !answer_.calls().empty();
    earlier_.push_back({by_tool ? std::string() : answer_.text(), answer_.calls(), std::move(words)});
    return true;
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
    static constexpr errc passing[] = {errc::resolve_failed, errc::connect_failed, errc::tls_failed, errc::proxy_failed,
        errc::connection_lost, errc::timed_out, errc::quota_exhausted, errc::rate_limited, errc::overloaded,
        errc::provider_error, errc::stream_incomplete, errc::invalid_answer, errc::not_found};
    if (next_fallback_ == core_->fallbacks().size()
        || std::ranges::none_of(passing, [&](errc code) { return why.code == code; }))
        return false;
    move_to(core_->fallbacks()[next_fallback_++]);
    choose();
    policy_ = fresh_policy();
    earlier_.clear();
    scope_ = scope::whole;
    return true;
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
