// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/slot_finder.hpp"

#include "bind/name_match.hpp"
#include "bind/words.hpp"

#include <coax/detail/forms.hpp>

#include <algorithm>

namespace coax::bind {

namespace {

using repair_kind = applied_repair::kind;

// A container's rules are about its size, except this one.
detail::rules const* rules_of_element(frame const& list, detail::shape const& element)
{
    if (element.own != nullptr)
        return element.own;
    bool const apply = list.rules != nullptr && list.rules->quoted && element.kind == shape_kind::text;
    return apply ? list.rules : nullptr;
}

} // namespace

slot slot_finder::place(frame& parent)
{
    switch (parent.type->kind) {
    case shape_kind::record: {
        auto const& type = as<record_shape>(*parent.type);
        if (parent.is_more)
            return {type.more, detail::json_slots::member(parent.object, containers_.key_of(parent)), nullptr};
        auto const& member = type.fields[parent.index];
        return {member.type, place_of(member, parent.object), nullptr};
    }
    case shape_kind::sequence: {
        auto const& type = as<sequence_shape>(*parent.type);
        return {type.inner, type.append(parent.object, parent.index), nullptr};
    }
    case shape_kind::map: {
        auto const& type = as<map_shape>(*parent.type);
        return {type.inner, type.insert(parent.object, containers_.key_of(parent), parent.choice), nullptr};
    }
    case shape_kind::tuple: {
        auto const& type = as<tuple_shape>(*parent.type);
        if (parent.index >= type.elements.size())
            return {type.rest, detail::json_slots::element(parent.object, parent.index), nullptr};
        auto const& element = type.elements[parent.index];
        return {element.type, place_of(element, parent.index, parent.object), nullptr};
    }
    default:
        return {as<set_shape>(*parent.type).inner, parent.place, nullptr};
    }
}

slot slot_finder::next_element(frame& list)
{
    list.index = list.next++;
    bool const full = diagnostics_.full();
    if (full || ++elements_ > limits_.max_elements) {
        if (!full)
            diagnostics_.violate(rule::limit,
                "is one element too many: all lists of an answer may have " + std::to_string(limits_.max_elements)
                    + " together");
        return {};
    }
    auto const most = list.rules != nullptr ? list.rules->max_items : detail::rules::unlimited;
    if (list.type->kind == shape_kind::tuple) {
        auto const& type = as<tuple_shape>(*list.type);
        auto const limit = type.rest != nullptr ? most : std::min(most, type.elements.size());
        if (list.index >= limit)
            return refuse_element(list, limit);
        auto to = place(list);
        to.rules = to.type->own;
        return to;
    }
    if (list.type->kind == shape_kind::sequence) {
        auto const fixed = as<sequence_shape>(*list.type).fixed_size;
        auto const limit = fixed != 0 ? std::min(most, fixed) : most;
        return list.index < limit ? next_in_sequence(list) : refuse_element(list, limit);
    }
    if (list.index >= most)
        return refuse_element(list, most);
    auto const& type = as<set_shape>(*list.type);
    list.place = type.make();
    return {type.inner, list.place, rules_of_element(list, *type.inner)};
}

slot slot_finder::next_in_sequence(frame& sequence)
{
    auto const& type = as<sequence_shape>(*sequence.type);
    bool const item = containers_.in_item_list();
    if (item && items_.begin_element())
        elements_ = 0; // the elements before it were given out
    auto* const at = waits_for_tag(*type.inner) && !(item && items_.active())
        ? unplaced()
        : type.append(sequence.object, sequence.index);
    return {type.inner, at, rules_of_element(sequence, *type.inner)};
}

slot slot_finder::refuse_element(frame& list, std::size_t most)
{
    if (list.index == most) {
        list.index = frame::none; // the violation is the array's, not the element's
        diagnostics_.violate(rule::length, "must have at most " + std::to_string(most) + " elements");
    }
    list.index = list.next - 1;
    return {};
}

bool slot_finder::find(std::string_view key)
{
    auto& top = containers_.back();
    if (key.size() > limits_.max_key_bytes) {
        diagnostics_.violate(rule::limit, "has a key of more than " + std::to_string(limits_.max_key_bytes) + " bytes");
        top.skip = true;
    } else if (top.type->kind == shape_kind::map) {
        find_key(top, key);
    } else if (top.type->kind == shape_kind::variant) {
        find_tag(top, key);
    } else {
        return find_member(top, key);
    }
    return true;
}

void slot_finder::find_tag(frame& pending, std::string_view name)
{
    auto const& type = as<variant_shape>(*pending.type);
    pending.index = frame::none;
    pending.skip = !coercion_.is_tag(type, name);
    if (!pending.skip) {
        if (name != type.tag)
            diagnostics_.repaired(repair_kind::key);
        return;
    }
    // The tag is not first. The object has no place until all of it has arrived.
    slot const object{pending.type, pending.object, pending.rules};
    containers_.pop();
    capture_.start(object);
    auto const& source = diagnostics_.source();
    capture_.add({event_log::event::begin_object, {}, 0, source.offset, source.size});
    capture_.add({event_log::event::key, name, 0, source.offset, source.size});
}

bool slot_finder::find_member(frame& record, std::string_view name)
{
    record.skip = true;
    record.index = frame::none;
    if (record.type == &no_place)
        return true;
    auto const& fields = as<record_shape>(*record.type).fields;
    auto const hit = std::ranges::find(fields, name, &detail::field::name);
    auto member = static_cast<std::size_t>(hit - fields.begin());
    bool const likely = member == fields.size() && !coercion_.strict();
    if (likely) {
        member = only_match(fields.size(), name, [&](std::size_t i) { return fields[i].name; });
        if (member != fields.size() && containers_.seen(record, member))
            member = fields.size();
    }
    if (member == fields.size()) {
        if (as<record_shape>(*record.type).more == nullptr)
            return false;
        begin_more(record, name);
        return true;
    }
    begin_member(record, static_cast<std::uint32_t>(member));
    if (likely && !record.skip)
        diagnostics_.repaired(repair_kind::key);
    return true;
}

void slot_finder::begin_member(frame& record, std::uint32_t member)
{
    bool const kept = containers_.is_kept(record, member);
    record.index = kept ? frame::none : member;
    record.skip = kept || containers_.seen(record, member);
    if (record.skip) {
        record.repeats_kept = record.repeats_kept || kept;
        if (!kept)
            diagnostics_.violate(rule::duplicate, "is there twice");
        return;
    }
    containers_.set_seen(record, member);
    auto const& field = as<record_shape>(*record.type).fields[member];
    auto* const at = field.access != nullptr ? field.access(record.object)
        : waits_for_tag(*field.type)         ? unplaced()
                                             : nullptr;
    next_ = {field.type, at, checker_.rules_of(field)};
}

/// A member that is none of the fields, where such are kept.
void slot_finder::begin_more(frame& record, std::string_view name)
{
    auto const& type = as<record_shape>(*record.type);
    containers_.set_key(record, name);
    record.index = static_cast<std::uint32_t>(type.fields.size());
    record.is_more = true;
    record.skip = detail::json_slots::has_member(record.object, name);
    if (record.skip)
        diagnostics_.violate(rule::duplicate, "is there twice");
    else
        next_ = {type.more, waits_for_tag(*type.more) ? unplaced() : nullptr, type.more->own};
}

void slot_finder::find_key(frame& map, std::string_view name)
{
    auto const& type = as<map_shape>(*map.type);
    containers_.set_key(map, name);
    map.index = map.next++;
    map.skip = true;
    std::size_t choice = 0;
    if (type.keys != nullptr) {
        auto const none = type.keys->spellings.size();
        choice = find_spelling(*type.keys, name);
        if (choice == none && !coercion_.strict()) {
            choice = coercion::likely_spelling(*type.keys, name);
            if (choice != none)
                diagnostics_.repaired(repair_kind::key);
        }
        if (choice == none) {
            diagnostics_.violate(rule::choice, "is not a key; it must be " + expected(*type.keys));
            return;
        }
    }
    if (type.whole_keys != nullptr) {
        std::uint64_t bits = 0;
        if (!detail::read_whole(name, type.whole_keys->min, type.whole_keys->max, bits)) {
            diagnostics_.violate(rule::choice,
                "is not a key; it must be a whole number between " + std::to_string(type.whole_keys->min) + " and "
                    + std::to_string(type.whole_keys->max));
            return;
        }
    }
    map.choice = static_cast<std::uint32_t>(choice);
    map.place = waits_for_tag(*type.inner) ? unplaced() : type.insert(map.object, name, choice);
    if (map.place == nullptr)
        diagnostics_.violate(rule::duplicate, "is there twice");
    else
        map.skip = false;
}

} // namespace coax::bind
