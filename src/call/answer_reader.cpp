// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/answer_reader.hpp"

#include "answer/answer_check.hpp"
#include "answer/source_text.hpp"

#include <utility>

namespace coax::call {

namespace {

/// As much JSON is read before other work on the executor goes first.
constexpr std::size_t max_step = 16 * 1024;

} // namespace

answer_reader::answer_reader(
    detail::target target, detail::audience audience, request const& req, coax::tolerance tolerance)
    : target_(target),
      shown_(audience, req),
      streamed_(req.streamed())
{
    response_.tolerate(tolerance, target_.renew);
    response_.start(*target_.written_as, target_.value, mode::json_schema, 1, false);
    if (shown_.by_item()) {
        response_.builder().track_items(true);
        response_.keep_strict_json();
    }
    response_.builder().quotes_from([&req] { return answer::source_text(req); });
    response_.builder().forgive_items(shown_.by_item() && req.on_bad_item() == bad_item::skip);
}

void answer_reader::begin(attempt_plan const& plan, coax::mode mode, unsigned attempt)
{
    using scope = attempt_plan::scope;
    bool const keep_items = plan.asks_for() == scope::items && !items_.stopped_early();
    if (plan.asks_for() == scope::members) {
        response_.resume(mode, attempt, shown_.stepwise(), plan.kept());
    } else if (keep_items) {
        response_.resume_items(mode, attempt);
    } else {
        if (values_++ > 0)
            target_.renew(target_.value);
        response_.start(*target_.written_as, target_.value, mode, attempt, shown_.stepwise());
    }
    items_.begin(!keep_items);
    shown_.begin(response_);
    lost_.reset();
    stepped_ = 0;
    phase_ = body_phase::open;
    winding_up_ = false;
}

void answer_reader::feed(std::string_view bytes)
{
    stepped_ = 0;
    decoder_->feed(bytes, response_);
}

void answer_reader::end_body()
{
    decoder_->finish(response_);
    phase_ = body_phase::ended;
}

bool answer_reader::end_at_loss(failure const& why)
{
    bool const whole = response_.ending().complete;
    if (!whole && !response_.ending().failed)
        decoder_->finish(response_);
    if (!response_.ending().complete)
        return false;
    if (!whole)
        lost_ = why;
    phase_ = body_phase::ended;
    return true;
}

/// Goes through what has been received until there is something new to see, or something to do.
answer_reader::step answer_reader::next()
{
    for (;;) {
        if (!items_.refused() && !response_.behind() && shown_.look(response_))
            return step::show;
        if (!decided() || phase_ != body_phase::open) {
            if (auto const bytes = response_.step(); bytes != 0) {
                stepped_ += bytes;
                if (stepped_ < max_step)
                    continue;
                stepped_ = 0;
                return step::yield;
            }
        }
        if (phase_ == body_phase::open) {
            if (response_.ending().failed || (decided() && !only_usage_is_missing()))
                return step::over;
            winding_up_ = winding_up_ || decided();
            return winding_up_ || response_.ending().complete ? step::read_end : step::read;
        }
        if (!end_body_phase())
            return step::over;
    }
}

/// The body is over: what still waits is read first, and then the JSON is ended. False after that.
bool answer_reader::end_body_phase()
{
    if (response_.ending().failed || phase_ == body_phase::finished)
        return false;
    if (phase_ == body_phase::ended) {
        response_.close();
        phase_ = body_phase::drained;
    } else if (response_.end()) {
        phase_ = body_phase::finished;
    }
    return true;
}

/// The model has stopped, so closing the connection before the usage has come saves nothing.
bool answer_reader::only_usage_is_missing() const noexcept
{
    auto const& end = response_.ending();
    return end.stop != stop_reason::none && !end.complete && !response_.usage_known();
}

bool answer_reader::aborted() const noexcept
{
    auto const& end = response_.ending();
    return body_is_open() && !end.complete && response_.broken() && end.stop == stop_reason::none;
}

void answer_reader::complete(failure& why)
{
    if (lost_ && !response_.builder().done())
        why = std::move(*lost_); // what is missing was lost with the connection
    if (streamed_ || !body_is_open())
        return;
    // An answer that is not streamed is not read before its end. What there is of it is quoted.
    if (!response_.ending().failed)
        decoder_->finish(response_);
    if (response_.ending().failed)
        why.provider_message = response_.ending().failed->provider_message;
}

detail::item_verdict answer_reader::judge_item(std::vector<violation> broken, bad_item policy)
{
    if (broken.empty())
        return detail::item_verdict::good;
    if (policy == bad_item::skip) {
        items_.leave_out(std::move(broken));
        return detail::item_verdict::left_out;
    }
    failure why(errc::invalid_answer, answer::with_violations("an element breaks a rule of request::check", broken));
    why.violations = std::move(broken);
    items_.refuse(std::move(why));
    return detail::item_verdict::refused;
}

} // namespace coax::call
