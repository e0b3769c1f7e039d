// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "binder/lexer.hpp"

#include <algorithm>
#include <cfloat>
#include <charconv>
#include <cmath>
#include <limits>

namespace coax::binder {

/// A number as far as it is one.
struct lexer::numeral {
    char const* end = nullptr;
    bool whole = false; ///< it may end there
    bool negative = false;
    bool plain = false; ///< no fraction, no exponent
    bool exponent = false;
    std::uint64_t digits = 0; ///< all of them, read as one whole number; means nothing where they are too many
    std::ptrdiff_t count = 0; ///< of digits
    std::ptrdiff_t decimals = 0; ///< of them, behind the point
};

namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool in_number(char c) noexcept { return is_digit(c) || c == '.' || c == '-' || c == '+' || (c | 0x20) == 'e'; }

/// A number that no double is near: endless or nothing, by where its first digit above 0 stands.
double beyond_double(std::string_view written) noexcept
{
    auto const e = std::min(written.find_first_of("eE"), written.size());
    auto const mantissa = written.substr(0, e);
    auto exponent = written.substr(std::min(e + 1, written.size()));
    if (exponent.starts_with('+'))
        exponent.remove_prefix(1);
    std::int64_t shift = 0;
    constexpr auto far = std::numeric_limits<std::int64_t>::max() / 2;
    if (std::from_chars(exponent.data(), exponent.data() + exponent.size(), shift).ec == std::errc::result_out_of_range)
        shift = exponent.starts_with('-') ? -far : far;
    auto const first = mantissa.find_first_of("123456789");
    auto const point = std::min(mantissa.find('.'), mantissa.size());
    bool const large
        = first != mantissa.npos && static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first) + shift > 0;
    return std::copysign(large ? std::numeric_limits<double>::infinity() : 0.0, written.front() == '-' ? -1.0 : 1.0);
}

} // namespace

inline lexer::numeral lexer::read_number(char const* at, char const* end) noexcept
{
    numeral is;
    auto const take = [&](auto... any) { return at != end && ((*at == any) || ...) && (++at, true); };
    auto const digits = [&] {
        auto const* const from = at;
        for (; at != end && is_digit(*at); ++at)
            is.digits = is.digits * 10 + static_cast<std::uint64_t>(*at - '0');
        is.count += at - from;
        return at - from;
    };
    is.negative = take('-');
    is.whole = take('0') || digits() != 0;
    is.plain = true;
    if (is.whole && take('.')) {
        is.plain = false;
        is.decimals = digits();
        is.whole = is.decimals != 0;
    }
    if (is.whole && take('e', 'E')) {
        is.plain = false;
        is.exponent = true;
        take('+', '-');
        is.whole = digits() != 0;
    }
    is.end = at;
    return is;
}

char const* lexer::number(char const* at, char const* end)
{
    if (!token_.empty())
        return rest_of_number(at, end);
    auto const is = read_number(at, end);
    if (is.end == end) { // and may go on
        step_ = step::number;
        return keep(at, end);
    }
    if (!is.whole)
        return wrong(is.end);
    tell(is, {at, is.end});
    return is.end;
}

char const* lexer::rest_of_number(char const* at, char const* end)
{
    auto const* const after = std::find_if_not(at, end, in_number);
    token_.append(at, after);
    return after == end || number_ends(after) ? after : nullptr;
}

/// The number that is kept ends at `after`, or with the text where that is null; where that is not `clean`, its last
/// digits may be missing, and nothing is told of it. False: it is none.
bool lexer::number_ends(char const* after, bool clean)
{
    auto const* const token_end = token_.data() + token_.size();
    auto const is = read_number(token_.data(), token_end);
    if (is.whole && (clean || is.end != token_end))
        tell(is, {token_.data(), is.end});
    bool const good = is.end == token_end && (is.whole || after == nullptr);
    if (!good)
        wrong(after, unexpected(), static_cast<std::size_t>(token_end - is.end));
    token_.clear();
    return good;
}

void lexer::tell(numeral const& is, std::string_view written)
{
    value_ends();
    // So many digits are an integer; so many, with so few behind the point, one exact division of doubles.
    constexpr int of_integer = std::numeric_limits<std::int64_t>::digits10,
                  of_double = std::numeric_limits<double>::digits10;
    static constexpr double powers[]
        = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    if (is.plain && is.count <= of_integer) {
        auto const value = static_cast<std::int64_t>(is.digits);
        to_.integer(is.negative ? -value : value);
        return;
    }
    if (FLT_EVAL_METHOD == 0 && !is.exponent && is.count <= of_double) {
        auto const value = static_cast<double>(is.digits) / powers[is.decimals];
        to_.real(is.negative ? -value : value);
        return;
    }
    auto const parsed = [&](auto& value) {
        return std::from_chars(written.data(), written.data() + written.size(), value).ec == std::errc();
    };
    std::int64_t integer = 0;
    std::uint64_t natural = 0;
    double real = 0;
    if (is.plain && parsed(integer))
        to_.integer(integer);
    else if (is.plain && parsed(natural))
        to_.natural(natural);
    else
        to_.real(parsed(real) ? real : beyond_double(written));
}

} // namespace coax::binder
