// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/decimal.hpp>

#include "text/ascii.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace coax {

namespace {

constexpr std::size_t most_exponent_digits = 6;

/// A number taken apart: `digits` without zeros at either end, the first of which stands for 10^`exponent`; none for 0.
struct parts {
    std::string digits;
    std::int64_t exponent = 0;
    bool negative = false;
};

std::size_t count_digits(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::find_if_not(text, text::is_digit) - text.begin());
}

bool take(std::string_view& text, char c)
{
    if (!text.starts_with(c))
        return false;
    text.remove_prefix(1);
    return true;
}

bool is_number(std::string_view text)
{
    take(text, '-');
    auto const whole = count_digits(text);
    if (whole == 0 || (whole > 1 && text.front() == '0'))
        return false;
    text.remove_prefix(whole);
    if (take(text, '.')) {
        auto const fraction = count_digits(text);
        if (fraction == 0)
            return false;
        text.remove_prefix(fraction);
    }
    if (take(text, 'e') || take(text, 'E')) {
        if (!take(text, '-'))
            take(text, '+');
        auto const exponent = count_digits(text);
        if (exponent == 0 || exponent > most_exponent_digits)
            return false;
        text.remove_prefix(exponent);
    }
    return text.empty();
}

parts take_apart(std::string_view text)
{
    parts all;
    all.negative = take(text, '-');
    auto const e = std::min(text.find_first_of("eE"), text.size());
    if (auto exponent = text.substr(std::min(e + 1, text.size())); !exponent.empty()) {
        take(exponent, '+');
        std::from_chars(exponent.data(), exponent.data() + exponent.size(), all.exponent);
    }
    auto const mantissa = text.substr(0, e);
    auto const point = std::min(mantissa.find('.'), mantissa.size());
    auto const first = mantissa.find_first_of("123456789");
    if (first == mantissa.npos)
        return {};
    all.exponent += static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first) - (first < point ? 1 : 0);
    for (char const c : mantissa.substr(first))
        if (c != '.')
            all.digits += c;
    all.digits.erase(all.digits.find_last_not_of('0') + 1);
    return all;
}

} // namespace

decimal::decimal(std::string_view digits) : digits_(digits)
{
    if (!is_number(digits))
        throw std::invalid_argument("coax::decimal: '" + digits_ + "' is no number as JSON has it");
}

std::optional<decimal> decimal::from(std::string_view digits)
{
    return is_number(digits) ? std::optional(decimal(digits)) : std::nullopt;
}

double decimal::to_double() const noexcept
{
    double number = 0;
    auto const* const end = digits_.data() + digits_.size();
    if (std::from_chars(digits_.data(), end, number).ec == std::errc())
        return number;
    auto const all = take_apart(digits_);
    auto const size = all.exponent > 0 ? std::numeric_limits<double>::infinity() : 0.0;
    return all.negative ? -size : size;
}

std::optional<std::int64_t> decimal::scaled(int places) const noexcept
{
    auto const all = take_apart(digits_);
    if (all.digits.empty())
        return 0;
    auto const length = all.exponent + places + 1; // of the result, in digits
    if (length < static_cast<std::int64_t>(all.digits.size())
        || length > std::numeric_limits<std::int64_t>::digits10 + 1)
        return std::nullopt;
    auto whole = (all.negative ? "-" : "") + all.digits;
    whole.append(static_cast<std::size_t>(length) - all.digits.size(), '0');
    std::int64_t number = 0;
    if (std::from_chars(whole.data(), whole.data() + whole.size(), number).ec != std::errc())
        return std::nullopt;
    return number;
}

std::strong_ordering operator<=>(decimal const& a, decimal const& b)
{
    auto const one = take_apart(a.digits_);
    auto const other = take_apart(b.digits_);
    auto const sign = [](parts const& of) { return of.digits.empty() ? 0 : of.negative ? -1 : 1; };
    if (sign(one) != sign(other) || one.digits.empty())
        return sign(one) <=> sign(other);
    auto const size
        = one.exponent != other.exponent ? one.exponent <=> other.exponent : one.digits.compare(other.digits) <=> 0;
    if (one.negative)
        return size < 0 ? std::strong_ordering::greater : size > 0 ? std::strong_ordering::less : size;
    return size;
}

} // namespace coax
