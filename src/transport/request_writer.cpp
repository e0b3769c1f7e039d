// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/request_writer.hpp"

#include <coax/error.hpp>

#include <algorithm>

namespace coax::transport {

namespace {

bool is_token(std::string_view name) noexcept
{
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
            || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

bool is_value(std::string_view value) noexcept
{
    return std::none_of(
        value.begin(), value.end(), [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == '\x7f'; });
}

bool is_target(std::string_view target) noexcept
{
    return !target.empty() && target.front() == '/'
        && std::all_of(target.begin(), target.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

std::string host_field(http::origin const& where)
{
    if (where.port != (where.tls ? 443 : 80))
        return to_string(where);
    return where.host.find(':') == where.host.npos ? where.host : "[" + where.host + "]";
}

} // namespace

std::string to_bytes(http::origin const& where, http::request const& what)
{
    if (!is_target(what.target))
        throw error(failure(errc::invalid_option, "the request's path holds a character that must be escaped"));
    auto size = what.target.size() + what.body.size() + where.host.size() + 128;
    for (auto const& field : what.headers) {
        if (!is_token(field.name) || !is_value(field.value))
            throw error(failure(errc::invalid_option,
                "the header '" + (is_token(field.name) ? field.name : std::string("?"))
                    + "' holds a character that no header may hold; mend its value"));
        size += field.name.size() + field.value.size() + 4;
    }
    std::string bytes;
    bytes.reserve(size);
    bytes.append("POST ").append(what.target).append(" HTTP/1.1\r\nHost: ").append(host_field(where)).append("\r\n");
    for (auto const& field : what.headers)
        bytes.append(field.name).append(": ").append(field.value).append("\r\n");
    bytes.append("Content-Length: ").append(std::to_string(what.body.size())).append("\r\n\r\n").append(what.body);
    return bytes;
}

std::string connect_to(http::origin const& where, std::string_view authorization)
{
    auto const name = to_string(where);
    std::string bytes = "CONNECT " + name + " HTTP/1.1\r\nHost: " + name + "\r\n";
    if (!authorization.empty())
        bytes.append("Proxy-Authorization: ").append(authorization).append("\r\n");
    return bytes.append("\r\n");
}

} // namespace coax::transport
