// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "observer/watch.hpp"

#include <boost/asio/error.hpp>

namespace coax::observing {

watch::watch(std::shared_ptr<observer const> who, std::uint64_t number) : who_(std::move(who)) { facts_.call = number; }

watch::~watch()
{
    if (!running_)
        return;
    try {
        failed({boost::asio::error::operation_aborted, "the call was left before its end"});
    } catch (...) { // no memory for the words
    }
}

void watch::at(std::string_view service, std::string_view name, std::string_view model, std::string_view host,
    std::uint16_t port, std::uint32_t max_tokens) noexcept
{
    facts_.provider = provider_name(service);
    facts_.name = name;
    facts_.model = model;
    facts_.host = host;
    facts_.port = port;
    facts_.max_tokens = max_tokens;
}

template <class Event>
void watch::tell(std::function<void(Event const&)> const& whom, Event const& what) const noexcept
{
    if (!whom)
        return;
    try {
        whom(what);
    } catch (...) { // who looks on must not change what happens
    }
}

void watch::began() noexcept
{
    if (!who_ || running_)
        return;
    running_ = true;
    began_ = clock::now();
}

void watch::attempt(unsigned number, std::chrono::nanoseconds in_line) noexcept
{
    facts_.attempt = number;
    to_first_byte_ = {};
    if (who_)
        tell(who_->attempt_started, attempt_started{facts_, in_line});
}

void watch::resent() noexcept
{
    if (who_)
        tell(who_->request_resent, request_resent{facts_});
}

void watch::first_byte(std::chrono::nanoseconds after) noexcept
{
    to_first_byte_ = after;
    if (who_)
        tell(who_->first_byte, coax::first_byte{facts_, after});
}

void watch::field(std::string_view pointer) noexcept
{
    if (who_)
        tell(who_->field_completed, field_completed{facts_, pointer});
}

void watch::over(coax::attempt const& done) noexcept
{
    usage_ += done.usage;
    if (!who_)
        return;
    for (auto const& one : done.violations)
        tell(who_->rule_broken, rule_broken{facts_, &one});
}

void watch::ask_again(std::span<violation const> why) noexcept
{
    if (who_)
        tell(who_->asked_again, asked_again{facts_, why});
}

void watch::retry(failure const& why, std::chrono::milliseconds wait) noexcept
{
    if (who_)
        tell(who_->retried, retried{facts_, &why, wait});
}

void watch::done(stop_reason why) noexcept
{
    if (!running_)
        return;
    running_ = false;
    tell(who_->done, call_done{facts_, usage_, why, to_first_byte_, clock::now() - began_});
}

void watch::failed(failure const& why) noexcept
{
    if (!running_)
        return;
    running_ = false;
    tell(who_->failed, call_failed{facts_, &why, usage_, clock::now() - began_});
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
