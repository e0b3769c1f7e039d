// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/canonical_json.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <vector>

namespace coax::call {

namespace json = boost::json;

namespace {

template <class Number>
std::string print(Number number)
{
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), number).ptr};
}

std::string print_real(double number)
{
    constexpr double exact = 9007199254740992.0; // 2^53: up to here a whole double is that whole number
    if (std::trunc(number) == number && std::abs(number) <= exact)
        return print(static_cast<std::int64_t>(number));
    return print(number);
}

void write_string(std::string_view text, std::string& out)
{
    std::int64_t number = 0;
    auto const end = text.data() + text.size();
    auto const [last, error] = std::from_chars(text.data(), end, number);
    if (error == std::errc() && last == end && print(number) == text)
        out += text;
    else
        out += json::serialize(json::string_view(text.data(), text.size()));
}

void write(json::value const& from, std::string& out);

void write_object(json::object const& from, std::string& out)
{
    std::vector<json::key_value_pair const*> members;
    for (auto const& member : from)
        if (!member.value().is_null())
            members.push_back(&member);
    std::ranges::sort(members, {}, [](auto const* member) { return std::string_view(member->key()); });
    out += '{';
    for (auto const* member : members) {
        out += json::serialize(member->key());
        out += ':';
        write(member->value(), out);
        out += ',';
    }
    out += '}';
}

void write(json::value const& from, std::string& out)
{
    switch (from.kind()) {
    case json::kind::object:
        return write_object(from.get_object(), out);
    case json::kind::array:
        out += '[';
        for (auto const& element : from.get_array()) {
            write(element, out);
            out += ',';
        }
        out += ']';
        return;
    case json::kind::string:
        return write_string(from.get_string(), out);
    case json::kind::int64:
        out += print(from.get_int64());
        return;
    case json::kind::uint64:
        out += print(from.get_uint64());
        return;
    case json::kind::double_:
        out += print_real(from.get_double());
        return;
    default:
        out += json::serialize(from);
    }
}

} // namespace

std::string canonical_json(std::string_view text)
{
    json::parse_options options;
    options.max_depth = 256;
    boost::system::error_code error;
    auto const value = json::parse(json::string_view(text.data(), text.size()), error, {}, options);
    if (error)
        return std::string(text);
    std::string out;
    write(value, out);
    return out;
}

} // namespace coax::call
