// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/explain.hpp"

#include "http/retry_after.hpp"
#include "provider/classify.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace coax::provider {

namespace {

constexpr std::size_t read_at_most = 256 * 1024; // of an error body; a longer one is read as cut off
constexpr std::size_t quoted_at_most = 500;

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view space = " \t\r\n";
    auto const first = text.find_first_not_of(space);
    if (first == text.npos)
        return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

} // namespace

// Not longer than a reader wants, cut between characters, control characters as spaces.
std::string excerpt(std::string_view text)
{
    auto size = std::min(text.size(), quoted_at_most);
    while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
        --size;
    std::string out(text.substr(0, size));
    std::replace_if(
        out.begin(), out.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
    if (size < text.size())
        out += "...";
    return out;
}

namespace {

bool is_html(std::string_view body)
{
    auto const start = body.substr(0, 64);
    for (std::string_view tag : {"<!doctype", "<!DOCTYPE", "<html", "<HTML", "<head"}) {
        if (start.find(tag) != start.npos)
            return true;
    }
    return false;
}

std::string_view title(std::string_view html)
{
    auto const open = html.find("<title");
    auto const from = open == html.npos ? open : html.find('>', open);
    auto const to = from == html.npos ? from : html.find("</title", from);
    return to == html.npos ? std::string_view() : trimmed(html.substr(from + 1, to - from - 1));
}

std::string_view advice(errc code)
{
    switch (code) {
    case errc::authentication:
        return "does not accept the API key: check the key, and that it belongs to this base URL";
    case errc::permission:
        return "does not allow this to the key: check the rights of the key and the model's terms of access";
    case errc::not_found:
        return "does not know what was asked for: check the model's name and the base URL";
    case errc::context_too_long:
        return "says that prompt and answer do not fit the model: shorten the prompt, lower max_tokens, or take a "
               "model with a longer context";
    case errc::request_too_large:
        return "says that the request is too large: send less at once";
    case errc::quota_exhausted:
        return "says that the quota or the balance is used up: waiting does not help, the account has to be seen to";
    case errc::rate_limited:
        return "says that there were too many requests or tokens: wait, or send fewer at once";
    case errc::overloaded:
        return "is overloaded: try again later";
    case errc::redirected:
        return "redirects; this is not followed, so that the key goes nowhere else: correct the base URL";
    case errc::filtered:
        return "stopped the request by a content filter: change the prompt";
    case errc::invalid_answer:
        return "says that the model's answer is not of the form that was asked for: ask again, or take another mode";
    case errc::unsupported_schema:
        return "does not take the type's schema: its own words say why; take another mode, or change the type";
    case errc::unsupported_request:
        return "knows the model, but no host of it takes all of the request: its own words say what";
    case errc::bad_request:
        return "does not accept the request as it is: its own words say what to change";
    default:
        return "failed on its side: try again later";
    }
}

failure from(error_body error, errc code, std::string words)
{
    failure out(code, std::move(words));
    out.provider_type = std::move(error.type);
    out.provider_code = std::move(error.code);
    out.provider_message = std::move(error.message);
    out.request_id = std::move(error.request_id);
    out.text = std::move(error.answer);
    out.retry_after = error.retry_after;
    return out;
}

// OpenRouter: what the host of the model said. The message of its own says little then.
std::string host_words(error_body const& error)
{
    return error.host_message.empty() ? "" : "; the model's host says: \"" + excerpt(error.host_message) + '"';
}

// What stands in a body that is not the protocol's, for the end of a message.
std::string describe(std::string_view body, failure& out)
{
    if (body.empty())
        return "; the body is empty";
    if (is_html(body)) {
        if (out.provider_message.empty())
            out.provider_message = excerpt(title(body));
        return "; the body is an HTML page, so something on the way may have answered in its place";
    }
    if (out.provider_message.empty())
        out.provider_message = excerpt(body);
    return {};
}

} // namespace

std::string_view request_id(http::headers const& headers)
{
    for (std::string_view name : {"request-id", "x-request-id", "apim-request-id", "x-amzn-requestid",
             "mistral-correlation-id", "x-debug-trace-id"}) {
        if (auto const id = http::find(headers, name); !id.empty())
            return id;
    }
    return {};
}

failure explain_answer(std::string_view service, http::response_head const& head, std::string_view body)
{
    body = trimmed(body.substr(0, read_at_most));
    auto error = read_error_body(body);
    // Bedrock: the type stands in a header, "ValidationException:http://..."
    if (auto const type = http::find(head.headers, "x-amzn-errortype"); !type.empty() && error.type.empty())
        error.type = type.substr(0, type.find(':'));
    auto const code = classify(head.status, error);
    auto const understood = error.found && !error.message.empty();
    auto const host = host_words(error);

    auto out = from(std::move(error), code, {});
    out.message = std::string(service) + " answered HTTP " + std::to_string(head.status) + ": it "
        + std::string(advice(code)) + host;
    if (!understood)
        out.message += describe(body, out);
    if (code == errc::redirected) {
        auto const to = http::find(head.headers, "location");
        if (!to.empty())
            out.message += " (it points to " + excerpt(to.substr(0, to.find('?'))) + ")";
    }
    out.http_status = head.status;
    if (auto const wait = http::retry_after(head))
        out.retry_after = wait;
    if (code == errc::rate_limited && head.status == 413 && !out.retry_after)
        out.should_retry = false; // this one request is over the limit of a minute: waiting does not help
    if (auto const word = http::find(head.headers, "x-should-retry"); word == "true" || word == "false")
        out.should_retry = word == "true";
    if (auto const id = request_id(head.headers); !id.empty())
        out.request_id = id;
    return out;
}

failure explain_event(std::string_view service, error_body error)
{
    auto const code = classify(0, error);
    auto words = std::string(service) + " reported an error inside its answer: it " + std::string(advice(code))
        + host_words(error);
    auto out = from(std::move(error), code, std::move(words));
    out.http_status = 200;
    return out;
}

failure explain_stop(std::string_view service, stop_kind kind, std::string_view word, std::string_view words)
{
    error_body error;
    error.type = word;
    error.message = words.empty() && kind == stop_kind::discarded ? word : words; // the model is told when asked again
    auto code = errc::filtered;
    std::string_view meaning = " stopped the answer by a content filter (";
    if (kind == stop_kind::discarded) {
        code = errc::invalid_answer;
        meaning
            = " did not pass on what the model wrote, because its form was wrong: ask again, or take another mode (";
    } else if (kind == stop_kind::unknown) {
        code = errc::provider_error;
        meaning = " stopped the answer before it was whole, for a reason that coax does not know: try again (";
    } else if (kind == stop_kind::failed) {
        code = classify(0, error);
        if (code != errc::overloaded && code != errc::rate_limited)
            code = word.find("resource") != word.npos ? errc::overloaded : errc::provider_error;
        meaning = " broke the answer off: try again later (";
    }
    auto out = from(std::move(error), code, std::string(service).append(meaning).append(excerpt(word)).append(")"));
    out.http_status = 200;
    return out;
}

failure explain_content(std::string_view service, std::string_view body)
{
    body = trimmed(body.substr(0, read_at_most));
    if (auto error = read_error_body(body); error.found && !error.message.empty())
        return explain_event(service, std::move(error));
    failure out(errc::unexpected_content,
        std::string(service) + " answered with success, but not as its protocol says: check the base URL");
    out.message += describe(body, out);
    out.http_status = 200;
    return out;
}

} // namespace coax::provider
