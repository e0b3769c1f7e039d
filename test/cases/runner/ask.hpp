// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// One call of coax, said in JSON and answered in JSON.
#pragma once

#include "types.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <boost/describe/members.hpp>
#include <boost/json.hpp>
#include <boost/mp11/algorithm.hpp>

#include <cmath>
#include <cstdio>
#include <type_traits>

namespace ask {

namespace json = boost::json;
using boost::asio::awaitable;

// A value as JSON: what the model would have written to the letter.
template <class T>
json::value shown(T const& v);

template <class T>
struct is_variant : std::false_type {
};
template <class... T>
struct is_variant<std::variant<T...>> : std::true_type {
};
template <class T>
struct is_map : std::false_type {
};
template <class V>
struct is_map<std::map<std::string, V>> : std::true_type {
};
template <class T>
concept has_begin = requires(T const& v)
{
    v.begin();
};

template <class T>
json::value shown(T const& v)
{
    if constexpr (std::is_same_v<T, json::value> || std::is_same_v<T, bool>) {
        return v;
    } else if constexpr (std::is_floating_point_v<T>) {
        return std::isfinite(v) ? json::value(v) : json::value("not a finite number");
    } else if constexpr (std::is_integral_v<T>) {
        return json::value(v);
    } else if constexpr (std::is_same_v<T, std::string>) {
        return json::value(v);
    } else if constexpr (std::is_enum_v<T>) {
        return json::value(boost::describe::enum_to_string(v, "?"));
    } else if constexpr (std::is_same_v<T, std::chrono::year_month_day>) {
        char buffer[32];
        std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", int(v.year()), unsigned(v.month()), unsigned(v.day()));
        return json::value(buffer);
    } else if constexpr (requires {
                             T::spellings;
                             v.view();
                         }) {
        return json::value(v.view());
    } else if constexpr (is_variant<T>::value) {
        return std::visit([](auto const& one) { return shown(one); }, v);
    } else if constexpr (is_map<T>::value) {
        json::object out;
        for (auto const& [key, one] : v)
            out[key] = shown(one);
        return out;
    } else if constexpr (has_begin<T>) {
        json::array out;
        for (auto const& one : v)
            out.push_back(shown(one));
        return out;
    } else if constexpr (requires { v.has_value(); }) {
        return v ? shown(*v) : json::value(nullptr);
    } else if constexpr (requires { std::tuple_size<T>::value; }) {
        json::array out;
        std::apply([&](auto const&... one) { (out.push_back(shown(one)), ...); }, v);
        return out;
    } else {
        json::object out;
        boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
            [&](auto member) { out[member.name] = shown(v.*member.pointer); });
        return out;
    }
}

template <class T>
awaitable<void> extract(coax::client client, coax::request question, json::object& out)
{
    auto const got = co_await client.extract_detailed<T>(std::move(question));
    out["value"] = shown(got.value);
}

template <class T>
awaitable<void> stream(coax::client client, coax::request question, json::object& out)
{
    auto& seen = out["partials"].emplace_array();
    auto now = client.stream<T>(std::move(question));
    while (auto const partial = co_await now.next()) {
        auto one = shown(**partial);
        if (seen.empty() || seen.back() != one)
            seen.push_back(std::move(one));
    }
    auto const got = co_await now.result();
    out["value"] = shown(got.value);
}

template <class T>
awaitable<void> each(coax::client client, coax::request question, json::object& out)
{
    auto& items = out["items"].emplace_array();
    auto now = client.each<T>(std::move(question));
    while (auto const one = co_await now.next())
        items.push_back(shown(*one));
    (void)co_await now.result();
    out["ended"] = true;
}

using doing = awaitable<void> (*)(coax::client, coax::request, json::object&);
doing find_1(std::string_view call, std::string_view type);
doing find_2(std::string_view call, std::string_view type);
doing find_3(std::string_view call, std::string_view type);
doing find_4(std::string_view call, std::string_view type);
doing find_many(std::string_view type);

} // namespace ask

#define ASK_ONE(name, ...)                                                                                             \
    if (type == #name)                                                                                                 \
        return call == "stream" ? ask::stream<__VA_ARGS__> : ask::extract<__VA_ARGS__>;
#define ASK_MANY(name, ...)                                                                                            \
    if (type == #name)                                                                                                 \
        return ask::each<__VA_ARGS__>;
