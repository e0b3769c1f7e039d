// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/serialize.hpp"

#include "http/message.hpp"

#include <coax/error.hpp>

#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/span_body.hpp>

#include <algorithm>

namespace coax::transport {

namespace beast_http = boost::beast::http;

namespace {

boost::beast::string_view view(std::string_view text) noexcept { return {text.data(), text.size()}; }

template <class Body>
std::string serialized(beast_http::request<Body>& message, std::size_t size)
{
    std::string bytes;
    bytes.reserve(size);
    beast_http::request_serializer<Body> writer(message);
    boost::beast::error_code ec;
    while (!ec && !writer.is_done())
        writer.next(ec, [&](boost::beast::error_code&, auto const& buffers) {
            std::size_t all = 0;
            for (auto const piece : boost::beast::buffers_range_ref(buffers)) {
                bytes.append(static_cast<char const*>(piece.data()), piece.size());
                all += piece.size();
            }
            writer.consume(all);
        });
    return bytes;
}

bool is_target(std::string_view target) noexcept
{
    return !target.empty() && target.front() == '/'
        && std::all_of(target.begin(), target.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

std::string host_field(http_request const& request)
{
    http::origin const origin{request.tls, std::string(request.host), request.port};
    if (origin.port != (origin.tls ? 443 : 80))
        return to_string(origin);
    return origin.host.find(':') == origin.host.npos ? origin.host : "[" + origin.host + "]";
}

} // namespace

std::string serialize(http_request const& request)
{
    if (!is_target(request.target))
        throw error(failure(errc::invalid_option, "the request's path holds a character that must be escaped"));
    auto size = request.target.size() + request.body.size() + request.host.size() + 128;
    for (auto const& field : request.headers) {
        if (!http::is_header_name(field.name) || !http::is_header_value(field.value))
            throw error(failure(errc::invalid_option,
                "the header '" + (http::is_header_name(field.name) ? field.name : std::string("?"))
                    + "' holds a character that no header may hold; correct its value"));
        size += field.name.size() + field.value.size() + 4;
    }
    using body = beast_http::span_body<char const>;
    beast_http::request<body> message;
    message.method_string(view(request.method));
    message.target(view(request.target));
    message.body() = {request.body.data(), request.body.size()};
    message.set(beast_http::field::host, view(host_field(request)));
    for (auto const& field : request.headers)
        message.insert(view(field.name), view(field.value));
    message.content_length(request.body.size());
    return serialized(message, size);
}

std::string serialize_connect(http::origin const& origin, std::string_view authorization)
{
    auto const name = to_string(origin);
    beast_http::request<beast_http::empty_body> message(beast_http::verb::connect, view(name), 11);
    message.set(beast_http::field::host, view(name));
    if (!authorization.empty())
        message.set(beast_http::field::proxy_authorization, view(authorization));
    return serialized(message, 2 * name.size() + authorization.size() + 128);
}

} // namespace coax::transport

namespace coax {

std::string http_request::url() const
{
    return (tls ? "https://" : "http://") + transport::host_field(*this) + std::string(target);
}

} // namespace coax
