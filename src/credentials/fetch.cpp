// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "credentials/fetch.hpp"

#include "credentials/answer.hpp"
#include "http/origin.hpp"
#include "provider/headers.hpp"
#include "text/printable.hpp"
#include "text/redact.hpp"

#include <coax/error.hpp>

#include <boost/json/parse.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <span>

namespace coax::credentials {

namespace {

constexpr std::size_t max_answer = 1024 * 1024;
constexpr std::size_t max_words = 300;

/// What an answer that is none says: RFC 6749, 5.2 has `error` and `error_description`, AWS `code` and `message`.
std::string words_of(std::string_view body)
{
    boost::system::error_code fault;
    auto const found = boost::json::parse(boost::json::string_view(body.data(), body.size()), fault);
    std::string words;
    if (!fault && found.is_object()) {
        for (auto const* const name : {"error", "error_description", "code", "message"})
            if (auto const* const text = found.get_object().if_contains(name); text != nullptr && text->is_string())
                words.append(words.empty() ? "" : ": ").append(text->get_string());
    } else {
        words = body;
    }
    return words;
}

} // namespace

std::string form_escaped(std::string_view text)
{
    return boost::urls::encode(boost::core::string_view(text.data(), text.size()), boost::urls::unreserved_chars);
}

fetch_request& fetch_request::form(std::string_view name, std::string_view value)
{
    if (body_.empty())
        header("content-type", "application/x-www-form-urlencoded");
    body_.append(body_.empty() ? "" : "&").append(name).append("=").append(form_escaped(value));
    return *this;
}

boost::asio::awaitable<std::string> fetch(http_transport& by, fetch_request asked)
{
    auto const query_begin = std::min(asked.url().find('?'), asked.url().size());
    auto const base = http::parse_base_url(std::string_view(asked.url()).substr(0, query_begin));
    auto target = base.prefix;
    if (target.empty() || asked.url().substr(0, query_begin).ends_with('/'))
        target += '/';
    target.append(asked.url().substr(query_begin));

    std::vector<std::string_view> const secrets(asked.secrets().begin(), asked.secrets().end());
    auto headers = asked.headers();
    for (auto& field : provider::json_headers(false))
        if (field.name != "content-type") // is that of a form, or none
            headers.push_back(std::move(field));
    http_request request;
    request.method = asked.method();
    request.tls = base.origin.tls;
    request.host = base.origin.host;
    request.port = base.origin.port;
    request.target = target;
    request.headers = headers;
    request.body = asked.body();
    request.timeouts.connect = std::chrono::seconds(5); // a metadata service is near, or there is none
    request.timeouts.first_byte = std::chrono::seconds(20);
    request.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(45);
    request.max_body_bytes = max_answer;
    request.secrets = secrets;
    auto const exchange = co_await by.send(request);
    std::string body;
    for (;;) {
        auto const piece = co_await exchange->read();
        if (piece.empty())
            break;
        body.append(piece);
    }
    auto const status = exchange->head().status;
    if (status / 100 != 2) {
        auto words = words_of(body);
        for (auto const secret : secrets)
            text::redact(words, secret);
        words.resize(std::min(words.size(), max_words));
        text::clean(words);
        refuse(asked.method() + " " + asked.url().substr(0, query_begin) + " was answered with HTTP "
            + std::to_string(status) + (words.empty() ? "" : ": " + words));
    }
    co_return body;
}

} // namespace coax::credentials
