// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "record/recorded.hpp"

#include "text/base64.hpp"
#include "text/printable.hpp"
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

// What is no text stands beside a null.
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

// A header's value that is no UTF-8 is Latin-1, as HTTP has it.
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

std::string difference(json::value const& had, json::value const& has, std::string const& where)
{
    if (had.is_object() && has.is_object()) {
        for (auto const& [key, value] : had.get_object()) {
            auto const here = where + "/" + std::string(key);
            auto const* const other = has.get_object().if_contains(key);
            if (other == nullptr)
                return here + ", which is recorded and not asked";
            if (auto deeper = difference(value, *other, here); !deeper.empty())
                return deeper;
        }
        for (auto const& [key, value] : has.get_object())
            if (!had.get_object().contains(key))
                return where + "/" + std::string(key) + ", which is asked and not recorded";
        return "";
    }
    if (had.is_array() && has.is_array()) {
        auto const& a = had.get_array();
        auto const& b = has.get_array();
        for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
            if (auto deeper = difference(a[i], b[i], where + "/" + std::to_string(i)); !deeper.empty())
                return deeper;
        if (a.size() != b.size())
            return where + ": " + std::to_string(a.size()) + " elements are recorded and " + std::to_string(b.size())
                + " asked";
        return "";
    }
    return had == has ? ""
                      : (where.empty() ? "the whole" : where) + ": recorded " + shown(had) + ", asked " + shown(has);
}

} // namespace

std::string to_text(recorded const& what)
{
    json::object request{{"method", "POST"}, {"url", what.url}, {"headers", object_of(what.request_headers)}};
    put_body(request, what.request_body);
    json::object response{{"status", what.head.status}, {"headers", object_of(what.head.headers)}};
    put_body(response, what.body);
    json::array lengths;
    for (auto const length : what.chunk_lengths)
        lengths.push_back(length);
    response["chunk_lengths"] = std::move(lengths);
    if (!what.complete)
        response["complete"] = false;
    json::object root{{"api", api_of(what.url)}, {"request", std::move(request)}, {"response", std::move(response)}};
    return json::serialize(root) + "\n";
}

recorded from_text(std::string_view text)
{
    auto const root = json::parse(text).as_object();
    auto const& request = root.at("request").as_object();
    auto const& response = root.at("response").as_object();
    recorded out;
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
        std::string name = one.name;
        std::ranges::transform(
            name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        if (std::ranges::find(secret, name) != std::end(secret))
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

std::string first_difference(std::string_view had, std::string_view has)
{
    boost::system::error_code a;
    boost::system::error_code b;
    auto const first = json::parse(had, a);
    auto const second = json::parse(has, b);
    if (a || b)
        return had == has ? "" : "the whole, which is not JSON";
    return difference(first, second, "");
}

} // namespace coax::record
