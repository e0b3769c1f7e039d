// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/text_for_schema.hpp"

#include "sim/json_text.hpp"
#include "sim/message_text.hpp"
#include "sim/pattern_text.hpp"
#include "text/base64.hpp"

#include <boost/json/value.hpp>

#include <array>
#include <utility>

namespace coax::sim {
namespace {

constexpr std::array<std::string_view, 8> adjectives{
    "amber", "brisk", "clear", "early", "gentle", "lively", "modest", "steady"};

std::string_view text_in_format(std::string_view format)
{
    constexpr std::pair<std::string_view, std::string_view> known[] = {
        {"date", "2026-03-14"},
        {"date-time", "2026-03-14T09:26:53Z"},
        {"time", "09:26:53Z"},
        {"duration", "P7D"}, // whole in all units from the nanosecond to the week
        {"email", "ada@example.com"},
        {"hostname", "www.example.com"},
        {"uri", "https://www.example.com/"},
        {"ipv4", "192.0.2.1"},
        {"ipv6", "2001:db8::1"},
        {"uuid", "123e4567-e89b-42d3-a456-426614174000"},
    };
    for (auto const& [name, text] : known)
        if (name == format)
            return text;
    return {};
}

/// "product_name" reads as "Amber product name".
std::string phrase(std::string_view name, std::uint64_t choice)
{
    std::string made(adjectives[choice % adjectives.size()]);
    if (made.front() >= 'a')
        made.front() = static_cast<char>(made.front() - 'a' + 'A');
    made += ' ';
    for (char const c : name.empty() ? std::string_view("text") : name)
        made += c == '_' || c == '-' ? ' ' : c;
    if (auto const round = choice / adjectives.size() % 100; round != 0)
        made += ' ' + std::to_string(round);
    return made;
}

std::size_t length_at(boost::json::object const& schema, std::string_view key, std::size_t otherwise)
{
    auto const* const found = schema.if_contains(key);
    return found && found->is_number() ? found->to_number<std::size_t>() : otherwise;
}

} // namespace

std::string text_for_schema(boost::json::object const& schema, std::string_view name, std::uint64_t choice)
{
    auto const least = length_at(schema, "minLength", 0);
    if (auto const pattern = text_at(schema, "pattern"); !pattern.empty())
        if (auto made = pattern_text(pattern, least, choice))
            return std::move(*made);
    if (auto const text = text_in_format(text_at(schema, "format")); !text.empty())
        return std::string(text);
    auto made = phrase(name, choice);
    if (text_at(schema, "contentEncoding") == "base64")
        return text::to_base64(made);
    while (made.size() < least)
        made += " and so on";
    made.resize(bytes_of(made, length_at(schema, "maxLength", made.size())));
    return made;
}

} // namespace coax::sim
