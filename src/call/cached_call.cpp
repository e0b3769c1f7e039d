// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What a call does with a cache of answers, at its beginning and at its end.
#include "call/call_machine.hpp"

#include <utility>

namespace coax::call {

bool call_machine::uses_cache() const noexcept
{
    bool const whole = verb_ == model::verb::extract || verb_ == model::verb::extract_detailed;
    return settings_.has_cache && whole && request_.checks().empty();
}

action call_machine::look_up()
{
    cache_.begin(models_.current(), exchange_.request.target, exchange_.request.body, target_, request_,
        request_.tolerance().value_or(settings_.tolerance));
    state_ = state::looking_up;
    return {action::kind::look_up};
}

action call_machine::admit() noexcept
{
    state_ = state::admission;
    return {action::kind::admit};
}

action call_machine::on(looked_up& answer, circumstances at)
{
    if (!answer.found || !cache_.take(*answer.found, target_, request_)) {
        if (answer.found) // the value was made afresh
            reader_.begin(recovery_.plan(), recovery_.plan().choice(models_).mode, log_.number());
        log_.sent(at.now);
        return admit();
    }
    reader_.close();
    state_ = state::over;
    observer_.done(stop_reason::complete);
    return {action::kind::done};
}

action call_machine::succeed()
{
    if (cache_.begun())
        cache_.write(target_, models_.current().name, log_.number() == 1 ? response().json() : std::string_view());
    if (cache_.written()) {
        state_ = state::keeping;
        return {action::kind::keep};
    }
    return on(kept(), {});
}

action call_machine::on(kept, circumstances)
{
    state_ = state::over;
    observer_.done(response().ending().stop);
    return {action::kind::done};
}

} // namespace coax::call
