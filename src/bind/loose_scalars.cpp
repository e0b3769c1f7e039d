// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/loose_scalars.hpp"

#include "bind/name_match.hpp"
#include "text/ascii.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <initializer_list>

namespace coax::bind {

namespace {

bool take(std::string_view& text, std::string_view token)
{
    if (!text.starts_with(token))
        return false;
    text.remove_prefix(token.size());
    return true;
}

bool take_any(std::string_view& text, std::initializer_list<std::string_view> tokens)
{
    return std::ranges::any_of(tokens, [&](auto token) { return take(text, token); });
}

void trim(std::string_view& text)
{
    constexpr std::string_view spaces = " \t\r\n";
    text.remove_prefix(std::min(text.find_first_not_of(spaces), text.size()));
    text.remove_suffix(text.size() - std::min(text.find_last_not_of(spaces) + 1, text.size()));
}

bool take_currency(std::string_view& text)
{
    return take_any(text, {"$", "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5", "\xE2\x82\xB9"}); // dollar euro pound yen rupee
}

std::size_t digits_at(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::find_if_not(text, text::is_digit) - text.begin());
}

/// Moves the digits before a decimal point to `plain`, without their separators. Returns false if a separator is
/// misplaced.
bool take_whole_part(std::string_view& text, std::string& plain)
{
    constexpr std::array<std::string_view, 7> separators{
        ",", "_", "'", " ", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x99"}; // and no-break spaces, an apostrophe
    auto const first = digits_at(text);
    if (first == 0 || (first > 1 && text.front() == '0'))
        return false;
    plain.append(text.substr(0, first));
    text.remove_prefix(first);
    auto const separator = std::ranges::find_if(separators, [&](auto s) { return text.starts_with(s); });
    if (separator == separators.end() || digits_at(text.substr(separator->size())) == 0)
        return true;
    if (first > 3 || plain == "0")
        return false;
    while (take(text, *separator)) {
        if (digits_at(text) != 3)
            return false;
        plain.append(text.substr(0, 3));
        text.remove_prefix(3);
    }
    return true;
}

} // namespace

std::optional<std::string> read_loose_digits(std::string_view text)
{
    std::string plain;
    trim(text);
    bool const signed_first = take(text, "-");
    bool const plus_first = !signed_first && take(text, "+");
    bool const money_first = take_currency(text);
    bool negative = signed_first;
    if (money_first) {
        trim(text);
        if (!signed_first && !plus_first)
            negative = take(text, "-");
    }
    if (negative)
        plain = "-";
    std::string whole;
    if (text.starts_with('.') && digits_at(text.substr(1)) > 0)
        whole = "0";
    else if (!take_whole_part(text, whole))
        return std::nullopt;
    plain += whole;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        auto const count = digits_at(text);
        plain += '.';
        plain += count > 0 ? text.substr(0, count) : "0";
        text.remove_prefix(count);
    }
    if (!text.empty() && text::lower(text.front()) == 'e') {
        auto rest = text.substr(1);
        std::string exponent = "e";
        if (take(rest, "-"))
            exponent += '-';
        else
            take(rest, "+");
        if (auto const count = digits_at(rest); count > 0) {
            plain += exponent;
            plain += rest.substr(0, count);
            text = rest.substr(count);
        }
    }
    trim(text);
    if (!money_first && !take_currency(text))
        take(text, "%");
    return text.empty() ? std::optional(std::move(plain)) : std::nullopt;
}

std::optional<detail::number> read_loose_number(std::string_view text)
{
    auto const plain = read_loose_digits(text);
    if (!plain)
        return std::nullopt;
    auto const* const first = plain->data();
    auto const* const last = first + plain->size();
    if (plain->find_first_of(".e") == plain->npos) {
        std::int64_t integer = 0;
        if (std::from_chars(first, last, integer).ec == std::errc())
            return detail::number(integer);
        std::uint64_t natural = 0;
        if (!plain->starts_with('-') && std::from_chars(first, last, natural).ec == std::errc())
            return detail::number(natural);
    }
    double wide = 0;
    if (std::from_chars(first, last, wide).ec != std::errc())
        return std::nullopt;
    return detail::number(wide);
}

std::optional<bool> read_loose_boolean(std::string_view text, bool lenient)
{
    auto const word = folded(text);
    if (one_of(word, {"true", "yes"}) || (lenient && one_of(word, {"on", "y", "t", "1"})))
        return true;
    if (one_of(word, {"false", "no"}) || (lenient && one_of(word, {"off", "n", "f", "0"})))
        return false;
    return std::nullopt;
}

bool means_null(std::string_view text)
{
    trim(text);
    return text.empty() || one_of(folded(text), {"null", "none", "nil", "na", "undefined"});
}

} // namespace coax::bind
