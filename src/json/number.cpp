// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "json/number.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

namespace coax::json {

namespace {

/// A number that no double is near is infinite or zero, by the place of its first digit that is not 0.
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

double nearest_double(std::string_view written) noexcept
{
    double number = 0;
    auto const read = std::from_chars(written.data(), written.data() + written.size(), number);
    return read.ec == std::errc() ? number : beyond_double(written);
}

} // namespace coax::json
