// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/call_machine.hpp"

#include "answer/answer_check.hpp"
#include "call/redact.hpp"
#include "model/request_check.hpp"
#include "provider/explain.hpp"
#include "text/printable.hpp"

#include <coax/error.hpp>

#include <boost/asio/error.hpp>

#include <utility>

namespace coax::call {

namespace {

/// Of any length, without an overflow.
call_machine::time_point later(call_machine::time_point now, std::chrono::milliseconds length)
{
    auto const most = std::chrono::duration_cast<std::chrono::milliseconds>(call_machine::time_point::max() - now);
    return length >= most ? call_machine::time_point::max() : now + length;
}

} // namespace

call_machine::call_machine(request req, detail::target target, detail::audience audience, model::model_endpoint first,
    std::vector<model::model_endpoint> const& fallbacks, call_settings const& settings)
    : request_(std::move(req)),
      target_(target),
      settings_(settings),
      observer_(settings.observer, settings.number),
      models_(std::move(first), fallbacks),
      reader_(target, audience, request_, request_.tolerance().value_or(settings.tolerance)),
      recovery_(request_.max_reasks().value_or(settings.max_reasks), settings.max_retries, *settings.refusals),
      verb_(model::verb_for(audience))
{
    announce_model();
    observer_.set_tag(request_.tag());
    observe_fields();
}

void call_machine::observe_fields()
{
    if (!observer_.wants_fields() && !reader_.shown().by_field())
        return;
    reader_.response().builder().report_completed([this](std::string_view pointer) {
        if (reader_.shown().by_field())
            reader_.show_completed(pointer);
        if (!observer_.wants_fields())
            return;
        std::string copy(pointer); // a map's keys are the model's words
        redact(copy, models_.current().endpoint);
        observer_.field_completed(copy);
    });
}

void call_machine::announce_model()
{
    auto const& endpoint = models_.current();
    observer_.set_model(endpoint.service->name, endpoint.name, endpoint.model, endpoint.origin.host,
        endpoint.origin.port, request_.max_tokens());
    observer_.set_mode(models_.choice().mode);
}

action call_machine::resume(fact happened, circumstances at)
{
    std::optional<failure> failed;
    try {
        return std::visit([&](auto& one) { return on(one, at); }, happened);
    } catch (error const& thrown) {
        failed = thrown.failure();
    } catch (boost::system::system_error const& thrown) {
        failed.emplace(thrown.code(), "the call was stopped: " + thrown.code().message());
    }
    return end_attempt(std::move(failed), at);
}

void call_machine::abandon(std::exception_ptr const& thrown) noexcept
{
    state_ = state::over;
    exchange_.permit.reset();
    reader_.close();
    if (!observer_.running())
        return;
    failure why;
    try {
        why = detail::failure_from(thrown);
    } catch (...) { // no memory for its words
        why.code = errc::unexpected;
    }
    observer_.failed(why);
}

action call_machine::on(go_on, circumstances at)
{
    if (state_ == state::over)
        return {action::kind::done};
    if (state_ == state::answer)
        return read_on(at);
    observer_.began();
    return begin_attempt(at);
}

action call_machine::begin_attempt(circumstances at)
{
    state_ = state::preparing;
    if (log_.number() == 0)
        prepare(at.now);
    state_ = state::admission;
    log_.begin();
    log_.sent(at.now);
    exchange_ = {};
    auto const& plan = recovery_.plan();
    auto const& choice = plan.choice(models_);
    reader_.begin(plan, choice.mode, log_.number());
    exchange_.request
        = models_.encode(choice, request_, target_, plan.earlier(), recovery_.own_members_for(models_.current()));
    return log_.number() == 1 && uses_cache() ? look_up() : admit();
}

void call_machine::prepare(time_point now)
{
    deadline_ = later(now, request_.timeout().value_or(settings_.time_limit));
    if (request_.messages().empty())
        throw error({errc::invalid_option, "the request asks nothing: give it a user message"});
    model::check_setters(request_, verb_);
    model::check_prompt_text(request_);
    models_.start(request_, target_);
    announce_model();
    for (auto const& one : request_.checks())
        if (one.type_ != target_.type)
            throw error({errc::invalid_option, "request::check got a rule about another type than the one asked for"});
    reader_.response().tag_calls(models_.tool_tags());
}

action call_machine::on(admitted& given, circumstances at)
{
    if (!given.in_time || at.now >= deadline_)
        return end_attempt(failure(errc::timed_out,
                               "the call's time limit ran out before it was sent; see client_options::limits and "
                               "request::timeout"),
            at);
    exchange_.permit = std::move(given.permit);
    log_.sent(at.now);
    observer_.attempt_started(log_.number(), given.waited);
    state_ = models_.authorizes() ? state::authorizing : state::sending;
    return {models_.authorizes() ? action::kind::authorize : action::kind::send};
}

action call_machine::on(authorized& given, circumstances at)
{
    models_.authorize(exchange_.request, given.credential);
    exchange_.credential = given.number;
    log_.sent(at.now);
    state_ = state::sending;
    return {action::kind::send};
}

action call_machine::on(head_arrived arrived, circumstances)
{
    if (arrived.resent)
        observer_.resent();
    if (exchange_.permit)
        exchange_.permit->learn(*arrived.head);
    exchange_.request_id = provider::request_id(arrived.head->headers);
    if (arrived.head->status / 100 == 2) {
        state_ = state::answer;
        reader_.open(models_.current().service->protocol->decode());
    } else {
        state_ = state::refusal;
        exchange_.head = *arrived.head;
    }
    return {action::kind::read};
}

action call_machine::on(bytes_arrived arrived, circumstances at)
{
    if (state_ == state::refusal) {
        exchange_.refusal.append(arrived.bytes);
        return exchange_.refusal.size() < provider::max_error_body ? action{action::kind::read} : end_refusal(at);
    }
    if (auto const took = log_.first_byte(at.now))
        observer_.first_byte(*took);
    reader_.feed(arrived.bytes);
    return read_on(at);
}

action call_machine::on(body_ended, circumstances at)
{
    if (state_ == state::refusal)
        return end_refusal(at);
    if (auto const took = log_.first_byte(at.now))
        observer_.first_byte(*took);
    reader_.end_body();
    return read_on(at);
}

action call_machine::on(broke_off& broken, circumstances at)
{
    bool const cancelled = broken.why.code == boost::asio::error::operation_aborted;
    if (state_ == state::looking_up && !cancelled)
        return admit();
    if (state_ == state::keeping && !cancelled)
        return on(kept(), at);
    if (state_ == state::refusal && !cancelled)
        return end_refusal(at); // the status says enough; what came of the body helps
    if (state_ == state::answer && reader_.body_is_open() && !cancelled) {
        if (reader_.winding_up())
            return end_attempt(reader_.take_refusal(), at);
        if (reader_.end_at_loss(broken.why))
            return read_on(at);
    }
    return end_attempt(std::move(broken.why), at);
}

action call_machine::on(time_passed, circumstances at)
{
    return state_ == state::answer ? read_on(at) : begin_attempt(at);
}

action call_machine::on(rules_ran& ran, circumstances at)
{
    std::optional<failure> why;
    if (!ran.broken.empty()) {
        auto words = answer::with_violations("the answer breaks a rule of request::check", ran.broken);
        why.emplace(errc::invalid_answer, std::move(words));
        why->violations = std::move(ran.broken);
    }
    return end_attempt(std::move(why), at);
}

action call_machine::end_refusal(circumstances at)
{
    auto const& endpoint = models_.current();
    // Before the words are cut to a reader's measure, and the key perhaps in two.
    redact(exchange_.refusal, endpoint.endpoint);
    recovery_.keep_refusal(exchange_.refusal);
    for (auto& field : exchange_.head.headers)
        redact(field.value, endpoint.endpoint);
    auto why = provider::explain_answer(endpoint.service->protocol->service(), exchange_.head, exchange_.refusal);
    model::name_target(why, endpoint, exchange_.request.target);
    if (may_authorize_again(why, at.now)) {
        exchange_.rejected = exchange_.credential;
        exchange_.refusal.clear();
        state_ = state::authorizing;
        return {action::kind::authorize};
    }
    return end_attempt(std::move(why), at);
}

/// The credential may have expired, or have been revoked, since it was received. Once: the user does not see it.
bool call_machine::may_authorize_again(failure const& why, time_point now) const
{
    return why.code == errc::authentication && models_.authorizes() && exchange_.rejected == 0 && now < deadline_;
}

action call_machine::read_on(circumstances at)
{
    using step = answer_reader::step;
    switch (reader_.next()) {
    case step::show:
        return {action::kind::show};
    case step::yield:
        return {action::kind::yield};
    case step::read:
        return {action::kind::read};
    case step::read_end:
        return {action::kind::read, {}, true};
    case step::over:
        break;
    }
    if (auto refusal = reader_.take_refusal())
        return end_attempt(std::move(refusal), at);
    bool const whole = !reader_.body_is_open() && !answer::check_answer(response(), request_.max_tokens());
    if (whole && !target_.many && !request_.checks().empty())
        return {action::kind::run_rules};
    return end_attempt({}, at);
}

action call_machine::end_attempt(std::optional<failure> why, circumstances at)
{
    bool const answered = state_ == state::answer;
    bool const aborted = answered && !why && reader_.aborted();
    if (!why && answered) // a rule that waited has run before
        why = answer::check_answer(response(), request_.max_tokens());
    if (why)
        complete(*why);
    if (state_ != state::preparing && state_ != state::idle)
        record(why, aborted, at.now);
    if (why && answered && reader_.shown().by_item())
        reader_.keep_items();
    return_permit(why);
    reader_.close();
    if (why)
        return after_failure(std::move(*why), at);
    return succeed();
}

/// Adds what was received, and takes the key out, before anybody sees it.
void call_machine::complete(failure& why)
{
    if (state_ == state::answer)
        reader_.complete(why);
    if (why.text.empty())
        why.text = response().json();
    redact(why, models_.current().endpoint);
}

void call_machine::record(std::optional<failure> const& why, bool aborted, time_point now)
{
    attempt done;
    done.model = models_.current().name;
    done.text = why && !why->text.empty() ? why->text : response().json();
    if (!why)
        done.violations = response().builder().violations();
    else if (why->code == errc::invalid_answer) // a refusal is not a value that lacks its members
        done.violations = why->violations;
    done.usage = response().usage(exchange_.request.body.size());
    if (settings_.prices != nullptr)
        done.cost = settings_.prices->cost(done.model, done.usage);
    done.stop = response().ending().stop;
    if (aborted)
        done.stop = stop_reason::aborted;
    else if (why && done.stop == stop_reason::none)
        done.stop = stop_reason::failed;
    done.provider_stop_reason = response().ending().stop_word;
    done.omitted = recovery_.omitted();
    if (why) {
        done.code = why->code;
        done.message = why->message;
        redact(done, models_.current().endpoint);
    }
    text::make_utf8(done.text);
    observer_.attempt_ended(log_.add(std::move(done), now));
}

/// Says what the attempt took and how it was received, and makes room for the next in line.
void call_machine::return_permit(std::optional<failure> const& why)
{
    auto& permit = exchange_.permit;
    if (!permit)
        return;
    if (why && (why->code == errc::rate_limited || why->code == errc::overloaded))
        permit->refused(why->retry_after);
    else if (state_ == state::answer)
        permit->answered(limited_usage());
    permit.reset();
}

action call_machine::after_failure(failure why, circumstances at)
{
    failed_attempt const last{request_, target_, models_, response(), reader_.items().given(), log_, why, deadline_,
        state_ == state::answer, reader_.shown().partial_was_shown()};
    auto const [next, delay] = recovery_.after(last, at);
    switch (next) {
    case recovery::step::resend:
        observer_.retried(why, {});
        return begin_attempt(at);
    case recovery::step::ask_again:
        observer_.asked_again(why.violations);
        return begin_attempt(at);
    case recovery::step::wait:
        observer_.retried(why, delay);
        state_ = state::preparing;
        return {action::kind::wait, delay};
    case recovery::step::take_over:
        reader_.response().tag_calls(models_.tool_tags());
        announce_model();
        return begin_attempt(at);
    case recovery::step::give_up:
        break;
    }
    return fail(std::move(why));
}

action call_machine::fail(failure why)
{
    why.attempts = log_.take();
    why.call = observer_.number();
    why.tag = request_.tag();
    state_ = state::over;
    failure_ = std::move(why);
    observer_.failed(*failure_);
    return {action::kind::fail};
}

} // namespace coax::call
