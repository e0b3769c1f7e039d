// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/request.hpp>

namespace coax {

request::request(std::string user_text) { user(std::move(user_text)); }
request::request(std::string_view user_text) : request(std::string(user_text)) { }
request::request(char const* user_text) : request(std::string(user_text)) { }

request& request::system(std::string text)
{
    system_ = std::move(text);
    return *this;
}

request& request::user(std::string text)
{
    messages_.emplace_back(role::user, std::move(text));
    return *this;
}

request& request::assistant(std::string text)
{
    messages_.emplace_back(role::assistant, std::move(text));
    return *this;
}

request& request::attach(attachment content)
{
    if (messages_.empty() || messages_.back().role != role::user)
        user("");
    messages_.back().attachments.push_back(std::move(content));
    return *this;
}

request& request::cache_here()
{
    (messages_.empty() ? system_cached_ : messages_.back().cached) = true;
    return *this;
}

request& request::effort(coax::effort level)
{
    effort_ = level;
    return *this;
}

request& request::thinking_budget(std::uint32_t tokens)
{
    thinking_budget_ = tokens;
    return *this;
}

request& request::extra(std::string json_object)
{
    extra_ = std::move(json_object);
    return *this;
}

request& request::source(std::string text)
{
    source_ = std::move(text);
    return *this;
}

request& request::show_reasoning(bool yes)
{
    show_reasoning_ = yes;
    return *this;
}

request& request::max_tokens(std::uint32_t tokens)
{
    max_tokens_ = tokens;
    return *this;
}

request& request::temperature(double value)
{
    temperature_ = value;
    return *this;
}

request& request::top_p(double value)
{
    top_p_ = value;
    return *this;
}

request& request::seed(std::int64_t value)
{
    seed_ = value;
    return *this;
}

request& request::stop(std::vector<std::string> sequences)
{
    stop_ = std::move(sequences);
    return *this;
}

request& request::model(std::string name)
{
    model_ = std::move(name);
    return *this;
}

request& request::mode(coax::mode value)
{
    mode_ = value;
    return *this;
}

request& request::show(coax::granularity value)
{
    show_ = value;
    return *this;
}

request& request::streamed(bool yes)
{
    streamed_ = yes;
    return *this;
}

request& request::max_reasks(std::uint32_t times)
{
    max_reasks_ = times;
    return *this;
}

request& request::reask(coax::reask scope)
{
    reask_ = scope;
    return *this;
}

request& request::rescue_truncated(bool yes)
{
    rescue_truncated_ = yes;
    return *this;
}

request& request::on_bad_item(coax::bad_item action)
{
    on_bad_item_ = action;
    return *this;
}

request& request::tolerance(coax::tolerance value)
{
    tolerance_ = value;
    return *this;
}

request& request::token_budget(std::uint64_t tokens)
{
    token_budget_ = tokens;
    return *this;
}

request& request::restart_shown(bool yes)
{
    restart_shown_ = yes;
    return *this;
}

request& request::hedge_after(std::chrono::milliseconds late)
{
    hedge_after_ = late;
    return *this;
}

request& request::check(async_rule rule)
{
    checks_.push_back(std::move(rule));
    return *this;
}

request& request::timeout(std::chrono::milliseconds whole_call)
{
    timeout_ = whole_call;
    return *this;
}

request& request::priority(int rank)
{
    priority_ = rank;
    return *this;
}

request& request::tag(std::string text)
{
    tag_ = std::move(text);
    return *this;
}

request& request::schema_name(std::string name)
{
    schema_name_ = std::move(name);
    return *this;
}

} // namespace coax
