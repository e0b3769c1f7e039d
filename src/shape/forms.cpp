// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/detail/forms.hpp>

#include "text/base64.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace coax::detail {

namespace {

int hex_digit(char c) noexcept
{
    if (c >= '0' && c <= '9')
        return c - '0';
    auto const lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool is_digit_of_base64(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
}

template <class Number>
std::optional<Number> all_of(std::string_view digits) noexcept
{
    Number number{};
    auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return read.ec == std::errc() && read.ptr == digits.data() + digits.size() ? std::optional(number) : std::nullopt;
}

template <class Number>
void append_number(Number number, std::string& to)
{
    std::array<char, 32> text{};
    auto const end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    to.append(text.data(), end);
}

} // namespace

bool read_uuid(std::string_view text, std::span<std::uint8_t, 16> to) noexcept
{
    constexpr std::string_view form = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    if (text.size() != form.size())
        return false;
    std::size_t digits = 0;
    for (std::size_t i = 0; i < form.size(); ++i) {
        auto const value = hex_digit(text[i]);
        if (form[i] == '-' ? text[i] != '-' : value < 0)
            return false;
        if (form[i] == '-')
            continue;
        auto& byte = to[digits++ / 2];
        byte = static_cast<std::uint8_t>((digits % 2 != 0 ? 0 : byte << 4) | value);
    }
    return true;
}

void write_uuid(std::span<std::uint8_t const, 16> from, std::string& to)
{
    constexpr std::string_view digits = "0123456789abcdef";
    for (std::size_t i = 0; i < from.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            to += '-';
        to += digits[from[i] >> 4];
        to += digits[from[i] & 0xF];
    }
}

bool read_base64(std::string_view text, std::string& to)
{
    auto const end = text.find('=');
    auto const padding = end == text.npos ? std::string_view() : text.substr(end);
    std::string digits(text.substr(0, end));
    std::ranges::replace(digits, '-', '+');
    std::ranges::replace(digits, '_', '/');
    bool const padded
        = padding.empty() || (padding == "=" && digits.size() % 4 == 3) || (padding == "==" && digits.size() % 4 == 2);
    if (!padded || digits.size() % 4 == 1 || !std::ranges::all_of(digits, is_digit_of_base64))
        return false;
    text::from_base64(digits, to);
    return true;
}

void write_base64(std::string_view from, std::string& to) { to += text::to_base64(from); }

bool read_whole(std::string_view digits, std::int64_t least, std::uint64_t most, std::uint64_t& bits) noexcept
{
    bool const negative = digits.starts_with('-');
    auto const plain = digits.substr(negative ? 1 : 0);
    if (plain.empty() || (plain.front() == '0' && (negative || plain.size() > 1)))
        return false;
    if (negative) {
        auto const number = all_of<std::int64_t>(digits);
        bits = static_cast<std::uint64_t>(number.value_or(0));
        return number && *number >= least;
    }
    auto const number = all_of<std::uint64_t>(digits);
    bits = number.value_or(0);
    return number && *number <= most;
}

std::string whole_text(std::uint64_t bits, bool is_signed)
{
    return is_signed ? std::to_string(static_cast<std::int64_t>(bits)) : std::to_string(bits);
}

std::optional<std::int64_t> whole_from(std::string_view digits) noexcept
{
    if (auto const whole = all_of<std::int64_t>(digits))
        return whole;
    auto const real = all_of<double>(digits); // 5.0 and 12e2 are whole
    if (!real || *real != std::trunc(*real) || std::fabs(*real) >= 0x1p53)
        return std::nullopt;
    return static_cast<std::int64_t>(*real);
}

std::optional<double> real_from(std::string_view digits) noexcept { return all_of<double>(digits); }

bool write_number(std::int64_t number, std::string& to)
{
    append_number(number, to);
    return true;
}

bool write_number(double number, std::string& to)
{
    if (!std::isfinite(number))
        return false;
    if (number == 0 && std::signbit(number)) // -0 is an integer, which has none
        to += "-0.0";
    else
        append_number(number, to);
    return true;
}

} // namespace coax::detail
