// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/openai_error.hpp"

#include "sim/json_text.hpp"

namespace coax::sim {
namespace {

struct words {
    std::string_view type;
    std::string_view code; ///< "" for null
    std::string_view message;
};

words words_for(int status)
{
    switch (status) {
    case 401:
        return {"invalid_request_error", "invalid_api_key", "Incorrect API key provided."};
    case 402:
        return {"insufficient_quota", "insufficient_quota", "You exceeded your current quota."};
    case 403:
        return {"invalid_request_error", "unsupported_country_region_territory", "Access denied."};
    case 404:
        return {
            "invalid_request_error", "model_not_found", "The model does not exist or you do not have access to it."};
    case 413:
        return {"invalid_request_error", "", "Request body too large."};
    case 429:
        return {"requests", "rate_limit_exceeded", "Rate limit reached for requests."};
    case 503:
    case 529:
        return {
            "service_unavailable_error", "server_is_overloaded", "The server is overloaded. Please try again later."};
    default:
        return status >= 500 ? words{"server_error", "", "The server had an error while processing your request."}
                             : words{"invalid_request_error", "", "The request is invalid."};
    }
}

void append_code(std::string& out, std::string_view code)
{
    if (code.empty())
        out += "null";
    else
        append_quoted(out, code);
}

} // namespace

std::string openai_error_body(int status, std::string_view message)
{
    auto usual = words_for(status);
    if (status == 404 && !message.empty()) // which is about the path, and not about a model
        usual.code = "unknown_url";
    std::string out = "{\n    \"error\": {\n        \"message\": ";
    append_quoted(out, message.empty() ? usual.message : message);
    out += ",\n        \"type\": ";
    append_quoted(out, usual.type);
    out += ",\n        \"param\": null,\n        \"code\": ";
    append_code(out, usual.code);
    return out + "\n    }\n}\n";
}

std::string openai_error_object(int status)
{
    auto const usual = words_for(status);
    std::string out = "{\"message\":";
    append_quoted(out, usual.message);
    out += ",\"type\":";
    append_quoted(out, usual.type);
    out += ",\"param\":null,\"code\":";
    append_code(out, usual.code);
    return out + '}';
}

std::string openai_error_headers(service_error const& error)
{
    if (!error.retry_after)
        return {};
    auto const wait = std::to_string(error.retry_after->count());
    std::string out = "retry-after-ms: " + wait + "\r\n";
    if (error.status == 429)
        out += "x-ratelimit-limit-requests: 500\r\nx-ratelimit-remaining-requests: 0\r\nx-ratelimit-reset-requests: "
            + wait + "ms\r\n";
    return out;
}

} // namespace coax::sim
