// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/value_builder.hpp"
#include "bind/words.hpp"
#include "bind/written_as.hpp"
#include "shape/pointer.hpp"

#include <algorithm>
#include <utility>

namespace coax::bind {

using detail::shape_kind;

namespace {

/// What a doomed object is read as: nothing in it has a place, and it says no more about itself.
constexpr detail::record_shape nowhere{"", "", {}, false, nullptr};

// A container's rules are about its size, all but this one.
detail::rules const* rules_of_element(frame const& container, detail::shape const& element)
{
    bool const apply = container.rules != nullptr && container.rules->quoted && element.kind == shape_kind::text;
    return apply ? container.rules : nullptr;
}

/// By its JSON kind; a map may come as a list. The number of alternatives where none fits.
std::size_t alternative_for(detail::variant_shape const& type, std::uint8_t kind)
{
    auto const fits = std::ranges::find_if(type.kinds, [&](auto bits) { return (bits & kind) != 0; });
    if (fits != type.kinds.end() || kind != detail::json_array)
        return static_cast<std::size_t>(fits - type.kinds.begin());
    auto const map = std::ranges::find(type.alternatives, shape_kind::map, &detail::shape::kind);
    return static_cast<std::size_t>(map - type.alternatives.begin());
}

std::size_t find_spelling(detail::choice_shape const& type, std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::find(type.spellings, text) - type.spellings.begin());
}

} // namespace

/// An object whose type is known only with its tag. Until then there is no place for it, so that no partial shows
/// another alternative in it.
bool value_builder::waits_for_tag(detail::shape const& declared) noexcept
{
    if (declared.kind != shape_kind::nullable && declared.kind != shape_kind::variant)
        return false;
    auto const& type = inside(declared);
    return type.kind == shape_kind::variant && !static_cast<detail::variant_shape const&>(type).tag.empty();
}

/// Makes the place in `parent` that waited for its value's tag. None where a map has the key already.
value_builder::slot value_builder::place(frame& parent)
{
    switch (parent.type->kind) {
    case shape_kind::record: {
        auto const& member = static_cast<detail::record_shape const*>(parent.type)->fields[parent.index];
        return {member.type, member.access(parent.object), nullptr};
    }
    case shape_kind::sequence: {
        auto const& type = *static_cast<detail::sequence_shape const*>(parent.type);
        return {type.inner, type.append(parent.object, parent.index), nullptr};
    }
    case shape_kind::map: {
        auto const& type = *static_cast<detail::map_shape const*>(parent.type);
        auto const key = std::string_view(keys_).substr(parent.key_begin, parent.key_size);
        return {type.inner, type.insert(parent.object, key, parent.choice), nullptr};
    }
    case shape_kind::tuple: {
        auto const& element = static_cast<detail::tuple_shape const*>(parent.type)->elements[parent.index];
        return {element.type, element.access(parent.object), nullptr};
    }
    default:
        return {static_cast<detail::set_shape const*>(parent.type)->inner, parent.place, nullptr};
    }
}

value_builder::slot value_builder::next_element(frame& into)
{
    into.index = into.next++;
    bool const full = violations_.size() >= limits_.max_violations;
    if (full || ++elements_ > limits_.max_elements) {
        if (!full)
            violate(rule::limit,
                "is one element too many: all lists of an answer may have " + std::to_string(limits_.max_elements)
                    + " together");
        return {};
    }
    std::size_t most = into.rules != nullptr ? into.rules->max_items : detail::rules::unlimited;
    if (into.type->kind == shape_kind::tuple) {
        auto const& elements = static_cast<detail::tuple_shape const*>(into.type)->elements;
        if (into.index < elements.size())
            return {elements[into.index].type, elements[into.index].access(into.object), nullptr};
        most = elements.size();
    } else if (into.type->kind == shape_kind::sequence) {
        auto const& type = *static_cast<detail::sequence_shape const*>(into.type);
        if (type.fixed_size != 0)
            most = std::min(most, type.fixed_size);
        if (into.index < most) {
            if (is_item_sequence(into)) {
                item_open_ = true;
                elements_ = track_items_ ? 0 : elements_; // those before it are handed out
                item_violations_ = violations_.size();
                for (auto& open : frames_)
                    open.was_broken = open.broken;
            }
            auto* const at = waits_for_tag(*type.inner) && !(is_item_sequence(into) && keeps_track_of_items())
                ? unplaced()
                : type.append(into.object, into.index);
            return {type.inner, at, rules_of_element(into, *type.inner)};
        }
    } else {
        auto const& type = *static_cast<detail::set_shape const*>(into.type);
        if (into.index < most) {
            into.place = type.make();
            return {type.inner, into.place, rules_of_element(into, *type.inner)};
        }
    }
    if (into.index == most) {
        into.index = frame::none; // the array is at fault, not the element
        violate(rule::length, "must have at most " + std::to_string(most) + " elements");
    }
    into.index = into.next - 1;
    return {};
}

/// An element of a list of keys and values.
value_builder::slot value_builder::open_pair()
{
    captured_ = {frames_.back().type, frames_.back().object, nullptr};
    capture_.start();
    return captured_;
}

/// A value that its type alone does not place, or that does not fit it.
value_builder::slot value_builder::open_otherwise(slot where, std::uint8_t kind)
{
    auto const* const as_declared = where.type;
    if (where.type->kind == shape_kind::variant && where.at == nullptr) { // a tag
        if (kind == detail::json_string)
            return where;
        auto const& tag = static_cast<detail::variant_shape const*>(where.type)->tag;
        violate_at(path() + "/" + std::string(tag), rule::kind, "must be a string that says which alternative this is");
        doom(frames_.back());
        frames_.back().skip = true;
        return {};
    }
    bool const tag_may_come
        = kind == detail::json_object || (kind == detail::json_string && tolerance_ != tolerance::strict);
    if (where.at == unplaced() && !tag_may_come) {
        where.at = place(frames_.back()).at;
        if (where.at == nullptr) {
            violate(rule::duplicate, "is there twice");
            return {};
        }
    }
    for (bool declared = !frames_.empty();;) { // the root has its place
        if (where.type->kind == shape_kind::nullable) {
            auto const& type = *static_cast<detail::nullable_shape const*>(where.type);
            maybe_ = &type;
            maybe_at_ = where.at;
            if (declared && tag_may_come && waits_for_tag(*where.type)) {
                where.at = unplaced();
                where.type = type.inner;
                continue;
            }
            if (kind == detail::json_null) {
                type.clear(where.at);
                return where;
            }
            where.at = type.engage(where.at);
            where.type = type.inner;
        } else if (where.type->kind == shape_kind::variant) {
            auto const& type = *static_cast<detail::variant_shape const*>(where.type);
            if (!type.tag.empty())
                break;
            auto const index = alternative_for(type, kind);
            if (index == type.alternatives.size())
                break;
            where.at = type.emplace(where.at, index);
            where.type = type.alternatives[index];
            declared = false; // it is made, and its place is no longer the parent's
        } else {
            break;
        }
    }
    if (where.type->kind == shape_kind::json || where.type->kind == shape_kind::custom) {
        captured_ = where;
        capture_.start();
        return where;
    }
    bool const tagged = where.type->kind == shape_kind::variant
        && !static_cast<detail::variant_shape const*>(where.type)->tag.empty();
    if (tagged ? kind == detail::json_object : is_written_as(*where.type, kind))
        return where;
    if (tolerance_ != tolerance::strict) {
        if (kind == detail::json_string && may_be_held(*where.type))
            return where;
        if (takes_loosely(*where.type, kind))
            return where;
        if (imply_list(where, kind))
            return open_value(kind);
    }
    if (kind == detail::json_null && where.rules != nullptr && where.rules->or_default)
        return where;
    if (kind == detail::json_null)
        violate(rule::missing, "must not be null, but " + expected(*where.type));
    else
        violate(rule::kind, "must be " + expected(*as_declared) + ", but is " + std::string(found(kind)));
    return {};
}

void value_builder::find_field(frame& record, std::string_view name)
{
    record.skip = true;
    record.index = frame::none;
    if (record.type->kind == shape_kind::variant) {
        auto const& type = *static_cast<detail::variant_shape const*>(record.type);
        if (is_tag(type, name)) {
            if (name != type.tag)
                repaired(applied_repair::kind::key, path());
            record.skip = false;
            return;
        }
        // The tag is not first: the object is needed whole before it can be placed.
        captured_ = {record.type, record.object, record.rules};
        frames_.pop_back();
        capture_.start();
        captured(event_log::event::begin_object);
        captured(event_log::event::key, name);
        return;
    }
    auto const& type = *static_cast<detail::record_shape const*>(record.type);
    if (&type == &nowhere)
        return;
    auto const hit = std::ranges::find(type.fields, name, &detail::field::name);
    auto at = static_cast<std::uint32_t>(hit - type.fields.begin());
    bool const likely = hit == type.fields.end() && tolerance_ != tolerance::strict;
    if (likely)
        at = likely_field(record, name);
    if (at == type.fields.size())
        return strange_key(record, name);
    begin_member(record, at);
    if (likely && !record.skip)
        repaired(applied_repair::kind::key, path());
}

void value_builder::find_key(frame& map, std::string_view name)
{
    auto const& type = *static_cast<detail::map_shape const*>(map.type);
    map.key_begin = static_cast<std::uint32_t>(keys_.size());
    map.key_size = static_cast<std::uint32_t>(name.size());
    map.index = map.next++;
    keys_.append(name);
    map.skip = true;
    std::size_t choice = 0;
    if (type.keys != nullptr) {
        choice = find_spelling(*type.keys, name);
        if (choice == type.keys->spellings.size() && tolerance_ != tolerance::strict) {
            choice = likely_spelling(*type.keys, name);
            if (choice != type.keys->spellings.size())
                repaired(applied_repair::kind::key, path());
        }
        if (choice == type.keys->spellings.size()) {
            violate(rule::choice, "is not a key; it must be " + expected(*type.keys));
            return;
        }
    }
    map.choice = static_cast<std::uint32_t>(choice);
    map.place = waits_for_tag(*type.inner) ? unplaced() : type.insert(map.object, name, choice);
    if (map.place == nullptr)
        violate(rule::duplicate, "is there twice");
    else
        map.skip = false;
}

void value_builder::resolve_tag(frame& pending, std::string_view spelling)
{
    auto const& type = *static_cast<detail::variant_shape const*>(pending.type);
    std::string known;
    for (std::size_t i = 0; i < type.alternatives.size(); ++i) {
        auto const& record = *static_cast<detail::record_shape const*>(type.alternatives[i]);
        auto const member = std::ranges::find(record.fields, type.tag, &detail::field::name);
        auto const& choice = *static_cast<detail::choice_shape const*>(member->type);
        if (auto const at = find_spelling(choice, spelling); at < choice.spellings.size()) {
            auto* to = pending.object;
            if (to == unplaced()) {
                auto found = place(frames_[frames_.size() - 2]);
                for (; found.at != nullptr && found.type->kind == shape_kind::nullable;
                     found.type = static_cast<detail::nullable_shape const*>(found.type)->inner)
                    found.at = static_cast<detail::nullable_shape const*>(found.type)->engage(found.at);
                to = found.at;
            }
            if (to == nullptr) { // in a map
                violate(rule::duplicate, "is there twice");
                return doom(pending);
            }
            auto* const object = type.emplace(to, i);
            choice.store(member->access(object), at);
            auto const rules = pending.rules;
            frames_.pop_back();
            push({&record, object, rules});
            auto& opened = frames_.back();
            auto const index = static_cast<std::size_t>(member - record.fields.begin());
            set_bit(opened, index, false);
            set_bit(opened, index, true);
            return;
        }
        for (auto const one : choice.spellings)
            known += (known.empty() ? "" : ", ") + quoted(one);
    }
    auto pointer = path();
    detail::append_token(pointer, type.tag);
    if (auto const likely = likely_tag(type, spelling); !likely.empty()) {
        repaired(applied_repair::kind::choice, std::move(pointer));
        resolve_tag(pending, likely);
        return;
    }
    violate_at(std::move(pointer), rule::choice, "must be one of " + known + ", but is " + quoted(spelling));
    doom(pending);
}

void value_builder::doom(frame& pending)
{
    pending.type = &nowhere;
    pending.broken = true;
    pending.more_bits = static_cast<std::uint32_t>(more_bits_.size());
}

} // namespace coax::bind
