// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/settings.hpp"

#include <coax/error.hpp>

#include <string>

namespace coax::provider {

std::string_view effort_word(effort how) noexcept
{
    constexpr std::string_view words[] = {"none", "minimal", "low", "medium", "high", "xhigh"};
    return words[static_cast<std::size_t>(how)];
}

std::string_view three_steps(effort how) noexcept
{
    return how < effort::medium ? "low" : how == effort::medium ? "medium" : "high";
}

namespace {

void refuse(std::string_view service, bool is_set, std::string_view setting)
{
    if (is_set)
        throw error({errc::unsupported_request,
            std::string(service) + " has no form for " + std::string(setting) + "; leave it out"});
}

} // namespace

void refuse_budget(std::string_view service, coax::request const& ask)
{
    refuse(service, ask.thinking_budget().has_value(), "request::thinking_budget");
}

void refuse_effort(std::string_view service, coax::request const& ask)
{
    refuse(service, ask.effort().has_value(), "request::effort");
}

void refuse_stop(std::string_view service, coax::request const& ask)
{
    refuse(service, !ask.stop().empty(), "request::stop");
}

void refuse_probabilities(std::string_view service, question const& what)
{
    if (what.top_tokens != 0)
        throw error(
            {errc::unsupported_request, std::string(service) + " does not tell the probabilities of what it answers"});
}

} // namespace coax::provider
