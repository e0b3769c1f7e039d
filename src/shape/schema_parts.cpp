// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/schema_parts.hpp"

#include <boost/json/array.hpp>

#include <cmath>
#include <cstdint>
#include <string>

namespace coax::detail {

namespace {

constexpr double exact_integers = 9007199254740992; // 2^53

} // namespace

boost::json::value to_json(number const& n)
{
    switch (n.is) {
    case number::type::integer:
        return n.integer;
    case number::type::natural:
        return n.natural;
    default:
        if (std::trunc(n.real) == n.real && std::abs(n.real) < exact_integers)
            return static_cast<std::int64_t>(n.real);
        return n.real;
    }
}

void add_description(boost::json::object& schema, std::string_view words)
{
    if (words.empty())
        return;
    if (auto* known = schema.if_contains("description"))
        *known = std::string(words) + "\n" + std::string(known->as_string());
    else
        schema["description"] = words;
}

void add_words(boost::json::object& schema, rules const& notes)
{
    if (notes.more_examples != nullptr)
        schema["examples"] = *notes.more_examples;
    if (notes.fallback != nullptr)
        schema["default"] = *notes.fallback;
    add_description(schema, notes.description);
}

boost::json::object among(boost::json::object schema, rules const& notes)
{
    if (notes.among == nullptr)
        return schema;
    if (notes.among->size() == 1 && notes.among->front().is_null())
        return {{"type", "null"}};
    if (notes.among->size() == 1)
        schema["const"] = notes.among->front();
    else
        schema["enum"] = *notes.among;
    return schema;
}

boost::json::object text_schema(rules const& notes)
{
    boost::json::object out{{"type", "string"}};
    if (notes.min_length != 0)
        out["minLength"] = notes.min_length;
    if (notes.max_length != rules::unlimited)
        out["maxLength"] = notes.max_length;
    if (!notes.pattern.empty())
        out["pattern"] = notes.pattern;
    if (notes.format != text_format::any)
        out["format"] = name_of(notes.format);
    return out;
}

boost::json::object choice_schema(choice_shape const& type)
{
    boost::json::object out{{"type", "string"}};
    if (type.spellings.size() == 1)
        out["const"] = type.spellings.front();
    else
        out["enum"] = boost::json::array(type.spellings.begin(), type.spellings.end());
    std::string meanings;
    for (std::size_t i = 0; i < type.descriptions.size(); ++i) {
        if (type.descriptions[i].empty())
            continue;
        if (!meanings.empty())
            meanings += '\n';
        meanings.append(type.spellings[i]).append(": ").append(type.descriptions[i]);
    }
    add_description(out, meanings);
    return out;
}

std::string_view name_of(text_format format) noexcept
{
    constexpr std::string_view names[] = {"", "time", "email", "uri", "uuid", "ipv4", "ipv6", "hostname"};
    return names[static_cast<std::size_t>(format)];
}

} // namespace coax::detail
