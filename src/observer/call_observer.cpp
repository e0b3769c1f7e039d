// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "observer/call_observer.hpp"

#include <boost/asio/error.hpp>

namespace coax::observing {

call_observer::call_observer(std::shared_ptr<observer const> user, std::uint64_t number) : user_(std::move(user))
{
    facts_.call = number;
}

call_observer::~call_observer()
{
    if (!running_)
        return;
    try {
        failed({boost::asio::error::operation_aborted, "the call was left before its end"});
    } catch (...) { // no memory for the message
    }
}

void call_observer::set_model(std::string_view service, std::string_view name, std::string_view model,
    std::string_view host, std::uint16_t port, std::uint32_t max_tokens) noexcept
{
    facts_.provider = provider_name(service);
    facts_.name = name;
    facts_.model = model;
    facts_.host = host;
    facts_.port = port;
    facts_.max_tokens = max_tokens;
}

template <class Event>
void call_observer::report(std::function<void(Event const&)> const& handler, Event const& event) const noexcept
{
    if (!handler)
        return;
    try {
        handler(event);
    } catch (...) { // what an observer throws must not change the call
    }
}

void call_observer::began() noexcept
{
    if (!user_ || running_)
        return;
    running_ = true;
    began_ = clock::now();
}

void call_observer::attempt_started(unsigned number, std::chrono::nanoseconds waited) noexcept
{
    facts_.attempt = number;
    to_first_byte_ = {};
    if (user_)
        report(user_->attempt_started, coax::attempt_started{facts_, waited});
}

void call_observer::resent() noexcept
{
    if (user_)
        report(user_->request_resent, request_resent{facts_});
}

void call_observer::first_byte(std::chrono::nanoseconds after) noexcept
{
    to_first_byte_ = after;
    if (user_)
        report(user_->first_byte, coax::first_byte{facts_, after});
}

void call_observer::field_completed(std::string_view pointer) noexcept
{
    if (user_)
        report(user_->field_completed, coax::field_completed{facts_, pointer});
}

void call_observer::attempt_ended(coax::attempt const& done) noexcept
{
    usage_ += done.usage;
    if (!user_)
        return;
    for (auto const& one : done.violations)
        report(user_->rule_broken, rule_broken{facts_, &one});
}

void call_observer::asked_again(std::span<violation const> why) noexcept
{
    if (user_)
        report(user_->asked_again, coax::asked_again{facts_, why});
}

void call_observer::retried(failure const& why, std::chrono::milliseconds wait) noexcept
{
    if (user_)
        report(user_->retried, coax::retried{facts_, &why, wait});
}

void call_observer::done(stop_reason why) noexcept
{
    if (!running_)
        return;
    running_ = false;
    report(user_->done, call_done{facts_, usage_, why, to_first_byte_, clock::now() - began_});
}

void call_observer::failed(failure const& why) noexcept
{
    if (!running_)
        return;
    running_ = false;
    report(user_->failed, call_failed{facts_, &why, usage_, clock::now() - began_});
}

std::string_view provider_name(std::string_view service) noexcept
{
    if (service == "openai-responses")
        return "openai";
    if (service == "mistral")
        return "mistral_ai";
    if (service == "xai")
        return "x_ai";
    if (service == "gemini" || service == "google")
        return "gcp.gemini";
    return service;
}

} // namespace coax::observing
