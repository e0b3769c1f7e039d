// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "json/json_equality.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <string_view>

namespace coax::json {

namespace {

using boost::json::value;

/// Exact for every number that JSON text becomes.
long double number_in(value const& of)
{
    if (auto const* integer = of.if_int64())
        return static_cast<long double>(*integer);
    if (auto const* natural = of.if_uint64())
        return static_cast<long double>(*natural);
    return static_cast<long double>(of.get_double());
}

std::size_t hash_of_number(value const& of)
{
    constexpr long double most = 0x1p63L;
    auto const number = number_in(of);
    if (std::trunc(number) == number && number >= -most && number < most)
        return std::hash<std::int64_t>()(static_cast<std::int64_t>(number));
    return std::hash<double>()(static_cast<double>(number));
}

std::size_t mixed(std::size_t a, std::size_t b) { return (a ^ (b + 0x9E3779B97F4A7C15U + (a << 6) + (a >> 2))); }

std::string_view view(boost::json::string_view text) { return {text.data(), text.size()}; }

} // namespace

bool equal(value const& a, value const& b)
{
    if (a.is_number() || b.is_number())
        return a.is_number() && b.is_number() && number_in(a) == number_in(b);
    if (a.kind() != b.kind())
        return false;
    if (auto const* list = a.if_array())
        return std::ranges::equal(*list, b.get_array(), equal);
    if (auto const* members = a.if_object()) {
        auto const& others = b.get_object();
        return members->size() == others.size() && std::ranges::all_of(*members, [&](auto const& one) {
            auto const* const other = others.if_contains(one.key());
            return other != nullptr && equal(one.value(), *other);
        });
    }
    return a == b;
}

std::size_t hash(value const& of)
{
    if (of.is_number())
        return hash_of_number(of);
    auto all = static_cast<std::size_t>(of.kind());
    if (auto const* list = of.if_array()) {
        for (auto const& one : *list)
            all = mixed(all, hash(one));
    } else if (auto const* members = of.if_object()) {
        for (auto const& [key, one] : *members)
            all += mixed(std::hash<std::string_view>()(view(key)), hash(one));
    } else if (auto const* text = of.if_string()) {
        all = std::hash<std::string_view>()(view(*text));
    } else if (auto const* flag = of.if_bool()) {
        all += *flag ? 1 : 0;
    }
    return all;
}

} // namespace coax::json
