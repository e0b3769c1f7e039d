// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/call_machine.hpp"

#include "call/verdict.hpp"
#include "client/prompt_text.hpp"
#include "client/redact.hpp"
#include "provider/explain.hpp"

#include <coax/error.hpp>

#include <boost/asio/error.hpp>

#include <utility>

// From the first fact to the end of an answer. What follows then is in call_machine_end.cpp.
namespace coax::call {

namespace {

constexpr std::size_t max_error_body = 64 * 1024;
/// As much JSON is read before other work on the executor goes first.
constexpr std::size_t max_step = 16 * 1024;

/// What quotes are taken from.
std::string source_text(request const& ask)
{
    if (ask.source())
        return *ask.source();
    std::string all;
    for (auto const& one : ask.turns())
        if (one.role == role::user)
            all.append(all.empty() ? "" : "\n").append(one.text);
    return all;
}

/// A limit may be as long as its type allows without the sum running over.
call_machine::time_point later(call_machine::time_point now, std::chrono::milliseconds length)
{
    auto const most = std::chrono::duration_cast<std::chrono::milliseconds>(call_machine::time_point::max() - now);
    return length >= most ? call_machine::time_point::max() : now + length;
}

} // namespace

call_machine::call_machine(request ask, detail::target target, detail::audience audience, detail::site first,
    std::vector<detail::site> const& fallbacks, call_settings const& settings)
    : ask_(std::move(ask)),
      target_(target),
      settings_(settings),
      each_(audience == detail::audience::items),
      watch_(settings.observer, settings.number),
      models_(std::move(first), fallbacks),
      left_out_(*settings.refusals),
      policy_(fresh_policy()),
      shown_(audience, ask_)
{
    response_.tolerate(ask_.tolerance().value_or(settings_.tolerance), target_.renew);
    response_.start(*target_.written_as, target_.value, mode::json_schema, 1, false);
    announce_model();
    watch_.tagged(ask_.tag());
    auto& builder = response_.builder();
    if (watch_.wants_fields() || shown_.by_field())
        builder.tell_completed([this](std::string_view pointer) {
            if (shown_.by_field())
                shown_.complete(pointer);
            if (!watch_.wants_fields())
                return;
            std::string shown(pointer); // a map's keys are the model's words
            detail::redact(shown, models_.current().endpoint);
            watch_.field(shown);
        });
    if (each_) {
        builder.track_items(true);
        response_.keep_strict_json();
    }
    builder.quotes_from([this] { return source_text(ask_); });
    builder.forgive_items(each_ && ask_.on_bad_item() == bad_item::skip);
}

retry_policy call_machine::fresh_policy() const
{
    return {ask_.max_retries().value_or(settings_.max_retries), settings_.max_retries};
}

void call_machine::announce_model()
{
    auto const& site = models_.current();
    watch_.at(site.service->name, site.name, site.model, site.origin.host, site.origin.port, ask_.max_tokens());
    watch_.asks_by(models_.choice().mode);
}

action call_machine::resume(fact happened, circumstances at)
{
    std::optional<failure> failed;
    try {
        return std::visit([&](auto& one) { return on(one, at); }, happened);
    } catch (error const& thrown) {
        failed = thrown.why();
    } catch (boost::system::system_error const& thrown) {
        failed.emplace(thrown.code(), "the call was stopped: " + thrown.code().message());
    }
    return end_attempt(std::move(failed), at);
}

void call_machine::abandon(std::exception_ptr const& thrown) noexcept
{
    state_ = state::over;
    current_.permit.reset();
    current_.decoder.reset();
    if (!watch_.running())
        return;
    failure why;
    try {
        why = detail::failure_from(thrown);
    } catch (...) { // no memory for its words
        why.code = errc::unexpected;
    }
    watch_.failed(why);
}

action call_machine::on(go_on, circumstances at)
{
    if (state_ == state::over)
        return {action::kind::done};
    if (state_ == state::answer)
        return read_on(at);
    watch_.began();
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
    current_ = {};
    begin_answer();
    auto const& site = models_.current();
    current_.request
        = models_.encode(plan_.choice(models_), ask_, target_, plan_.earlier(), left_out_.at(site.origin, site.model));
    return {action::kind::admit};
}

void call_machine::prepare(time_point now)
{
    deadline_ = later(now, ask_.timeout().value_or(settings_.time_limit));
    if (ask_.turns().empty())
        throw error({errc::invalid_option, "the request asks nothing: give it a user turn"});
    detail::check_prompt_text(ask_);
    models_.start(ask_, target_);
    announce_model();
    for (auto const& one : ask_.checks())
        if (one.type != target_.type)
            throw error({errc::invalid_option, "request::check got a rule about another type than the one asked for"});
    response_.tag_calls(models_.tool_tags());
}

void call_machine::begin_answer()
{
    using scope = attempt_plan::scope;
    auto const mode = plan_.choice(models_).mode;
    bool const keep_items = plan_.asks_for() == scope::items && !items_.stopped_early();
    if (plan_.asks_for() == scope::members) {
        response_.resume(mode, log_.number(), shown_.stepwise(), plan_.kept());
    } else if (keep_items) {
        response_.resume_items(mode, log_.number());
    } else {
        if (answers_++ > 0)
            target_.renew(target_.value);
        response_.start(*target_.written_as, target_.value, mode, log_.number(), shown_.stepwise());
    }
    items_.begin(!keep_items);
    shown_.begin(response_);
}

action call_machine::on(admitted& given, circumstances at)
{
    if (!given.in_time || at.now >= deadline_)
        return end_attempt(failure(errc::timed_out,
                               "the call's time limit ran out before it was sent; see client_options::limits and "
                               "request::timeout"),
            at);
    current_.permit = std::move(given.permit);
    log_.sent(at.now);
    watch_.attempt(log_.number(), given.waited);
    state_ = state::sending;
    return {action::kind::send};
}

action call_machine::on(head_arrived arrived, circumstances)
{
    if (arrived.resent)
        watch_.resent();
    if (current_.permit)
        current_.permit->learn(*arrived.head);
    current_.request_id = provider::request_id(arrived.head->headers);
    if (arrived.head->status / 100 == 2) {
        state_ = state::answer;
        current_.decoder = models_.current().service->protocol->decode();
    } else {
        state_ = state::refusal;
        current_.head = *arrived.head;
    }
    return {action::kind::read};
}

action call_machine::on(bytes_arrived arrived, circumstances at)
{
    if (state_ == state::refusal) {
        current_.refusal.append(arrived.bytes);
        return current_.refusal.size() < max_error_body ? action{action::kind::read} : end_refusal(at);
    }
    if (auto const took = log_.first_byte(at.now))
        watch_.first_byte(*took);
    current_.stepped = 0;
    current_.decoder->feed(arrived.bytes, response_);
    return read_on(at);
}

action call_machine::on(body_ended, circumstances at)
{
    if (state_ == state::refusal)
        return end_refusal(at);
    if (auto const took = log_.first_byte(at.now))
        watch_.first_byte(*took);
    current_.decoder->finish(response_);
    current_.phase = body_phase::ended;
    return read_on(at);
}

action call_machine::on(broke_off& broken, circumstances at)
{
    bool const cancelled = broken.why.code == boost::asio::error::operation_aborted;
    if (state_ == state::refusal && !cancelled)
        return end_refusal(at); // the status says enough; what came of the body helps
    if (state_ == state::answer && current_.phase == body_phase::open && !cancelled) {
        if (current_.winding_up) // the answer was judged before
            return end_attempt(items_.take_refusal(), at);
        if (end_at_loss(broken.why)) {
            current_.phase = body_phase::ended;
            return read_on(at);
        }
    }
    return end_attempt(std::move(broken.why), at);
}

/// The connection was lost, or its time ran out. What came makes a whole answer all the same where the protocol's own
/// end was seen, or the model's stop with nothing after it.
bool call_machine::end_at_loss(failure& why)
{
    if (response_.ended())
        return true;
    if (!response_.failed())
        current_.decoder->finish(response_);
    if (response_.ended()) {
        current_.lost = why;
        return true;
    }
    if (!ask_.streamed() && response_.failed()) // a whole answer is not read before its end: it quotes what there is
        why.provider_message = response_.failed()->provider_message;
    return false;
}

action call_machine::on(time_passed, circumstances at)
{
    return state_ == state::answer ? read_on(at) : begin_attempt(at);
}

action call_machine::on(rules_ran& ran, circumstances at)
{
    std::optional<failure> why;
    if (!ran.broken.empty()) {
        why.emplace(errc::invalid_answer, in_line("the answer breaks a rule of request::check", ran.broken));
        why->violations = std::move(ran.broken);
    }
    return end_attempt(std::move(why), at);
}

action call_machine::end_refusal(circumstances at)
{
    auto const& site = models_.current();
    // Before the words are cut to a reader's measure, and the key perhaps in two.
    detail::redact(current_.refusal, site.endpoint);
    left_out_.hear(current_.refusal);
    for (auto& field : current_.head.headers)
        detail::redact(field.value, site.endpoint);
    auto why = site.service->protocol->explain(current_.head, current_.refusal);
    detail::name_target(why, site, current_.request.target);
    return end_attempt(std::move(why), at);
}

/// Goes through what has been received until there is something new to see, or something to do.
action call_machine::read_on(circumstances at)
{
    for (;;) {
        if (!items_.refused() && !response_.behind() && shown_.look(response_))
            return {action::kind::show};
        if (!settled() || current_.phase != body_phase::open) {
            if (auto const stepped = response_.step(); stepped != 0) {
                current_.stepped += stepped;
                if (current_.stepped < max_step)
                    continue;
                current_.stepped = 0;
                return {action::kind::yield};
            }
        }
        if (current_.phase == body_phase::open) {
            if (response_.failed() || (settled() && !only_usage_is_missing()))
                break;
            current_.winding_up = current_.winding_up || settled();
            return {action::kind::read, {}, current_.winding_up || response_.ended()};
        }
        if (!end_body_phase())
            break;
    }
    if (items_.refused())
        return end_attempt(items_.take_refusal(), at);
    bool const whole = current_.phase != body_phase::open && !verdict(response_, ask_.max_tokens());
    if (whole && !target_.many && !ask_.checks().empty())
        return {action::kind::run_rules};
    return end_attempt({}, at);
}

/// The body is over: what still waits is read first, and then the end is taken for the end. False after that.
bool call_machine::end_body_phase()
{
    if (response_.failed() || current_.phase == body_phase::finished)
        return false;
    if (current_.phase == body_phase::ended) {
        response_.close();
        current_.phase = body_phase::drained;
    } else if (response_.end()) {
        current_.phase = body_phase::finished;
    }
    return true;
}

/// The model has stopped, so there is nothing to save by going away before it was counted.
bool call_machine::only_usage_is_missing() const noexcept
{
    return response_.stop() != stop_reason::none && !response_.ended() && !response_.usage_known();
}

detail::item_verdict call_machine::judge_item(std::vector<violation> broken)
{
    if (broken.empty())
        return detail::item_verdict::good;
    if (ask_.on_bad_item() == bad_item::skip) {
        items_.leave_out(std::move(broken));
        return detail::item_verdict::left_out;
    }
    failure why(errc::invalid_answer, in_line("an element breaks a rule of request::check", broken));
    why.violations = std::move(broken);
    items_.refuse(std::move(why));
    return detail::item_verdict::refused;
}

} // namespace coax::call
