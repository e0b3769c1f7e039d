// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/json_slots.hpp"
#include "shape/schema_keywords.hpp"
#include "shape/schema_reader.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

// The part of the reader that makes the type of values of one form.
namespace coax::detail {

namespace {

namespace json = boost::json;
using form = schema_alternative::form;

/// As a name for a model and for references.
std::string plain_name(std::string_view text)
{
    std::string name;
    for (char const c : text) {
        bool const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        name += plain ? c : '_';
    }
    return name;
}

std::string name_of(schema_node const& schema, std::string_view member)
{
    if (auto const title = schema.text("title"); !title.empty())
        return plain_name(title);
    auto const& pointer = schema.pointer();
    for (std::string_view const place : {"/$defs/", "/definitions/"})
        if (auto const at = pointer.rfind(place); at != pointer.npos) {
            auto const name = std::string_view(pointer).substr(at + place.size());
            if (name.find('/') == name.npos)
                return plain_name(unescaped_token(name));
        }
    return member.empty() ? "answer" : plain_name(member);
}

} // namespace

shape const* schema_reader::single(schema_alternative const& one, std::string_view name)
{
    auto notes = notes_of(one);
    shape* made = nullptr;
    if (one.among != nullptr && (one.written_as == form::array || one.written_as == form::object)) {
        rules values; // which say all there is to say
        values.among = notes.among;
        values.description = notes.description;
        made = table_.keep_shape(shape(shape_kind::json));
        set_notes(*made, values);
        return made;
    }
    switch (one.written_as) {
    case form::string:
        made = text(one, notes);
        break;
    case form::array:
        made = list(one, notes, name);
        break;
    case form::object:
        made = object(one, notes, name);
        break;
    default:
        made = scalar(one);
    }
    set_notes(*made, notes);
    return made;
}

/// The rules of a schema, and in the description those that are not kept.
rules schema_reader::notes_of(schema_alternative const& one)
{
    auto notes = rules_of(one);
    notes.pattern = table_.keep_text(notes.pattern);
    std::string description(one.schema.text("description"));
    std::string told;
    for (auto const& keyword : unkept_keywords(one)) {
        if (options_.unkept == unkept_keyword::refuse)
            unkept_schema(one.schema.at(keyword),
                keyword == "format" ? "is " + std::string(one.schema.text(keyword)) + ", which coax does not check; "
                        + std::string("unkept_keyword::note only tells it to the model")
                                    : "is a rule that coax does not check; unkept_keyword::note only tells it to the "
                                      "model");
        table_.noted.push_back(one.schema.at(keyword));
        told += (told.empty() ? "{" : ", ") + keyword + ": " + json::serialize(*one.schema.find(keyword));
    }
    if (!told.empty())
        description += (description.empty() ? "" : "\n\n") + told + "}";
    notes.description = table_.keep_text(description);
    notes.more_examples = examples_of(one.schema);
    if (one.among != nullptr && one.written_as != form::string)
        notes.among = table_.keep(*one.among);
    return notes;
}

json::array const* schema_reader::examples_of(schema_node const& schema)
{
    auto const* const examples = schema.list("examples");
    return examples != nullptr && !examples->empty() ? table_.keep(*examples) : nullptr;
}

shape* schema_reader::scalar(schema_alternative const& one)
{
    if (one.written_as == form::integer)
        return table_.keep_shape(integer_shape(
            std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::uint64_t>::max(), nullptr, nullptr));
    if (one.written_as == form::number)
        return table_.keep_shape(real_shape(std::numeric_limits<double>::max(), nullptr, nullptr));
    if (one.written_as == form::boolean)
        return table_.keep_shape(shape(shape_kind::boolean));
    return table_.keep_shape(shape(shape_kind::json));
}

shape* schema_reader::text(schema_alternative const& one, rules& notes)
{
    if (one.among != nullptr) {
        auto& names = *table_.keep(std::vector<std::string_view>());
        for (auto const& value : *one.among) {
            std::string_view const text(value.get_string().data(), value.get_string().size());
            if (std::ranges::find(names, text) == names.end())
                names.push_back(table_.keep_text(text));
        }
        rules kept;
        kept.description = notes.description;
        kept.more_examples = notes.more_examples;
        notes = kept;
        return table_.keep_shape(choice_shape(names, {}, nullptr, nullptr));
    }
    auto const format = one.schema.text("format");
    if (format != "date" && format != "date-time")
        return table_.keep_shape(shape(shape_kind::text));
    return table_.keep_shape(
        moment_shape(format == "date" ? moment_format::date : moment_format::date_time, nullptr, nullptr));
}

/// One closed set of strings, each with its meaning.
shape const* schema_reader::choice(std::vector<schema_alternative> const& strings)
{
    auto& names = *table_.keep(std::vector<std::string_view>());
    auto& meanings = *table_.keep(std::vector<std::string_view>());
    for (auto const& one : strings)
        for (auto const& value : *one.among) {
            std::string_view const text(value.get_string().data(), value.get_string().size());
            if (std::ranges::find(names, text) != names.end())
                continue;
            names.push_back(table_.keep_text(text));
            meanings.push_back(table_.keep_text(one.among->size() == 1 ? one.schema.text("description") : ""));
        }
    return table_.keep_shape(choice_shape(names, meanings, nullptr, nullptr));
}

shape* schema_reader::list(schema_alternative const& one, rules& notes, std::string_view name)
{
    auto const& schema = one.schema;
    if (schema.has("items") && schema.find("items")->is_array())
        malformed_schema(schema.at("items"), "must be one schema; the types of single elements are prefixItems");
    bool const only_these = schema.has("items") && schema.child("items").is_false();
    auto const rest = [&](shape const*& slot) {
        if (!schema.has("items"))
            slot = table_.keep_shape(shape(shape_kind::json));
        else if (!only_these)
            read_into(slot, schema.child("items"), name);
    };
    auto const* const prefix = schema.list("prefixItems");
    if (prefix == nullptr || prefix->empty()) {
        auto* const made = table_.keep_shape(json_slots::list_of(nullptr));
        if (only_these) { // none
            notes.max_items = 0;
            made->inner = table_.keep_shape(shape(shape_kind::json));
        }
        rest(made->inner);
        return made;
    }
    if (notes.unique)
        unkept_schema(schema.at("uniqueItems"), "is not checked beside prefixItems");
    auto& parts = *table_.keep(std::vector<element>(prefix->size(), element{nullptr, nullptr}));
    auto* const made = table_.keep_shape(tuple_shape(parts));
    if (only_these && notes.min_items > parts.size())
        unkept_schema(schema.at("minItems"), "is more than prefixItems and items allow");
    made->least = std::min(notes.min_items, parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i)
        read_into(parts[i].type, schema.child("prefixItems", i), name);
    rest(made->rest);
    return made;
}

shape* schema_reader::object(schema_alternative const& one, rules& notes, std::string_view name)
{
    auto const& schema = one.schema;
    auto const* const more = schema.find("additionalProperties");
    bool const closed = more != nullptr && more->is_bool() && !more->get_bool();
    if (!schema.has("properties") && !schema.has("required") && !closed)
        return map(one, name);
    for (auto const* keyword : {"minProperties", "maxProperties", "propertyNames"})
        if (schema.has(keyword))
            unkept_schema(schema.at(keyword), "is not checked for an object whose members have names of their own");
    notes.min_items = 0;
    notes.max_items = rules::unlimited;
    auto* const made = record(one, name);
    made->description = notes.description;
    notes.description = {}; // the record says it
    return made;
}

/// Null where any string may be a key.
choice_shape const* schema_reader::keys_of(schema_node const& names)
{
    auto const found = finder_.find(document_.flat(names));
    auto const& one = found.all.front();
    bool const strings = found.all.size() == 1 && (one.written_as == form::string || one.written_as == form::any);
    if (!strings || (one.among == nullptr && (rules_of(one).demand() || !unkept_keywords(one).empty())))
        unkept_schema(names.pointer(), "may only be an enum of strings");
    return one.among == nullptr ? nullptr : static_cast<choice_shape const*>(choice({one}));
}

shape* schema_reader::map(schema_alternative const& one, std::string_view name)
{
    auto const& schema = one.schema;
    auto const* const keys = schema.has("propertyNames") ? keys_of(schema.child("propertyNames")) : nullptr;
    auto* const made = table_.keep_shape(json_slots::map_of(nullptr, keys));
    if (schema.has("additionalProperties"))
        read_into(made->inner, schema.child("additionalProperties"), name);
    else
        made->inner = table_.keep_shape(shape(shape_kind::json));
    return made;
}

record_shape* schema_reader::record(schema_alternative const& one, std::string_view name)
{
    auto const& schema = one.schema;
    auto const* const members = schema.members("properties");
    auto const* const required = schema.list("required");
    std::vector<std::string> names;
    for (std::size_t i = 0; required != nullptr && i < required->size(); ++i) {
        if (!(*required)[i].is_string())
            malformed_schema(schema_node::below(schema.at("required"), std::to_string(i)), "must be a string");
        names.emplace_back((*required)[i].get_string());
    }
    auto const is_required = [&](std::string_view member) { return std::ranges::find(names, member) != names.end(); };

    auto const no_member = field{"", nullptr, nullptr, {}};
    std::vector<std::string_view> known;
    if (members != nullptr)
        for (auto const& [key, value] : *members)
            known.emplace_back(key.data(), key.size());
    auto const described = known.size();
    for (auto const& one_more : names)
        if (std::ranges::find(known, one_more) == known.end())
            known.push_back(one_more);
    auto& fields = *table_.keep(std::vector<field>(known.size(), no_member));
    auto* const made
        = table_.keep_shape(record_shape(table_.keep_text(name_of(schema, name)), "", fields, false, nullptr));
    for (std::size_t i = 0; i < known.size(); ++i) {
        fields[i].name = table_.keep_text(known[i]);
        fields[i].plain = is_plain(fields[i].name);
        fields[i].presence = is_required(known[i]) ? presence::required : presence::optional;
        if (i < described)
            add_field(fields[i], schema.child("properties", known[i]));
        else
            fields[i].type = table_.keep_shape(shape(shape_kind::json));
    }
    bool const rest_forbidden = schema.has("unevaluatedProperties") && !schema.flag("unevaluatedProperties");
    if (schema.has("additionalProperties")) {
        auto const more = schema.child("additionalProperties");
        made->closed = more.is_false();
        if (!more.is_false())
            read_into(made->more, more, name);
    } else {
        made->closed = rest_forbidden;
    }
    return made;
}

void schema_reader::add_field(field& member, schema_node const& schema)
{
    read_into(member.type, schema, member.name);
    auto const written = document_.written(schema);
    if (auto const* fallback = written.find("default"); fallback != nullptr && member.presence == presence::optional)
        member.rules.fallback = table_.keep(json::value(*fallback));
    fields_.push_back(
        {&member, table_.keep_text(written.text("description")), examples_of(written), written.pointer()});
}

} // namespace coax::detail
