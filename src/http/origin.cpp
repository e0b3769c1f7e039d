// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "http/origin.hpp"

#include "text/ascii.hpp"

#include <coax/error.hpp>

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <charconv>
#include <system_error>

namespace coax::http {

namespace {

namespace urls = boost::urls;

// The user may have put a key here by mistake, so text that could hold one is not quoted.
std::string shown(std::string_view text)
{
    if (text.find_first_of("@?#") != text.npos)
        return "the base URL";
    return "the base URL '" + std::string(text.substr(0, 200)) + "'";
}

[[noreturn]] void refuse(std::string_view text, std::string_view reason)
{
    throw error(failure(
        errc::invalid_base_url, shown(text) + " " + std::string(reason) + "; it must be https://host[:port][/prefix]"));
}

bool is_name(std::string_view host) noexcept
{
    return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
    });
}

// The position of a host that is a name but begins like an IPv4 address ("192.0.2.2.example"): Boost.URL 1.81 parses
// the beginning as an address and the rest as a path. npos for all others.
std::size_t name_like_address(std::string_view text)
{
    auto const scheme = text.find("://");
    if (scheme == text.npos)
        return text.npos;
    auto const from = scheme + 3;
    auto const host = text.substr(from, text.find_first_of("/:?#@[", from) - from);
    bool const digit_first = !host.empty() && host.front() >= '0' && host.front() <= '9';
    return digit_first && host.find_first_not_of("0123456789.") != host.npos ? from : text.npos;
}

std::string host_of(urls::url_view const& url, std::string_view text, std::size_t skip)
{
    switch (url.host_type()) {
    case urls::host_type::ipv6: {
        auto const address = url.host_ipv6_address().to_string();
        return {address.begin(), address.end()};
    }
    case urls::host_type::ipv4:
    case urls::host_type::name: {
        auto host = text::lowered(std::string(url.host())).substr(skip);
        if (host.empty())
            refuse(text, "names no host");
        if (!is_name(host))
            refuse(text, "has a host that is no host name (write others in punycode)");
        return host;
    }
    default:
        refuse(text, "has a host that is neither a name nor an IP address");
    }
}

} // namespace

std::string to_string(origin const& address)
{
    auto const bracket = address.host.find(':') != address.host.npos;
    return (bracket ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port);
}

base_url parse_base_url(std::string_view text)
{
    std::string read(text);
    auto const named = name_like_address(text);
    if (named != text.npos)
        read.insert(named, 1, 'x'); // so that it begins with a letter; removed again below
    auto const parsed = urls::parse_uri({read.data(), read.size()});
    if (!parsed) {
        if (text.find("://") == text.npos)
            refuse(text, "is not an absolute URL");
        refuse(text, "is not a URL");
    }
    auto const& url = *parsed;
    if (url.scheme_id() != urls::scheme::https && url.scheme_id() != urls::scheme::http)
        refuse(text, "has a scheme other than https or http");
    if (!url.has_authority())
        refuse(text, "names no host");
    if (url.has_userinfo())
        refuse(text, "holds a user name or password (a key is an option of its own, never part of a URL)");
    if (url.has_query())
        refuse(text, "holds a query");
    if (url.has_fragment())
        refuse(text, "holds a fragment");

    base_url taken;
    taken.origin.tls = url.scheme_id() == urls::scheme::https;
    taken.origin.host = host_of(url, text, named != text.npos ? 1 : 0);
    taken.origin.port = taken.origin.tls ? 443 : 80;
    if (url.has_port() && !url.port().empty()) {
        auto const digits = url.port(); // Boost.URL 1.81 reads 99999 as 34463
        auto const end = std::from_chars(digits.data(), digits.data() + digits.size(), taken.origin.port);
        if (end.ec != std::errc() || taken.origin.port == 0)
            refuse(text, "has a port that is not within 1..65535");
    }
    auto const path = url.encoded_path();
    if (!path.empty() && path.front() != '/') // Boost.URL 1.81 reads "host:8x" as port 8 and path "x"
        refuse(text, "has a port that is not a number");
    taken.prefix.assign(path.data(), path.size());
    while (!taken.prefix.empty() && taken.prefix.back() == '/')
        taken.prefix.pop_back();
    return taken;
}

} // namespace coax::http
