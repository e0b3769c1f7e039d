// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/field_syntax.hpp"

#include "cli/usage_error.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace coax::cli {

namespace {

namespace json = boost::json;

constexpr std::string_view plain_types[] = {"string", "integer", "number", "boolean"};
constexpr std::string_view formats[] = {"date", "date-time", "time", "email", "uri", "uuid"};

bool contains(auto const& list, std::string_view word) { return std::ranges::find(list, word) != std::end(list); }

[[noreturn]] void refuse(std::string_view field, std::string const& reason)
{
    throw usage_error("--field '" + std::string(field) + "': " + reason);
}

json::object schema_of_type(std::string_view type, std::string_view field);

json::object schema_of_words(std::string_view type, std::string_view field)
{
    json::array words;
    while (true) {
        auto const end = std::min(type.find('|'), type.size());
        auto const word = type.substr(0, end);
        if (word.empty())
            refuse(field, "a word is empty; write them as good|bad");
        words.emplace_back(word);
        if (end == type.size())
            break;
        type.remove_prefix(end + 1);
    }
    return {{"type", "string"}, {"enum", std::move(words)}};
}

json::object nullable(json::object schema)
{
    schema["type"] = json::array{schema.at("type"), "null"};
    if (auto* const words = schema.if_contains("enum"))
        words->as_array().emplace_back(nullptr);
    return schema;
}

json::object schema_of_type(std::string_view type, std::string_view field)
{
    if (type.ends_with('?'))
        return nullable(schema_of_type(type.substr(0, type.size() - 1), field));
    if (type.starts_with('[')) {
        if (!type.ends_with(']'))
            refuse(field, "the closing ] of the list is missing");
        return {{"type", "array"}, {"items", schema_of_type(type.substr(1, type.size() - 2), field)}};
    }
    if (contains(plain_types, type))
        return {{"type", type}};
    if (contains(formats, type))
        return {{"type", "string"}, {"format", type}};
    if (type.find('|') != type.npos)
        return schema_of_words(type, field);
    refuse(field,
        type.empty() ? "its type is missing; write NAME:TYPE"
                     : "\"" + std::string(type)
                + "\" is no type; use string, integer, number, boolean, date, date-time, time, email, uri, uuid, "
                  "[TYPE], or words as good|bad");
}

} // namespace

json::object schema_of_fields(std::vector<std::string> const& fields)
{
    json::object properties;
    json::array required;
    for (std::string_view const field : fields) {
        auto const colon = field.find(':');
        auto const name = field.substr(0, std::min(colon, field.size()));
        if (colon == field.npos || name.empty())
            refuse(field, "write NAME:TYPE, for example name:string");
        if (properties.contains(name))
            refuse(field, "the name was given before");
        auto const rest = field.substr(colon + 1);
        auto const end = std::min(rest.find(' '), rest.size());
        auto schema = schema_of_type(rest.substr(0, end), field);
        if (auto const begin = rest.find_first_not_of(' ', end); begin != rest.npos)
            schema["description"] = rest.substr(begin);
        properties[name] = std::move(schema);
        required.emplace_back(name);
    }
    return {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)},
        {"additionalProperties", false}};
}

} // namespace coax::cli
