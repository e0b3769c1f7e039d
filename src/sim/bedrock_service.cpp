// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/bedrock_service.hpp"

#include "sim/aws_frame.hpp"
#include "sim/json_text.hpp"
#include "sim/request_parts.hpp"

namespace coax::sim {
namespace {

struct words {
    std::string_view type;
    std::string_view message;
};

words words_for(int status)
{
    switch (status) {
    case 401:
        return {"UnrecognizedClientException", "The security token included in the request is invalid."};
    case 403:
        return {"AccessDeniedException", "You don't have access to the model with the specified model ID."};
    case 404:
        return {
            "ResourceNotFoundException", "Could not resolve the foundation model from the provided model identifier."};
    case 408:
        return {"ModelTimeoutException", "The model took too long to answer. Try your request again."};
    case 424:
        return {"ModelErrorException", "The request failed due to an error while processing the model."};
    case 429:
        return {"ThrottlingException", "Too many requests, please wait before trying again."};
    case 503:
        return {"ServiceUnavailableException", "Bedrock is unable to process your request."};
    default:
        return status >= 500
            ? words{"InternalServerException", "The system encountered an unexpected error. Try again."}
            : words{"ValidationException", "The request is not valid."};
    }
}

std::string message_object(std::string_view message)
{
    std::string out = "{\"message\":";
    append_quoted(out, message);
    return out + '}';
}

} // namespace

bool bedrock_service::serves(std::string_view path) const noexcept
{
    auto const slash = path.rfind('/');
    if (!path.starts_with("/model/") || slash == path.npos)
        return false;
    auto const last = path.substr(slash + 1);
    return last == operation() || last == stream_operation();
}

void bedrock_service::read_path(asked& out) const
{
    auto const target = std::string_view(out.path);
    auto const path = target.substr(0, target.find('?'));
    auto const end = path.rfind('/');
    auto const begin = end == path.npos ? end : path.rfind('/', end - 1);
    if (begin == path.npos)
        return;
    out.model = unescaped(path.substr(begin + 1, end - begin - 1));
    out.stream = path.substr(end + 1) == stream_operation();
}

std::string bedrock_service::error_body(service_error const& error) const
{
    return message_object(error.message.empty() ? words_for(error.status).message : error.message);
}

std::string bedrock_service::error_headers(service_error const& error) const
{
    return std::string("x-amzn-errortype: ")
        .append(words_for(error.status).type)
        .append(":http://internal.amazon.com/coral/com.amazon.bedrock/\r\n")
        .append(protocol::error_headers(error));
}

service_error bedrock_service::wrong_key() const noexcept
{
    return {403, "Authentication failed: Please make sure your API Key is valid."};
}

int bedrock_service::status_of(errc error) const noexcept
{
    return error == errc::overloaded ? 503 : protocol::status_of(error);
}

void bedrock_service::append_exception(std::string& out, errc error) const
{
    auto const [type, message] = words_for(status_of(error));
    std::string name(type); // in a stream it begins with a small letter
    name.front() = static_cast<char>(name.front() - 'A' + 'a');
    append_aws_frame(out, "exception", name, message_object(message));
}

std::string_view bedrock_padding(std::size_t choice) noexcept
{
    constexpr std::string_view padding = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456";
    return padding.substr(0, 1 + choice % padding.size());
}

} // namespace coax::sim
