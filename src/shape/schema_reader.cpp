// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/schema_reader.hpp"

#include "shape/finite.hpp"
#include "shape/json_slots.hpp"

#include <algorithm>
#include <utility>

namespace coax::detail {

namespace {

using form = schema_alternative::form;

std::uint8_t kinds_of(form written_as)
{
    switch (written_as) {
    case form::boolean:
        return json_bool;
    case form::integer:
    case form::number:
        return json_number;
    case form::string:
        return json_string;
    case form::array:
        return json_array;
    case form::object:
        return json_object;
    case form::null:
        return json_null;
    default:
        return json_null | json_bool | json_number | json_string | json_array | json_object;
    }
}

/// A level of schemas inside each other.
class level {
public:
    explicit level(std::size_t& depth) noexcept : depth_(++depth) { }
    ~level() { --depth_; }
    level(level const&) = delete;
    level& operator=(level const&) = delete;

private:
    std::size_t& depth_;
};

} // namespace

schema_reader::schema_reader(boost::json::value const& schema, schema_options const& options, type_table& to)
    : options_(options),
      table_(to),
      document_(schema)
{
}

void schema_reader::read()
{
    shape const* root = nullptr;
    read_into(root, document_.root(), "");
    finish();
    table_.set_root(root);
}

void schema_reader::read_into(shape const*& slot, schema_node const& given, std::string_view name)
{
    level const inside(depth_);
    if (depth_ > options_.max_depth)
        unkept_schema(given.pointer(),
            "is in more than " + std::to_string(options_.max_depth)
                + " schemas, one inside another; schema_options::max_depth allows more");
    auto of = document_.flat(given);
    auto found = finder_.find(of);
    if (found.all.size() == 1 && !found.nullable && found.all.front().whole
        && found.all.front().schema.pointer() != of.pointer()) {
        of = found.all.front().schema;
        found = finder_.find(of);
    }
    auto const [known, fresh] = shapes_.try_emplace(of.pointer(), nullptr);
    if (!fresh && known->second == nullptr) {
        pending_.push_back({&slot, of.pointer()});
        return;
    }
    if (fresh)
        known->second = make(found, of, name);
    slot = known->second;
}

shape const* schema_reader::make(schema_alternatives const& found, schema_node const& of, std::string_view name)
{
    shape const* made = nullptr;
    if (found.all.empty()) { // null alone
        rules notes;
        notes.among = table_.keep(boost::json::array{nullptr});
        auto* const null = table_.keep_shape(shape(shape_kind::json));
        set_notes(*null, notes);
        made = null;
    } else if (found.nullable) {
        auto* const maybe = table_.keep_shape(json_slots::nullable_of(nullptr));
        fill(maybe->inner, found, of, name);
        made = maybe;
    } else {
        fill(made, found, of, name);
    }
    return made;
}

void schema_reader::fill(
    shape const*& slot, schema_alternatives const& found, schema_node const& of, std::string_view name)
{
    if (found.all.size() == 1)
        fill(slot, found.all.front(), of, name);
    else
        slot = variant(found, of, name);
}

/// An alternative that has a schema of its own is that schema's type.
void schema_reader::fill(
    shape const*& slot, schema_alternative const& one, schema_node const& of, std::string_view name)
{
    if (one.whole && one.schema.pointer() != of.pointer())
        read_into(slot, one.schema, name);
    else
        slot = single(one, name);
}

void schema_reader::not_apart(schema_node const& of)
{
    unkept_schema(of.pointer(),
        "has alternatives that cannot be told apart. Give each object a member of the same name with a const string of "
        "its own, or use alternatives of different types");
}

shape const* schema_reader::variant(schema_alternatives const& found, schema_node const& of, std::string_view name)
{
    std::vector<schema_alternative> objects;
    std::vector<schema_alternative> strings;
    std::vector<schema_alternative> others;
    for (auto const& one : found.all)
        (one.written_as == form::object ? objects : one.written_as == form::string ? strings : others).push_back(one);
    bool const closed_set = std::ranges::all_of(strings, [](auto const& one) { return one.among != nullptr; });
    if (strings.size() > 1 && !closed_set)
        not_apart(of);
    if (others.empty() && objects.empty())
        return choice(strings);
    if (others.empty() && strings.empty())
        return tagged(objects, of, name);

    auto const count = others.size() + (objects.empty() ? 0 : 1) + (strings.empty() ? 0 : 1);
    auto& kinds = *table_.keep(std::vector<std::uint8_t>());
    auto& types = *table_.keep(std::vector<shape const*>(count));
    std::size_t next = 0;
    auto const begin_alternative = [&](form written_as) -> shape const*& {
        auto const bits = kinds_of(written_as);
        if (std::ranges::any_of(kinds, [&](auto other) { return (other & bits) != 0; }))
            not_apart(of);
        kinds.push_back(bits);
        return types[next++];
    };
    for (auto const& one : others)
        fill(begin_alternative(one.written_as), one, of, name);
    if (strings.size() == 1)
        fill(begin_alternative(form::string), strings.front(), of, name);
    else if (!strings.empty())
        begin_alternative(form::string) = choice(strings);
    if (objects.size() == 1)
        fill(begin_alternative(form::object), objects.front(), of, name);
    else if (!objects.empty())
        begin_alternative(form::object) = tagged(objects, of, name);
    auto* const made = table_.keep_shape(json_slots::variant_of("", types, kinds));
    set_description(*made, of);
    return made;
}

shape const* schema_reader::tagged(
    std::vector<schema_alternative> const& objects, schema_node const& of, std::string_view name)
{
    auto const tag = finder_.tag_of(objects);
    if (tag.empty())
        not_apart(of);
    auto& kinds = *table_.keep(std::vector<std::uint8_t>(objects.size(), json_object));
    auto& types = *table_.keep(std::vector<shape const*>(objects.size()));
    for (std::size_t i = 0; i < objects.size(); ++i)
        fill(types[i], objects[i], of, name);
    auto* const made = table_.keep_shape(json_slots::variant_of(table_.keep_text(tag), types, kinds));
    set_description(*made, of);
    return made;
}

void schema_reader::set_description(shape& type, schema_node const& of)
{
    rules notes;
    notes.description = table_.keep_text(of.text("description"));
    set_notes(type, notes);
}

void schema_reader::set_notes(shape& type, rules notes)
{
    bool const any = notes.demand() || !notes.description.empty() || notes.more_examples != nullptr;
    if (!any)
        return;
    type.notes = table_.keep(notes);
    if (notes.demand())
        type.own = type.notes;
}

/// Fills in what could not be known while a type was being made that is part of itself.
void schema_reader::finish()
{
    for (auto const& one : pending_)
        *one.slot = shapes_.at(one.pointer);
    for (auto const& one : fields_)
        finish_field(one);
    check_finite();
}

void schema_reader::finish_field(pending_field const& one)
{
    auto& to = one.member->rules;
    auto const* type = one.member->type;
    while (type->notes == nullptr && type->kind == shape_kind::nullable)
        type = static_cast<nullable_shape const*>(type)->inner;
    auto const* const fallback = to.fallback;
    if (type->notes != nullptr)
        to = *type->notes;
    // The type's own description is the same, maybe with rules that are only told; a record says its own itself.
    bool const record = type->kind == shape_kind::record;
    auto const own = record ? static_cast<record_shape const*>(type)->description : to.description;
    if (!one.description.empty() && !own.starts_with(one.description))
        to.description = one.description;
    to.more_examples = one.examples != nullptr ? one.examples : to.more_examples;
    to.fallback = fallback;
    to.or_default = one.member->presence == presence::optional;
    one.member->ruled = to.demand();
    if (fallback != nullptr)
        table_.defaults.push_back({one.member->type, fallback, one.pointer + "/default"});
}

void schema_reader::check_finite() const
{
    for (auto const& [pointer, type] : shapes_)
        if (is_endless(*type))
            unkept_schema(pointer,
                "recurs without end: no value of it is ever complete. Let a member that leads back "
                "to it be missing or null, or a list");
    for (auto const& [pointer, type] : shapes_)
        if (holds_itself(*type))
            unkept_schema(pointer,
                "leads back to itself without an object between, which no type can; put it into a "
                "member of an object");
}

} // namespace coax::detail
