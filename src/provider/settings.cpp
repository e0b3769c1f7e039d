// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/settings.hpp"

#include <coax/error.hpp>

#include <string>

namespace coax::provider {

namespace {

void refuse(std::string_view service, bool is_set, std::string_view setting)
{
    if (is_set)
        throw error({errc::unsupported_request,
            std::string(service) + " has no form for " + std::string(setting) + "; leave it out"});
}

} // namespace

void refuse_budget(std::string_view service, coax::request const& request)
{
    refuse(service, request.thinking_budget().has_value(), "request::thinking_budget");
}

void refuse_effort(std::string_view service, coax::request const& request)
{
    refuse(service, request.effort().has_value(), "request::effort");
}

void refuse_stop(std::string_view service, coax::request const& request)
{
    refuse(service, !request.stop().empty(), "request::stop");
}

void refuse_probabilities(std::string_view service, model_request const& asked)
{
    if (asked.top_tokens != 0)
        throw error(
            {errc::unsupported_request, std::string(service) + " does not tell the probabilities of what it answers"});
}

} // namespace coax::provider
