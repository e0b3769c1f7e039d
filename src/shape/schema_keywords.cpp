// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/schema_keywords.hpp"

#include "text/patterns.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>

namespace coax::detail {

namespace {

using form = schema_alternative::form;

constexpr std::array<std::string_view, 24> kept{"type", "enum", "const", "$ref", "minimum", "maximum",
    "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern", "format", "items",
    "prefixItems", "minItems", "maxItems", "uniqueItems", "properties", "required", "additionalProperties",
    "propertyNames", "minProperties", "maxProperties"};

constexpr std::pair<std::string_view, text_format> formats[] = {{"time", text_format::time},
    {"email", text_format::email}, {"uri", text_format::uri}, {"uuid", text_format::uuid}, {"ipv4", text_format::ipv4},
    {"ipv6", text_format::ipv6}, {"hostname", text_format::hostname}};

/// Those that are about values of another form say nothing about this one.
bool is_about(form is, std::string_view keyword)
{
    auto const among = [&](std::initializer_list<std::string_view> words) {
        return std::ranges::find(words, keyword) != words.end();
    };
    bool const of_object = among({"minProperties", "maxProperties", "propertyNames", "patternProperties",
        "dependentRequired", "dependentSchemas", "unevaluatedProperties"});
    bool const of_array = among({"contains", "minContains", "maxContains", "unevaluatedItems"});
    bool const of_string = among({"format", "contentEncoding", "contentMediaType", "contentSchema"});
    if (of_object || of_array || of_string)
        return is == form::any || (of_object && is == form::object) || (of_array && is == form::array)
            || (of_string && is == form::string);
    return true;
}

bool keeps(schema_alternative const& one, std::string_view keyword)
{
    auto const& schema = one.schema;
    if (keyword == "unevaluatedProperties")
        return schema.find(keyword)->is_bool();
    if (keyword == "format") {
        auto const name = schema.text(keyword);
        return name == "date" || name == "date-time"
            || std::ranges::find(formats, name, &std::pair<std::string_view, text_format>::first) != std::end(formats);
    }
    if (one.written_as == form::any) // what is said about no type in particular
        return keyword == "type" || keyword == "enum" || keyword == "const" || keyword == "$ref";
    return std::ranges::find(kept, keyword) != kept.end();
}

void set_bounds(rules& notes, schema_node const& schema)
{
    notes.ge = schema.bound("minimum");
    notes.gt = schema.bound("exclusiveMinimum");
    notes.le = schema.bound("maximum");
    notes.lt = schema.bound("exclusiveMaximum");
    notes.multiple_of = schema.bound("multipleOf");
    if (notes.multiple_of && notes.multiple_of.exact() <= 0)
        malformed_schema(schema.at("multipleOf"), "must be above 0");
}

void set_text_rules(rules& notes, schema_node const& schema)
{
    notes.min_length = schema.count("minLength").value_or(0);
    notes.max_length = schema.count("maxLength").value_or(rules::unlimited);
    notes.pattern = schema.text("pattern");
    if (!notes.pattern.empty())
        if (auto const fault = text::fault_of_pattern(notes.pattern); !fault.empty())
            malformed_schema(schema.at("pattern"), "is not a regular expression: " + fault);
    auto const name = schema.text("format");
    for (auto const& [known, format] : formats)
        if (known == name)
            notes.format = format;
}

} // namespace

std::vector<std::string> unkept_keywords(schema_alternative const& one)
{
    std::vector<std::string> all;
    for (auto const& [key, value] : one.schema.keywords()) {
        std::string_view const keyword(key.data(), key.size());
        if (!is_annotation(keyword) && is_about(one.written_as, keyword) && !keeps(one, keyword))
            all.emplace_back(keyword);
    }
    return all;
}

rules rules_of(schema_alternative const& one)
{
    auto const& schema = one.schema;
    constexpr long double most = std::numeric_limits<double>::max();
    rules notes;
    switch (one.written_as) {
    case form::integer:
    case form::number:
        set_bounds(notes, schema);
        break;
    case form::string:
        set_text_rules(notes, schema);
        break;
    case form::array:
        notes.min_items = schema.count("minItems").value_or(0);
        notes.max_items = schema.count("maxItems").value_or(rules::unlimited);
        notes.unique = schema.flag("uniqueItems");
        break;
    case form::object:
        notes.min_items = schema.count("minProperties").value_or(0);
        notes.max_items = schema.count("maxProperties").value_or(rules::unlimited);
        break;
    default:
        break;
    }
    if (!notes.can_be_kept(-most, most))
        unkept_schema(schema.pointer(), "has bounds that no value can keep");
    return notes;
}

} // namespace coax::detail
