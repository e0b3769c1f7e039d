// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/value_opener.hpp"

#include "bind/scalars.hpp"
#include "bind/words.hpp"
#include "shape/pointer.hpp"

#include <algorithm>
#include <utility>

namespace coax::bind {

namespace {

using repair_kind = applied_repair::kind;

/// Chooses by JSON kind; a map may come as a list. Returns the number of alternatives if none fits.
std::size_t alternative_for(variant_shape const& type, std::uint8_t kind)
{
    auto const fits = std::ranges::find_if(type.kinds, [&](auto bits) { return (bits & kind) != 0; });
    if (fits != type.kinds.end() || kind != detail::json_array)
        return static_cast<std::size_t>(fits - type.kinds.begin());
    auto const map = std::ranges::find(type.alternatives, shape_kind::map, &detail::shape::kind);
    return static_cast<std::size_t>(map - type.alternatives.begin());
}

} // namespace

void value_opener::push(slot const& to, bool is_list)
{
    auto& opened = containers_.push(to);
    if (to.type->kind == shape_kind::sequence) {
        auto const clear = as<sequence_shape>(*to.type).clear;
        if (clear != nullptr && !(items_.keeps() && containers_.in_item_list()))
            clear(to.at);
    } else if (to.type->kind == shape_kind::set) {
        as<set_shape>(*to.type).clear(to.at);
    } else if (to.type->kind == shape_kind::map) {
        opened.pairs = is_list;
        as<map_shape>(*to.type).clear(to.at);
    } else if (to.type->in_json && to.type->kind == shape_kind::record) {
        detail::json_slots::open_object(to.at);
    } else if (to.type->in_json && to.type->kind == shape_kind::tuple) {
        detail::json_slots::open_array(to.at);
    }
    progress_.next_value();
}

/// An element of a list of keys and values.
slot value_opener::open_pair()
{
    slot const to{containers_.back().type, containers_.back().object, nullptr};
    capture_.start(to);
    return to;
}

/// A value whose type alone does not place it, or that does not fit its type.
slot value_opener::fit(slot to, std::uint8_t kind)
{
    auto const& declared_type = *to.type;
    if (to.type->kind == shape_kind::variant && to.at == nullptr) // a tag
        return kind == detail::json_string ? to : refuse_tag(to);
    bool const tag_may_come = kind == detail::json_object || (kind == detail::json_string && !coercion_.strict());
    if (to.at == unplaced() && !tag_may_come) {
        to.at = slots_.place(containers_.back()).at;
        if (to.at == nullptr) {
            diagnostics_.violate(rule::duplicate, "is there twice");
            return {};
        }
    }
    for (bool declared = !containers_.empty();;) { // the root has its place
        if (to.type->kind == shape_kind::nullable) {
            auto const& type = as<nullable_shape>(*to.type);
            coercion_.enter_nullable(type, to.at);
            if (declared && tag_may_come && waits_for_tag(*to.type)) {
                to.at = unplaced();
            } else if (kind == detail::json_null) {
                type.clear(to.at);
                return to;
            } else {
                to.at = type.engage(to.at);
            }
            to.type = type.inner;
            if (to.rules == nullptr)
                to.rules = to.type->own;
        } else if (to.type->kind == shape_kind::variant && !is_tagged(*to.type)) {
            auto const& type = as<variant_shape>(*to.type);
            auto const index = alternative_for(type, kind);
            if (index == type.alternatives.size())
                break;
            if (is_tried(type, kind))
                return to;
            to.at = type.emplace(to.at, index);
            to.type = type.alternatives[index];
            to.rules = to.type->own != nullptr ? to.type->own : to.rules;
            declared = false; // it was made, so its place is no longer the parent's
        } else {
            break;
        }
    }
    if (to.type->kind == shape_kind::json || to.type->kind == shape_kind::custom) {
        capture_.start(to);
        return to;
    }
    if (is_tagged(*to.type) ? kind == detail::json_object : is_written_as(*to.type, kind))
        return to;
    if (!coercion_.strict()) {
        bool const in_string = kind == detail::json_string && coercion::may_be_in_string(*to.type);
        if (in_string || coercion_.takes_loosely(*to.type, kind))
            return to;
        if (imply(to, kind))
            return open(kind);
    }
    return refuse(to, declared_type, kind);
}

slot value_opener::refuse_tag(slot const& to)
{
    diagnostics_.violate_at(containers_.path() + "/" + std::string(as<variant_shape>(*to.type).tag), rule::kind,
        "must be a string that says which alternative this is");
    lose_place(containers_.back());
    containers_.back().skip = true;
    return {};
}

slot value_opener::refuse(slot const& to, detail::shape const& declared, std::uint8_t kind)
{
    if (kind == detail::json_null && to.rules != nullptr && to.rules->or_default) {
        if (to.type->in_json)
            leave_out(*to.rules);
        return to;
    }
    if (kind == detail::json_null)
        diagnostics_.violate(rule::missing, "must not be null, but " + expected(*to.type));
    else
        diagnostics_.violate(rule::kind, "must be " + expected(declared) + ", but is " + std::string(found(kind)));
    return {};
}

/// Null for the innermost object's member that need not be there.
void value_opener::leave_out(detail::rules const& rules)
{
    auto const& record = containers_.back();
    auto const& member = as<record_shape>(*record.type).fields[record.index];
    if (rules.fallback != nullptr)
        detail::json_slots::value_at(place_of(member, record.object)) = *rules.fallback;
    else
        detail::json_slots::remove_member(record.object, member.name);
}

/// Opens an implied list, or an implied object around a value. Returns false if there is none.
bool value_opener::imply(slot const& to, std::uint8_t kind)
{
    bool const root_record = containers_.empty() && to.type->kind == shape_kind::record;
    bool const bare_list = kind == detail::json_array && root_record && coercion_.takes_list();
    bool const bare_scalar = root_record && coercion_.takes_bare(kind);
    bool const single = is_list(*to.type) && kind != detail::json_null && coercion_.takes(element_of(*to.type), kind);
    if (!bare_list && !bare_scalar && !single)
        return false;
    push_implied(to,
        bare_list         ? repair_kind::bare_list
            : bare_scalar ? repair_kind::bare_value
                          : repair_kind::single_value);
    if (!single)
        slots_.begin_member(containers_.back(), 0);
    return true;
}

void value_opener::push_implied(slot const& to, repair_kind repair)
{
    push(to);
    auto& opened = containers_.back();
    opened.implied = true;
    opened.choice = static_cast<std::uint32_t>(repair);
    opened.key_begin = static_cast<std::uint32_t>(diagnostics_.source().offset);
}

bool value_opener::open_implied_list(slot const& to, std::string_view text)
{
    if (is_list(*to.type) && !coercion::is_one_element(inside(element_of(*to.type)), text))
        return false;
    return imply(to, detail::json_string);
}

void value_opener::unknown_key(std::string_view name)
{
    if (!begin_bare_object(name))
        envelopes_.add_key(containers_.back(), name, coercion_.strict());
}

/// The object at the root is the value that should be inside the root.
bool value_opener::begin_bare_object(std::string_view first_key)
{
    auto& root = containers_.back();
    if (coercion_.strict() || containers_.size() != 1 || root.unknown_keys != 0)
        return false;
    auto const& fields = as<record_shape>(*root.type).fields;
    if (fields.size() != 1 || containers_.seen(root, 0) || !has_member_inside(*fields.front().type, first_key))
        return false;
    root.implied = true;
    root.choice = static_cast<std::uint32_t>(repair_kind::bare_value);
    root.key_begin = static_cast<std::uint32_t>(diagnostics_.source().offset);
    slots_.begin_member(root, 0);
    if (auto const to = open(detail::json_object); to.type != nullptr) {
        push(to);
        find(first_key);
    }
    return true;
}

void value_opener::resolve_tag(std::string_view spelling)
{
    auto const& type = as<variant_shape>(*containers_.back().type);
    std::string known;
    for (std::size_t i = 0; i < type.alternatives.size(); ++i) {
        auto const& choice = tag_of(type, as<record_shape>(*type.alternatives[i]));
        if (auto const at = find_spelling(choice, spelling); at < choice.spellings.size())
            return make_alternative(type, i, at);
        for (auto const one : choice.spellings)
            known += (known.empty() ? "" : ", ") + in_quotes(one);
    }
    auto pointer = containers_.path();
    detail::append_token(pointer, type.tag);
    if (auto const likely = coercion_.likely_tag(type, spelling); !likely.empty()) {
        diagnostics_.repaired(repair_kind::choice, std::move(pointer));
        return resolve_tag(likely);
    }
    diagnostics_.violate_at(
        std::move(pointer), rule::choice, "must be one of " + known + ", but is " + in_quotes(spelling));
    lose_place(containers_.back());
}

void value_opener::make_alternative(variant_shape const& type, std::size_t index, std::size_t spelling)
{
    auto const pending = containers_.back();
    auto* to = pending.object;
    if (to == unplaced()) {
        auto found = slots_.place(containers_[containers_.size() - 2]);
        for (; found.at != nullptr && found.type->kind == shape_kind::nullable;
             found.type = as<nullable_shape>(*found.type).inner)
            found.at = as<nullable_shape>(*found.type).engage(found.at);
        to = found.at;
    }
    if (to == nullptr) { // in a map
        diagnostics_.violate(rule::duplicate, "is there twice");
        return lose_place(containers_.back());
    }
    auto* const object = type.emplace(to, index);
    auto const& record = as<record_shape>(*type.alternatives[index]);
    auto const member = std::ranges::find(record.fields, type.tag, &detail::field::name);
    containers_.pop();
    push({&record, object, pending.rules});
    store_spelling({member->type, place_of(*member, object), nullptr}, spelling);
    auto const at = static_cast<std::size_t>(member - record.fields.begin());
    containers_.set_seen(containers_.back(), at);
    containers_.set_complete(containers_.back(), at);
}

void value_opener::lose_place(frame& object)
{
    object.type = &no_place;
    object.broken = true;
    containers_.forget_members(object);
}

} // namespace coax::bind
