// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/schema_alternatives.hpp"

#include "json/json_equality.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <unordered_set>

namespace coax::detail {

namespace {

namespace json = boost::json;
using form = schema_alternative::form;

std::optional<form> form_named(std::string_view name)
{
    constexpr std::array<std::string_view, 7> names{
        "null", "boolean", "integer", "number", "string", "array", "object"};
    auto const at = std::ranges::find(names, name);
    return at == names.end() ? std::nullopt : std::optional(static_cast<form>(at - names.begin()));
}

form form_of(json::value const& value)
{
    switch (value.kind()) {
    case json::kind::null:
        return form::null;
    case json::kind::bool_:
        return form::boolean;
    case json::kind::string:
        return form::string;
    case json::kind::array:
        return form::array;
    case json::kind::object:
        return form::object;
    case json::kind::double_:
        return std::trunc(value.get_double()) == value.get_double() ? form::integer : form::number;
    default:
        return form::integer;
    }
}

bool is_of(form wanted, json::value const& value)
{
    auto const is = form_of(value);
    return wanted == form::any || is == wanted || (wanted == form::number && is == form::integer);
}

/// A schema that does not say its type is of the one that its keywords are about.
form implied_form(schema_node const& of)
{
    constexpr std::array<std::string_view, 9> of_object{"properties", "required", "additionalProperties",
        "unevaluatedProperties", "propertyNames", "minProperties", "maxProperties", "patternProperties",
        "dependentRequired"};
    constexpr std::array<std::string_view, 6> of_array{
        "items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"};
    constexpr std::array<std::string_view, 4> of_string{"minLength", "maxLength", "pattern", "format"};
    constexpr std::array<std::string_view, 5> of_number{
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"};
    auto const any = [&](auto const& words) {
        return std::ranges::any_of(words, [&](std::string_view one) { return of.has(one); });
    };
    return any(of_object) ? form::object
        : any(of_array)   ? form::array
        : any(of_string)  ? form::string
        : any(of_number)  ? form::number
                          : form::any;
}

} // namespace

schema_alternatives alternative_finder::find(schema_node const& of)
{
    schema_alternatives found;
    add(of, found);
    if (found.all.size() > 1)
        for (auto& one : found.all)
            one.whole = one.whole && one.schema.pointer() != of.pointer();
    // An integer is a number too.
    auto const number = std::ranges::find_if(
        found.all, [](auto const& one) { return one.written_as == form::number && one.among == nullptr; });
    if (number != found.all.end() && number->schema.pointer() == of.pointer())
        std::erase_if(found.all,
            [&](auto const& one) { return one.written_as == form::integer && one.schema.pointer() == of.pointer(); });
    return found;
}

void alternative_finder::add(schema_node const& of, schema_alternatives& to)
{
    if (of.is_false())
        unkept_schema(of.pointer(), "is false: no value keeps it");
    if (++found_ > options_.max_schemas)
        unkept_schema("",
            "has more than " + std::to_string(options_.max_schemas)
                + " schemas, counted where they are used; schema_options::max_schemas allows more");
    if (finding_.size() > options_.max_depth)
        unkept_schema(of.pointer(), "is nested too deep for schema_options::max_depth");
    for (auto const keyword : {"anyOf", "oneOf"}) {
        auto const* const list = of.list(keyword);
        if (list == nullptr)
            continue;
        if (list->empty())
            malformed_schema(of.at(keyword), "must have an element");
        if (std::ranges::find(finding_, of.pointer()) != finding_.end())
            unkept_schema(of.at(keyword), "refers to itself and to nothing else: no value can be told from that");
        finding_.push_back(of.pointer());
        for (std::size_t i = 0; i < list->size(); ++i)
            add(document_.alternative(of, keyword, i), to);
        finding_.pop_back();
        return; // a second list is in each alternative of the first
    }
    add_types(of, to);
}

void alternative_finder::add_types(schema_node const& of, schema_alternatives& to)
{
    auto const* const allowed = allowed_values(of);
    auto forms = forms_of(of);
    if (allowed != nullptr && !of.has("type")) {
        forms.clear();
        bool null = false;
        for (auto const& one : *allowed) {
            auto is = form_of(one);
            null = null || is == form::null;
            if (is == form::integer
                && std::ranges::any_of(*allowed, [](auto const& other) { return form_of(other) == form::number; }))
                is = form::number;
            if (is != form::null && std::ranges::find(forms, is) == forms.end())
                forms.push_back(is);
        }
        if (null)
            forms.push_back(form::null);
    }
    bool const several = std::ranges::count_if(forms, [](form one) { return one != form::null; }) > 1;
    bool any_value = false;
    for (auto const one : forms) {
        json::array const* among = nullptr;
        if (allowed != nullptr) {
            auto& values = kept_.emplace_back();
            for (auto const& value : *allowed)
                if (is_of(one, value) && (one != form::any || !value.is_null()))
                    values.push_back(value);
            if (values.empty())
                continue;
            among = &values;
        }
        any_value = true;
        if (one == form::null)
            to.nullable = true;
        else
            to.all.push_back({of, one, among, !several && std::ranges::find(forms, form::null) == forms.end()});
    }
    if (!any_value)
        unkept_schema(of.at(of.has("enum") ? "enum" : "const"), "has no value of the type that the schema says");
}

json::array const* alternative_finder::allowed_values(schema_node const& of)
{
    auto const* const listed = of.list("enum");
    auto const* const only = of.find("const");
    if (only != nullptr) {
        if (listed != nullptr
            && std::ranges::none_of(*listed, [&](auto const& one) { return coax::json::equal(one, *only); }))
            unkept_schema(of.at("const"), "is not among the values of enum: no value keeps both");
        return &kept_.emplace_back(json::array{*only});
    }
    if (listed == nullptr)
        return nullptr;
    if (listed->empty())
        malformed_schema(of.at("enum"), "must have an element");
    if (listed->size() > options_.max_enum_values)
        unkept_schema(of.at("enum"),
            "has " + std::to_string(listed->size()) + " values; schema_options::max_enum_values is "
                + std::to_string(options_.max_enum_values));
    return listed;
}

std::vector<form> alternative_finder::forms_of(schema_node const& of) const
{
    auto const* const type = of.find("type");
    if (type == nullptr)
        return {implied_form(of)};
    std::vector<form> all;
    auto const add = [&](json::value const& name) {
        auto const known
            = name.is_string() ? form_named({name.get_string().data(), name.get_string().size()}) : std::nullopt;
        if (!known)
            malformed_schema(
                of.at("type"), "must be null, boolean, integer, number, string, array or object, or a list of these");
        if (std::ranges::find(all, *known) == all.end())
            all.push_back(*known);
    };
    if (auto const* list = type->if_array())
        for (auto const& one : *list)
            add(one);
    else
        add(*type);
    if (all.empty())
        malformed_schema(of.at("type"), "must have an element");
    return all;
}

std::vector<std::string> alternative_finder::tags_of(schema_alternative const& object, std::string_view name)
{
    std::vector<std::string> all;
    auto const* const members = object.schema.members("properties");
    if (members == nullptr || !members->contains(name))
        return all;
    auto const member = document_.flat(object.schema.child("properties", name));
    if (member.is_false())
        return all;
    auto const found = find(member);
    if (found.nullable || found.all.size() != 1 || found.all.front().written_as != form::string
        || found.all.front().among == nullptr)
        return all;
    for (auto const& one : *found.all.front().among)
        all.emplace_back(one.get_string());
    return all;
}

std::string alternative_finder::tag_of(std::vector<schema_alternative> const& objects)
{
    auto const* const first = objects.front().schema.members("properties");
    if (first == nullptr)
        return {};
    for (auto const& [key, schema] : *first) {
        std::string name(key.data(), key.size());
        std::unordered_set<std::string> taken;
        bool const fits = std::ranges::all_of(objects, [&](auto const& object) {
            auto const own = tags_of(object, name);
            return !own.empty() && std::ranges::all_of(own, [&](auto const& one) { return taken.insert(one).second; });
        });
        if (fits)
            return name;
    }
    return {};
}

} // namespace coax::detail
