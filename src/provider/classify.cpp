// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/classify.hpp"

#include "text/ascii.hpp"

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
    {"notfounderror", errc::not_found},
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
    {"insufficient_user_quota", errc::quota_exhausted},
    {"exceeded_current_quota_error", errc::quota_exhausted},
    {"insufficient_balance", errc::quota_exhausted},
    {"insufficientbalance", errc::quota_exhausted},
    {"accountoverdueerror", errc::quota_exhausted},
    {"arrearage", errc::quota_exhausted},
    {"allocationquota.freetieronly", errc::quota_exhausted},
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
    {"rate_limit_reached_error", errc::rate_limited},
    {"ratelimiterror", errc::rate_limited},
    {"too_many_requests", errc::rate_limited},
    {"limit_requests", errc::rate_limited},
    {"limit_burst_rate", errc::rate_limited},
    {"throttling", errc::rate_limited},
    {"throttling.ratequota", errc::rate_limited},
    {"throttlingexception", errc::rate_limited},
    {"overloaded_error", errc::overloaded},
    {"engine_overloaded_error", errc::overloaded},
    {"serveroverloaded", errc::overloaded},
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

std::optional<errc> by_word(std::string_view spelled)
{
    auto const wanted = text::lowered(spelled);
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

// An account without money, which services report as 400, 403 or 429 as well; waiting does not help.
bool says_no_money(std::string_view message)
{
    static constexpr std::string_view money[]{"credit balance", "insufficient balance", "insufficient credit",
        "balance is insufficient", "insufficient account balance", "balance is not enough", "not enough balance",
        "insufficient quota", "insufficient funds", "account is in arrears", "account is overdue", "overdue payment",
        "please recharge", "free tier of the model has been exhausted", "spend limit", "usage limit",
        "billing hard limit", "\xE4\xBD\x99\xE9\xA2\x9D", // the balance
        "\xE9\xA2\x9D\xE5\xBA\xA6\xE4\xB8\x8D\xE8\xB6\xB3", // quota not enough
        "\xE6\xAC\xA0\xE8\xB4\xB9", // in arrears
        "\xE5\x85\x85\xE5\x80\xBC"}; // recharge
    return says_one_of(message, money);
}

// OpenRouter knows the model, but no host of it that takes what was asked for. And services that mean a member of the
// request, not the model.
bool says_no_such_parameter(std::string_view message, error_body const& error)
{
    static constexpr std::string_view host[]{"requested parameters", "that support", "data policy", "guardrail"};
    if (message.find("no endpoints") != message.npos)
        return says_one_of(message, host);
    return (!error.param.empty() && error.param != "model")
        || (message.find("parameter") != message.npos && message.find("model") == message.npos);
}

// Services that answer a plain 400 for everything still say what it was.
std::optional<errc> by_message(std::string_view message)
{
    static constexpr std::string_view context[]{"context length", "context window", "context size", "maximum context",
        "too many tokens", "prompt is too long", "input is too long", "input tokens exceed", "input token count",
        "too long for the model"};
    static constexpr std::string_view often[]{"tokens per minute", "requests per minute", "tokens per day",
        "requests per day", "rate limit", "rate_limit", "too many requests"};
    static constexpr std::string_view key[]{
        "incorrect api key", "invalid api key", "api key not valid", "invalid x-api-key", "api key not found"};
    static constexpr std::string_view model[]{
        "model not found", "model identifier is invalid", "not a valid model", "supported api model names"};
    static constexpr std::string_view schema[]{"invalid schema", "invalid json schema", "schemas contains too many",
        "too many strict tools", "type, propert", "input_schema", "output_config.format", "function_declarations",
        "response_schema", "response_json_schema", "schema is too complex", "compiled grammar is too large",
        "too many states for serving"};
    if (says_one_of(message, context))
        return errc::context_too_long;
    if (says_no_money(message))
        return errc::quota_exhausted;
    if (says_one_of(message, often))
        return errc::rate_limited;
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

errc classify(int status, error_body const& error)
{
    if (status >= 300 && status < 400)
        return errc::redirected;
    std::optional<errc> word_meaning;
    for (auto const* word : {&error.reason, &error.code, &error.type}) {
        if (!word_meaning)
            word_meaning = by_word(*word);
    }
    auto const message = text::lowered(error.message + ' ' + error.host_message);
    if (status == 402 && word_meaning != errc::rate_limited)
        return errc::quota_exhausted;
    auto const effective = status ? status : error.status;
    auto const general = by_status(effective);
    if (word_meaning == errc::rate_limited
        || (!word_meaning && (general == errc::rate_limited || general == errc::permission))) {
        if ((error.per_day || says_no_money(message)) && !error.retry_after)
            return errc::quota_exhausted;
    }
    if (word_meaning.value_or(general) == errc::not_found && says_no_such_parameter(message, error))
        return message.find("no endpoints") != message.npos ? errc::unsupported_request : errc::bad_request;
    // Some say "api_error" of everything; a status that blames the caller says more.
    bool const is_vague = word_meaning == errc::provider_error && effective >= 400 && effective < 500;
    if (word_meaning && !is_vague)
        return *word_meaning;
    if (general == errc::bad_request && !error.host_code.empty()) {
        if (auto const hosts = by_word(error.host_code))
            return *hosts;
    }
    if (general == errc::bad_request || general == errc::request_too_large || effective == 0)
        return by_message(message).value_or(general);
    return general;
}

} // namespace coax::provider
