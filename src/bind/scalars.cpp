// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/scalars.hpp"

#include "bind/moment.hpp"
#include "bind/shape_access.hpp"
#include "bind/words.hpp"

#include <cmath>
#include <optional>

namespace coax::bind {

namespace {

using number_type = detail::number::type;

/// Digits a little below the lowest integer become exactly that one in a double.
bool is_below_all(detail::number const& value) { return value.is == number_type::real && value.real == -0x1p63; }

/// A whole number in the form in which the type stores it, if it can.
std::optional<std::uint64_t> within(detail::integer_shape const& type, detail::number const& value)
{
    if (value.is == number_type::integer && value.integer < 0)
        return value.integer >= type.min ? std::optional(static_cast<std::uint64_t>(value.integer)) : std::nullopt;
    if (value.is == number_type::real) {
        auto const wide = value.exact();
        if (wide < static_cast<long double>(type.min) || wide > static_cast<long double>(type.max)
            || is_below_all(value))
            return std::nullopt;
        return wide < 0 ? static_cast<std::uint64_t>(static_cast<std::int64_t>(wide))
                        : static_cast<std::uint64_t>(wide);
    }
    auto const natural = value.is == number_type::natural ? value.natural : static_cast<std::uint64_t>(value.integer);
    return natural <= type.max ? std::optional(natural) : std::nullopt;
}

bool store_real(slot const& to, detail::number const& value, rule_checker& checker, diagnostics& found)
{
    auto const& type = as<detail::real_shape>(*to.type);
    auto const wide = value.is == number_type::real ? value.real
        : value.is == number_type::natural          ? static_cast<double>(value.natural)
                                                    : static_cast<double>(value.integer);
    if (std::fabs(wide) > type.max) {
        found.violate(rule::range, "must be between " + print(-type.max) + " and " + print(type.max));
        return false;
    }
    if (to.rules != nullptr && !checker.check_number(*to.rules, value))
        return false;
    type.store(to.at, wide);
    return true;
}

} // namespace

bool store_number(slot const& to, detail::number const& value, rule_checker& checker, diagnostics& found)
{
    if (value.is == number_type::real && !std::isfinite(value.real)) {
        found.violate(rule::range, "is beyond the largest number there is");
        return false;
    }
    if (to.type->kind == shape_kind::real)
        return store_real(to, value, checker, found);
    auto const& type = as<detail::integer_shape>(*to.type);
    if (value.is == number_type::real && value.real != std::trunc(value.real)) {
        found.violate(rule::range, "must be a whole number, but is " + print(value));
        return false;
    }
    auto const bits = within(type, value);
    if (!bits) {
        found.violate(rule::range,
            "must be between " + std::to_string(type.min) + " and " + std::to_string(type.max) + ", but is "
                + (is_below_all(value) ? "less" : print(value)));
        return false;
    }
    if (to.rules != nullptr && !checker.check_number(*to.rules, value))
        return false;
    type.store(to.at, *bits);
    return true;
}

bool store_choice(slot const& to, std::string_view text, diagnostics& found)
{
    auto const& type = as<choice_shape>(*to.type);
    if (auto const at = find_spelling(type, text); at < type.spellings.size()) {
        type.store(to.at, at);
        return true;
    }
    found.violate(rule::choice, "must be " + expected(type) + ", but is " + in_quotes(text));
    return false;
}

bool store_moment(slot const& to, std::string_view text, diagnostics& found)
{
    auto const& type = as<moment_shape>(*to.type);
    if (auto const read = parse_moment(text, type.format); read && type.store(to.at, *read))
        return true;
    found.violate(rule::format, "must be " + expected(type) + ", but is " + in_quotes(text));
    return false;
}

} // namespace coax::bind
