// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/proxy.hpp"

#include "text/ascii.hpp"
#include "text/base64.hpp"

#include <coax/error.hpp>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <charconv>

namespace coax::transport {

namespace {

namespace ip = boost::asio::ip;

bool ends_with(std::string_view text, std::string_view tail) noexcept
{
    if (text.size() < tail.size())
        return false;
    text.remove_prefix(text.size() - tail.size());
    for (std::size_t i = 0; i < tail.size(); ++i)
        if (text::lower(text[i]) != text::lower(tail[i]))
            return false;
    return true;
}

std::string_view trimmed(std::string_view text) noexcept
{
    auto const first = text.find_first_not_of(" \t");
    if (first == text.npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool holds(std::string_view network, ip::address const& address)
{
    boost::system::error_code ec;
    if (address.is_v4()) {
        auto const range = ip::make_network_v4(network, ec);
        return !ec && ip::make_network_v4(address.to_v4(), range.prefix_length()).canonical() == range.canonical();
    }
    auto const range = ip::make_network_v6(network, ec);
    return !ec && ip::make_network_v6(address.to_v6(), range.prefix_length()).canonical() == range.canonical();
}

bool matches(std::string_view entry, http::origin const& origin)
{
    if (entry == "*")
        return true;
    boost::system::error_code ec;
    auto const address = ip::make_address(origin.host, ec);
    auto const is_address = !ec;
    if (is_address && entry.find('/') != entry.npos)
        return holds(entry, address);

    auto const bracket = entry.starts_with('[') ? entry.find(']') : entry.npos;
    auto const colon = entry.rfind(':');
    auto const has_port = colon != entry.npos
        && (bracket != entry.npos ? colon > bracket : entry.find(':') == colon); // else a bare IPv6 address
    if (has_port) {
        unsigned port = 0;
        auto const digits = entry.substr(colon + 1);
        auto const end = std::from_chars(digits.data(), digits.data() + digits.size(), port);
        if (end.ec != std::errc() || port != origin.port)
            return false;
        entry = entry.substr(0, colon);
    }
    if (bracket != entry.npos)
        entry = entry.substr(1, bracket - 1);

    if (is_address) {
        auto const named = ip::make_address(std::string(entry), ec);
        return !ec && named == address;
    }
    while (entry.starts_with('.') || entry.starts_with('*'))
        entry.remove_prefix(1);
    if (entry.empty() || !ends_with(origin.host, entry))
        return false;
    return origin.host.size() == entry.size() || origin.host[origin.host.size() - entry.size() - 1] == '.';
}

} // namespace

std::optional<proxy> parse_proxy(std::string_view text)
{
    text = trimmed(text);
    if (text.empty())
        return std::nullopt;
    auto const refuse = [](char const* reason) -> error {
        return error(failure(errc::invalid_option,
            std::string("the proxy's URL (HTTPS_PROXY) ") + reason
                + "; it must be http://[user:password@]host[:port]"));
    };
    std::string address(text);
    if (address.find("://") == address.npos)
        address.insert(0, "http://");
    auto const parsed = boost::urls::parse_uri(address);
    if (!parsed)
        throw refuse("cannot be read");
    auto const& url = *parsed;
    if (url.scheme_id() != boost::urls::scheme::http)
        throw refuse("has a scheme other than http");
    proxy taken;
    if (url.has_userinfo())
        taken.authorization = "Basic " + text::to_base64(std::string(url.user()) + ":" + std::string(url.password()));
    // Without user and password the rest follows the rules of any base URL.
    auto const name = url.encoded_host_and_port();
    try {
        taken.origin = http::parse_base_url("http://" + std::string(name.data(), name.size())).origin;
    } catch (error const&) {
        throw refuse("names no usable host and port");
    }
    return taken;
}

bool bypasses(std::string_view no_proxy, http::origin const& origin)
{
    while (!no_proxy.empty()) {
        auto const end = std::min(no_proxy.find(','), no_proxy.size());
        if (auto const entry = trimmed(no_proxy.substr(0, end)); !entry.empty() && matches(entry, origin))
            return true;
        no_proxy.remove_prefix(std::min(end + 1, no_proxy.size()));
    }
    return false;
}

} // namespace coax::transport
