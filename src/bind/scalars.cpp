// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/scalars.hpp"

#include "bind/moment.hpp"
#include "bind/shape_access.hpp"
#include "bind/words.hpp"
#include "text/cut.hpp"

#include <cmath>
#include <exception>
#include <new>
#include <optional>

namespace coax::bind {

namespace {

using number_type = detail::number::type;

/// A double rounds digits slightly below the lowest integer to exactly that integer.
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

bool store(moment_shape const& type, void* at, detail::moment const& value, std::string_view text)
{
    if (!type.in_json)
        return type.store(at, value);
    constexpr std::size_t date_size = 10;
    std::string written(text);
    if (type.format == detail::moment_format::date)
        written.resize(date_size);
    else
        written[date_size] = 'T';
    detail::json_slots::value_at(at) = written;
    return true;
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
    if (to.type->in_json)
        detail::json_slots::store_number(to.at, value);
    else
        type.store(to.at, wide);
    return true;
}

/// A whole number that may be written with a point, as JSON has it.
detail::number as_whole(detail::number const& value, std::uint64_t bits)
{
    if (value.is != number_type::real)
        return value;
    return value.real < 0 ? detail::number(static_cast<std::int64_t>(bits)) : detail::number(bits);
}

} // namespace

bool store_boolean(slot const& to, bool value, rule_checker& checker)
{
    if (!to.type->in_json)
        *static_cast<bool*>(to.at) = value;
    else if (to.rules == nullptr || checker.check_among(*to.rules, value))
        detail::json_slots::value_at(to.at) = value;
    else
        return false;
    return true;
}

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
    if (to.type->in_json)
        detail::json_slots::store_number(to.at, as_whole(value, *bits));
    else
        type.store(to.at, *bits);
    return true;
}

void store_spelling(slot const& to, std::size_t index)
{
    auto const& type = as<choice_shape>(*to.type);
    if (type.in_json)
        detail::json_slots::value_at(to.at) = type.spellings[index];
    else
        type.store(to.at, index);
}

bool store_choice(slot const& to, std::string_view text, diagnostics& found)
{
    auto const& type = as<choice_shape>(*to.type);
    if (auto const at = find_spelling(type, text); at < type.spellings.size()) {
        store_spelling(to, at);
        return true;
    }
    found.violate(rule::choice, "must be " + expected(type) + ", but is " + in_quotes(text));
    return false;
}

bool store_moment(slot const& to, std::string_view text, diagnostics& found)
{
    auto const& type = as<moment_shape>(*to.type);
    if (auto const read = parse_moment(text, type.format); read && store(type, to.at, *read, text))
        return true;
    found.violate(rule::format, "must be " + expected(type) + ", but is " + in_quotes(text));
    return false;
}

bool read_written(slot const& to, std::string_view text, std::string& problem)
{
    try {
        return as<written_shape>(*to.type).read(text, to.at, problem);
    } catch (std::bad_alloc const&) {
        throw;
    } catch (std::exception const& thrown) {
        problem = thrown.what();
        return false;
    }
}

void refuse_written(slot const& to, std::string_view text, std::string const& problem, diagnostics& found)
{
    auto const shown = to.type->kind == shape_kind::written ? in_quotes(text) : std::string(text::cut(text, 80));
    found.violate(problem.empty() ? rule::format : rule::custom,
        "must be " + expected(*to.type) + ", but is " + shown + (problem.empty() ? "" : ": ") + problem);
}

bool store_written(slot const& to, std::string_view text, diagnostics& found)
{
    std::string problem;
    if (read_written(to, text, problem))
        return true;
    refuse_written(to, text, problem, found);
    return false;
}

bool store_digits(
    slot const& to, detail::number const& value, std::string_view digits, rule_checker& checker, diagnostics& found)
{
    return store_written(to, digits, found) && (to.rules == nullptr || checker.check_number(*to.rules, value));
}

namespace {

bool take_text(detail::shape const& type, void* at, std::string_view text)
{
    switch (type.kind) {
    case shape_kind::text:
        *static_cast<std::string*>(at) = text;
        return true;
    case shape_kind::choice: {
        auto const& choice = as<choice_shape>(type);
        auto const found = find_spelling(choice, text);
        if (found < choice.spellings.size())
            choice.store(at, found);
        return found < choice.spellings.size();
    }
    case shape_kind::moment: {
        auto const format = as<moment_shape>(type).format;
        auto const read = parse_moment(text, format);
        bool const loses_time = format == detail::moment_format::date && text.find(':') != text.npos;
        return read && !loses_time && as<moment_shape>(type).store(at, *read);
    }
    default: {
        std::string problem;
        return type.kind == shape_kind::written && read_written({&type, at, nullptr}, text, problem);
    }
    }
}

bool take_number(detail::shape const& type, void* at, detail::number const& value, std::string_view digits)
{
    bool const real = value.is == number_type::real;
    switch (type.kind) {
    case shape_kind::integer: {
        if (real && (!std::isfinite(value.real) || value.real != std::trunc(value.real)))
            return false;
        auto const bits = within(as<detail::integer_shape>(type), value);
        if (bits)
            as<detail::integer_shape>(type).store(at, *bits);
        return bits.has_value();
    }
    case shape_kind::real: {
        auto const wide = static_cast<double>(value.exact());
        if (!std::isfinite(wide) || std::fabs(wide) > as<detail::real_shape>(type).max)
            return false;
        as<detail::real_shape>(type).store(at, wide);
        return true;
    }
    default: {
        std::string problem;
        return type.kind == shape_kind::digits && read_written({&type, at, nullptr}, digits, problem);
    }
    }
}

template <class Take>
bool store_first(slot const& to, std::uint8_t kind, std::string const& shown, diagnostics& found, Take take)
{
    auto const& type = as<variant_shape>(*to.type);
    std::string words;
    for (std::size_t i = 0; i < type.alternatives.size(); ++i) {
        if (type.kinds[i] != kind)
            continue;
        if (take(*type.alternatives[i], type.emplace(to.at, i)))
            return true;
        words += (words.empty() ? "" : " or ") + expected(*type.alternatives[i]);
    }
    type.emplace(to.at, 0);
    found.violate(rule::format, "must be " + words + ", but is " + shown);
    return false;
}

} // namespace

bool store_in_order(slot const& to, std::string_view text, diagnostics& found)
{
    return store_first(to, detail::json_string, in_quotes(text), found,
        [text](detail::shape const& type, void* at) { return take_text(type, at, text); });
}

bool store_in_order(slot const& to, detail::number const& value, std::string_view digits, diagnostics& found)
{
    return store_first(to, detail::json_number, std::string(text::cut(digits, 80)), found,
        [&](detail::shape const& type, void* at) { return take_number(type, at, value, digits); });
}

} // namespace coax::bind
