// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/text_formats.hpp"

#include "bind/moment.hpp"
#include "text/ascii.hpp"

#include <boost/url/ipv4_address.hpp>
#include <boost/url/ipv6_address.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <cstddef>
#include <string>

namespace coax::bind {

namespace {

bool is_letter_or_digit(char c) { return text::is_digit(c) || (text::lower(c) >= 'a' && text::lower(c) <= 'z'); }

bool is_hex(char c) { return text::is_digit(c) || (text::lower(c) >= 'a' && text::lower(c) <= 'f'); }

/// RFC 1123.
bool is_hostname(std::string_view text)
{
    constexpr std::size_t longest_name = 253;
    constexpr std::size_t longest_label = 63;
    if (text.empty() || text.size() > longest_name)
        return false;
    for (;;) {
        auto const label = text.substr(0, text.find('.'));
        bool const good = !label.empty() && label.size() <= longest_label && label.front() != '-' && label.back() != '-'
            && std::ranges::all_of(label, [](char c) { return c == '-' || is_letter_or_digit(c); });
        if (!good)
            return false;
        if (label.size() == text.size())
            return true;
        text.remove_prefix(label.size() + 1);
    }
}

/// The form that people use, without comments and quoted names.
bool is_email(std::string_view text)
{
    constexpr std::size_t longest_name = 64;
    constexpr std::string_view signs = "!#$%&'*+/=?^_`{|}~-.";
    auto const at = text.rfind('@');
    if (at == text.npos || at == 0 || at > longest_name)
        return false;
    auto const name = text.substr(0, at);
    bool const dots = name.front() != '.' && name.back() != '.' && name.find("..") == name.npos;
    return dots && is_hostname(text.substr(at + 1)) && std::ranges::all_of(name, [&](char c) {
        return is_letter_or_digit(c) || static_cast<unsigned char>(c) >= 0x80 || signs.find(c) != signs.npos;
    });
}

bool is_uuid(std::string_view text)
{
    constexpr std::string_view form = "........-....-....-....-............";
    return text.size() == form.size()
        && std::ranges::equal(text, form, [](char c, char f) { return f == '-' ? c == '-' : is_hex(c); });
}

bool is_time(std::string_view text)
{
    constexpr std::size_t longest = 64;
    return text.size() < longest
        && parse_moment("2000-01-01T" + std::string(text), detail::moment_format::date_time).has_value();
}

} // namespace

bool has_format(std::string_view text, detail::text_format format)
{
    using form = detail::text_format;
    switch (format) {
    case form::time:
        return is_time(text);
    case form::email:
        return is_email(text);
    case form::uri:
        return boost::urls::parse_uri({text.data(), text.size()}).has_value();
    case form::uuid:
        return is_uuid(text);
    case form::ipv4:
        return boost::urls::parse_ipv4_address({text.data(), text.size()}).has_value();
    case form::ipv6:
        return boost::urls::parse_ipv6_address({text.data(), text.size()}).has_value();
    case form::hostname:
        return is_hostname(text);
    case form::any:
        break;
    }
    return true;
}

std::string_view words_of(detail::text_format format) noexcept
{
    using form = detail::text_format;
    switch (format) {
    case form::time:
        return "a time of day written as hh:mm:ssZ";
    case form::email:
        return "an email address";
    case form::uri:
        return "a URI with its scheme";
    case form::uuid:
        return "a UUID";
    case form::ipv4:
        return "an IPv4 address";
    case form::ipv6:
        return "an IPv6 address";
    case form::hostname:
        return "a host name";
    case form::any:
        break;
    }
    return "a string";
}

} // namespace coax::bind
