// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "record/recorded_exchange.hpp"

#include "text/ascii.hpp"
#include "text/base64.hpp"
#include "text/printable.hpp"
#include "text/redact.hpp"
#include "text/utf8.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace coax::record {

namespace json = boost::json;

namespace {

std::string api_of(std::string_view url)
{
    constexpr std::pair<std::string_view, std::string_view> known[] = {
        {"/v1/messages", "anthropic-messages"},
        {"/chat/completions", "openai-chat"},
        {"/responses", "openai-responses"},
        {":generateContent", "gemini-generateContent"},
        {":streamGenerateContent", "gemini-streamGenerateContent"},
        {"/api/chat", "ollama-chat"},
        {"/v2/chat", "cohere-chat-v2"},
        {"/converse", "bedrock-converse"},
        {"/converse-stream", "bedrock-converse-stream"},
        {"/invoke-with-response-stream", "bedrock-invoke-stream"},
        {"/invoke", "bedrock-invoke"},
    };
    auto const path = url.substr(0, url.find('?'));
    for (auto const& [ending, name] : known)
        if (path.ends_with(ending))
            return std::string(name);
    return "";
}

// A body that is not text is written in base64, beside a null.
void put_body(json::object& into, std::string const& body)
{
    if (text::is_utf8(body)) {
        into["body"] = body;
    } else {
        into["body"] = nullptr;
        into["body_base64"] = text::to_base64(body);
    }
}

std::string body_of(json::object const& from)
{
    std::string out;
    if (auto const* plain = from.at("body").if_string())
        out = *plain;
    else
        text::from_base64(from.at("body_base64").as_string(), out);
    return out;
}

// A header's value that is not UTF-8 is Latin-1, as in HTTP.
std::string header_text(std::string const& value)
{
    if (text::is_utf8(value))
        return value;
    std::string out;
    for (char const c : value) {
        char character[4];
        out.append(character, text::put_utf8(character, static_cast<unsigned char>(c)));
    }
    return out;
}

json::object object_of(http::headers const& list)
{
    json::object out;
    for (auto const& [name, value] : list) {
        auto& at = out[name];
        at = at.is_string() ? std::string(at.get_string()) + ", " + header_text(value) : header_text(value);
    }
    return out;
}

http::headers headers_of(json::object const& from)
{
    http::headers out;
    for (auto const& [name, value] : from)
        out.push_back({std::string(name), std::string(value.as_string())});
    return out;
}

std::string shown(json::value const& value)
{
    constexpr std::size_t most = 80;
    auto text = json::serialize(value);
    if (text.size() > most)
        text.replace(most, text.npos, "...");
    return text;
}

std::string difference(json::value const& recorded, json::value const& asked, std::string const& pointer)
{
    if (recorded.is_object() && asked.is_object()) {
        for (auto const& [key, value] : recorded.get_object()) {
            auto const member = pointer + "/" + std::string(key);
            auto const* const other = asked.get_object().if_contains(key);
            if (other == nullptr)
                return member + ", which is recorded and not asked";
            if (auto deeper = difference(value, *other, member); !deeper.empty())
                return deeper;
        }
        for (auto const& [key, value] : asked.get_object())
            if (!recorded.get_object().contains(key))
                return pointer + "/" + std::string(key) + ", which is asked and not recorded";
        return "";
    }
    if (recorded.is_array() && asked.is_array()) {
        auto const& a = recorded.get_array();
        auto const& b = asked.get_array();
        for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
            if (auto deeper = difference(a[i], b[i], pointer + "/" + std::to_string(i)); !deeper.empty())
                return deeper;
        if (a.size() != b.size())
            return pointer + ": " + std::to_string(a.size()) + " elements are recorded and " + std::to_string(b.size())
                + " asked";
        return "";
    }
    return recorded == asked
        ? ""
        : (pointer.empty() ? "the whole" : pointer) + ": recorded " + shown(recorded) + ", asked " + shown(asked);
}

} // namespace

recorded_exchange recorded_request(http_request const& request)
{
    recorded_exchange out;
    out.url = without_local_port(request.url());
    out.request_body = request.body;
    for (auto const secret : request.secrets) {
        text::redact(out.url, secret);
        text::redact(out.request_body, secret);
    }
    return out;
}

std::string to_text(recorded_exchange const& exchange)
{
    json::object request{{"method", "POST"}, {"url", exchange.url}, {"headers", object_of(exchange.request_headers)}};
    put_body(request, exchange.request_body);
    json::object response{{"status", exchange.head.status}, {"headers", object_of(exchange.head.headers)}};
    put_body(response, exchange.body);
    json::array lengths;
    for (auto const length : exchange.chunk_lengths)
        lengths.push_back(length);
    response["chunk_lengths"] = std::move(lengths);
    if (!exchange.complete)
        response["complete"] = false;
    json::object root{
        {"api", api_of(exchange.url)}, {"request", std::move(request)}, {"response", std::move(response)}};
    return json::serialize(root) + "\n";
}

recorded_exchange from_text(std::string_view text)
{
    auto const root = json::parse(text).as_object();
    auto const& request = root.at("request").as_object();
    auto const& response = root.at("response").as_object();
    recorded_exchange out;
    out.url = request.at("url").as_string();
    out.request_headers = headers_of(request.at("headers").as_object());
    out.request_body = body_of(request);
    out.head.status = static_cast<int>(response.at("status").to_number<std::int64_t>());
    out.head.headers = headers_of(response.at("headers").as_object());
    out.body = body_of(response);
    if (auto const* lengths = response.if_contains("chunk_lengths"))
        for (auto const& length : lengths->as_array())
            out.chunk_lengths.push_back(length.to_number<std::size_t>());
    if (auto const* complete = response.if_contains("complete"))
        out.complete = complete->as_bool();
    return out;
}

void hide_secrets(http::headers& list)
{
    constexpr std::string_view secret[] = {"authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie",
        "set-cookie", "x-amz-security-token", "openai-organization", "openai-project", "anthropic-organization-id"};
    for (auto& one : list) {
        if (std::ranges::find(secret, text::lowered(one.name)) != std::end(secret))
            one.value = "REDACTED";
    }
}

std::string without_local_port(std::string_view url)
{
    for (std::string_view const host : {"://127.0.0.1:", "://localhost:", "://[::1]:"}) {
        auto const at = url.find(host);
        if (at == url.npos || at > std::string_view("https").size())
            continue;
        auto const port = at + host.size() - 1; // from its colon
        auto const path = std::min(url.find_first_of("/?", port), url.size());
        return std::string(url.substr(0, port)).append(url.substr(path));
    }
    return std::string(url);
}

std::string first_difference(std::string_view recorded, std::string_view asked)
{
    boost::system::error_code a;
    boost::system::error_code b;
    auto const first = json::parse(recorded, a);
    auto const second = json::parse(asked, b);
    if (a || b)
        return recorded == asked ? "" : "the whole, which is not JSON";
    return difference(first, second, "");
}

} // namespace coax::record
