// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/classify.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace coax::provider {

namespace {

struct word {
    std::string_view spelled; // lower case
    errc meaning;
};

// Types and codes of all services; the same word never means two things.
constexpr word words[] = {
    {"authentication_error", errc::authentication},
    {"invalid_api_key", errc::authentication},
    {"api_key_invalid", errc::authentication},
    {"unauthenticated", errc::authentication},
    {"unrecognizedclientexception", errc::authentication},
    {"invalidsignatureexception", errc::authentication},
    {"expiredtokenexception", errc::authentication},
    {"permission_error", errc::permission},
    {"permission_denied", errc::permission},
    {"accessdeniedexception", errc::permission},
    {"not_found_error", errc::not_found},
    {"resource_not_found_error", errc::not_found},
    {"model_not_found", errc::not_found},
    {"not_found", errc::not_found},
    {"invalid_model", errc::not_found},
    {"deploymentnotfound", errc::not_found},
    {"resourcenotfoundexception", errc::not_found},
    {"request_too_large", errc::request_too_large},
    {"context_length_exceeded", errc::context_too_long},
    {"exceed_context_size_error", errc::context_too_long},
    {"too_many_tokens", errc::context_too_long},
    {"too_many_prompt_tokens", errc::context_too_long},
    {"invalid_function_parameters", errc::unsupported_schema},
    {"invalid_json_schema", errc::unsupported_schema},
    {"tool_use_failed", errc::invalid_answer},
    {"json_validate_failed", errc::invalid_answer},
    {"invalid_tool_generation", errc::invalid_answer},
    {"insufficient_quota", errc::quota_exhausted},
    {"credit_balance_exhausted", errc::quota_exhausted},
    {"enforced_spend_limit_reached", errc::quota_exhausted},
    {"billing_error", errc::quota_exhausted},
    {"billing_hard_limit_reached", errc::quota_exhausted},
    {"in_flight_budget", errc::rate_limited},
    {"rate_limit_error", errc::rate_limited},
    {"rate_limit_exceeded", errc::rate_limited},
    {"rate_limit", errc::rate_limited},
    {"ratelimitreached", errc::rate_limited},
    {"slow_down", errc::rate_limited},
    {"resource_exhausted", errc::rate_limited},
    {"throttlingexception", errc::rate_limited},
    {"overloaded_error", errc::overloaded},
    {"server_is_overloaded", errc::overloaded},
    {"service_unavailable_error", errc::overloaded},
    {"unavailable_error", errc::overloaded},
    {"unavailable", errc::overloaded},
    {"capacity_exceeded", errc::overloaded},
    {"serviceunavailableexception", errc::overloaded},
    {"modelnotreadyexception", errc::overloaded},
    {"api_error", errc::provider_error},
    {"server_error", errc::provider_error},
    {"internal", errc::provider_error},
    {"internalserverexception", errc::provider_error},
    {"modelerrorexception", errc::provider_error},
    {"modelstreamerrorexception", errc::provider_error},
    {"modeltimeoutexception", errc::provider_error},
    {"timeout_error", errc::provider_error},
    {"deadline_exceeded", errc::provider_error},
    {"content_filter", errc::filtered},
};

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

std::optional<errc> by_word(std::string_view spelled)
{
    auto const wanted = lower(spelled);
    for (auto const& w : words) {
        if (w.spelled == wanted)
            return w.meaning;
    }
    return {};
}

template <std::size_t N>
bool says_one_of(std::string_view message, std::string_view const (&phrases)[N])
{
    return std::any_of(std::begin(phrases), std::end(phrases),
        [&](std::string_view phrase) { return message.find(phrase) != message.npos; });
}

// Services that answer a plain 400 for everything still say what it was.
std::optional<errc> by_message(std::string_view spelled)
{
    static constexpr std::string_view context[]{"context length", "context window", "context size", "maximum context",
        "too many tokens", "prompt is too long", "input is too long", "input tokens exceed", "input token count",
        "too long for the model"};
    static constexpr std::string_view money[]{"credit balance", "insufficient balance", "insufficient credit",
        "spend limit", "usage limits", "billing hard limit"};
    static constexpr std::string_view key[]{
        "incorrect api key", "invalid api key", "api key not valid", "invalid x-api-key", "api key not found"};
    static constexpr std::string_view model[]{
        "model not found", "model identifier is invalid", "not a valid model", "supported api model names"};
    static constexpr std::string_view schema[]{"invalid schema", "invalid json schema", "schemas contains too many",
        "too many strict tools", "type, propert", "input_schema", "output_config.format", "function_declarations",
        "response_schema", "response_json_schema", "schema is too complex", "compiled grammar is too large",
        "too many states for serving"};
    auto const message = lower(spelled);
    if (says_one_of(message, context))
        return errc::context_too_long;
    if (says_one_of(message, money))
        return errc::quota_exhausted;
    if (says_one_of(message, key))
        return errc::authentication;
    if (says_one_of(message, model))
        return errc::not_found;
    if (says_one_of(message, schema))
        return errc::unsupported_schema;
    return {};
}

errc by_status(int status)
{
    switch (status) {
    case 0:
        return errc::provider_error;
    case 401:
        return errc::authentication;
    case 402:
        return errc::quota_exhausted;
    case 403:
        return errc::permission;
    case 404:
        return errc::not_found;
    case 413:
        return errc::request_too_large;
    case 429:
        return errc::rate_limited;
    case 498: // Groq's flex tier
    case 503:
    case 529:
        return errc::overloaded;
    case 408:
    case 424:
    case 499:
        return errc::provider_error;
    default:
        break;
    }
    if (status >= 300 && status < 400)
        return errc::redirected;
    return status >= 400 && status < 500 ? errc::bad_request : errc::provider_error;
}

} // namespace

errc classify(int status, error_body const& said)
{
    if (status >= 300 && status < 400)
        return errc::redirected;
    std::optional<errc> why;
    for (auto const* word : {&said.reason, &said.code, &said.type}) {
        if (!why)
            why = by_word(*word);
    }
    if (status == 402 && why != errc::rate_limited)
        return errc::quota_exhausted;
    if (why == errc::rate_limited && said.per_day && !said.retry_after)
        return errc::quota_exhausted;
    auto const effective = status ? status : said.status;
    auto const general = by_status(effective);
    // Some say "api_error" of everything; a status that blames the caller says more.
    bool const is_vague = why == errc::provider_error && effective >= 400 && effective < 500;
    if (why && !is_vague)
        return *why;
    if (general == errc::bad_request || general == errc::request_too_large || effective == 0)
        return by_message(said.message).value_or(general);
    return general;
}

} // namespace coax::provider
