// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/name_match.hpp"
#include "bind/value_builder.hpp"
#include "bind/words.hpp"
#include "bind/written_as.hpp"
#include "shape/pointer.hpp"

#include <algorithm>
#include <utility>

// Objects with keys that their type does not know: skipped, or around the value, or in the place of it.
namespace coax::bind {

using detail::shape_kind;
using kind = applied_repair::kind;

namespace {

/// What a tool is called with.
bool holds_arguments(std::string_view key)
{
    return one_of(key, {"parameters", "arguments", "args", "input", "kwargs"});
}
/// The members, in a schema.
bool holds_members(std::string_view key) { return key == "properties"; }
/// Says that there is no value, or describes one.
bool is_no_envelope(std::string_view key)
{
    return holds_members(key)
        || one_of(key,
            {"error", "errors", "exception", "failure", "refusal", "schema", "jsonschema", "$schema", "$defs",
                "definitions", "example", "examples"});
}
/// Stands beside the arguments of a call, or the members of a schema.
bool goes_with_them(std::string_view key)
{
    return one_of(key,
        {"name", "type", "id", "function", "tool", "toolname", "callid", "title", "description", "required", "$schema",
            "strict", "additionalproperties", "index"});
}

bool has_member(detail::record_shape const& type, std::string_view key)
{
    auto const key_folded = folded(key);
    return std::ranges::any_of(type.fields,
        [&](detail::field const& one) { return compare_names(one.name, key, key_folded) != likeness::none; });
}

bool may_be_missing(detail::field const& member)
{
    return member.type->kind == shape_kind::nullable || member.rules.or_default;
}

/// Whether an object of this type, or an element of a list of it, has a member that the key may mean.
bool knows_inside(detail::shape const& declared, std::string_view key)
{
    auto const& type = inside(declared);
    switch (type.kind) {
    case shape_kind::record:
        return has_member(static_cast<detail::record_shape const&>(type), key);
    case shape_kind::variant: {
        auto const& all = static_cast<detail::variant_shape const&>(type).alternatives;
        return std::ranges::any_of(all, [&](auto const* one) {
            return one->kind == shape_kind::record && has_member(static_cast<detail::record_shape const&>(*one), key);
        });
    }
    case shape_kind::sequence: {
        auto const& element = inside(*static_cast<detail::sequence_shape const&>(type).inner);
        bool const of_objects = element.kind == shape_kind::record || element.kind == shape_kind::variant;
        return of_objects && knows_inside(element, key);
    }
    default:
        return false;
    }
}

} // namespace

bool value_builder::knows(std::string_view key) const
{
    if (root_->kind != shape_kind::record)
        return true;
    auto const& type = *static_cast<detail::record_shape const*>(root_);
    return has_member(type, key) || (type.fields.size() == 1 && knows_inside(*type.fields.front().type, key));
}

/// Members that were said in this document.
bool value_builder::knows_some(frame const& record) const
{
    if (record.stood)
        return true;
    auto const members = static_cast<detail::record_shape const*>(record.type)->fields.size();
    bool const root = &record == frames_.data();
    for (std::size_t i = 0; i < members; ++i)
        if (bit(record, i, false) && !(root && i < kept_.size() && kept_[i]))
            return true;
    return false;
}

/// A key that the record does not know. What becomes of it may depend on its value, and on what else there is.
void value_builder::strange_key(frame& record, std::string_view name)
{
    auto const& type = *static_cast<detail::record_shape const*>(record.type);
    bool const first = record.strange == 0;
    record.strange = static_cast<std::uint8_t>(first ? 1 : 2);
    auto const key = folded(name);
    record.odd = record.odd || !(goes_with_them(key) || holds_arguments(key) || holds_members(key));
    if (tolerance_ == tolerance::strict)
        return unknown_key(record, name, type.closed);
    if (first && &record == frames_.data() && begin_bare(name))
        return;
    bool const taken = envelope_.is != envelope::state::none && envelope_.depth == frames_.size();
    bool const may_hold = holds_arguments(key) || holds_members(key) || (first && !knows_some(record));
    if (taken || !may_hold)
        return unknown_key(record, name, type.closed);
    if (envelope_.is != envelope::state::none)
        drop_envelope();
    envelope_.is = envelope::state::key;
    envelope_.depth = frames_.size();
    envelope_.key = name;
    envelope_.offset = source_offset_;
    envelope_.size = source_size_;
}

void value_builder::unknown_key(frame const& record, std::string_view name, bool closed)
{
    std::string pointer;
    auto const depth = static_cast<std::size_t>(&record - frames_.data());
    pointer = path_to(depth);
    detail::append_token(pointer, name);
    if (closed) {
        violate_at(std::move(pointer), rule::unknown, "is not a member; leave it out");
        return;
    }
    deviated_ = true;
    if (unknown_.size() >= limits_.max_unknown_keys)
        return;
    repaired(kind::unknown_key, pointer);
    unknown_.push_back(std::move(pointer));
}

/// The key was no envelope's: it is only unknown.
void value_builder::drop_envelope()
{
    auto const held = std::exchange(envelope_, {});
    if (held.is == envelope::state::none)
        return;
    if (held.is == envelope::state::value) {
        skip_depth_ = capture_.depth();
        capture_.drop();
    }
    if (held.depth > frames_.size())
        return;
    auto const& record = frames_[held.depth - 1];
    auto const offset = std::exchange(source_offset_, held.offset);
    auto const size = std::exchange(source_size_, held.size);
    unknown_key(record, held.key, static_cast<detail::record_shape const*>(record.type)->closed);
    source_offset_ = offset;
    source_size_ = size;
}

/// A value that has no place begins.
void value_builder::open_nowhere(std::uint8_t kind)
{
    if (envelope_.is != envelope::state::key || envelope_.depth != frames_.size())
        return;
    if (kind != detail::json_object)
        return drop_envelope();
    envelope_.is = envelope::state::value;
    captured_ = {};
    capture_.start();
}

void value_builder::keep_envelope(event_log log)
{
    envelope_.is = envelope::state::whole;
    envelope_.log = std::move(log);
    value_complete(false);
}

/// An object with unknown keys ends. True: it only held another, whose members are its own now.
bool value_builder::unwrap(frame& record)
{
    auto const& type = *static_cast<detail::record_shape const*>(record.type);
    bool const known = knows_some(record);
    bool const held = envelope_.is == envelope::state::whole && envelope_.depth == frames_.size();
    if (held) {
        auto const key = folded(envelope_.key);
        auto const members = envelope_.log.members();
        bool const fits = std::ranges::any_of(members, [&](auto const& one) {
            return has_member(type, one.key)
                || (type.fields.size() == 1 && knows_inside(*type.fields.front().type, one.key));
        });
        bool const alone = record.strange == 1 || (holds_arguments(key) && !record.odd && fits);
        if (!known && alone && !is_no_envelope(key) && !members.empty()) {
            auto const inner = std::exchange(envelope_, {});
            record.strange = 0;
            record.odd = false;
            applied_repair done(kind::envelope, path_to(frames_.size() - 1), inner.offset, inner.size);
            detail::append_token(done.pointer, inner.key);
            repaired(std::move(done));
            auto const ends_at = source_offset_;
            auto const ends_in = source_size_;
            for (auto const& one : members)
                play_member(one);
            source_ = {};
            source_offset_ = ends_at;
            source_size_ = ends_in;
            return true;
        }
        bool const misplaced = known && fits && !record.odd && (holds_arguments(key) || holds_members(key))
            && only_goes_with_them(record);
        if (misplaced) {
            auto pointer = path_to(frames_.size() - 1);
            detail::append_token(pointer, envelope_.key);
            violate_at(std::move(pointer), rule::unknown,
                holds_members(key) ? "belongs to a schema; give a value of it"
                                   : "belongs to a call; give what is in it alone, as the object itself");
        }
        drop_envelope();
    }
    bool const says_nothing = !known && !record.broken && !type.fields.empty();
    if (says_nothing && std::ranges::all_of(type.fields, may_be_missing)) {
        std::string names;
        for (auto const& one : type.fields)
            names += (names.empty() ? "" : ", ") + std::string(one.name);
        violate_at(path_to(frames_.size() - 1), rule::unknown,
            "has none of the members that it may have, but others; its members are: " + names);
    }
    record.strange = 0;
    return false;
}

/// All that is known of the record is what stands beside the arguments of a call, or the members of a schema.
bool value_builder::only_goes_with_them(frame const& record) const
{
    auto const& fields = static_cast<detail::record_shape const*>(record.type)->fields;
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (bit(record, i, false) && !goes_with_them(folded(fields[i].name)))
            return false;
    return true;
}

/// The object at the root is the value that should be in it.
bool value_builder::begin_bare(std::string_view name)
{
    auto const& fields = static_cast<detail::record_shape const*>(root_)->fields;
    if (root_->kind != shape_kind::record || fields.size() != 1 || bit(frames_.front(), 0, false)
        || !knows_inside(*fields.front().type, name))
        return false;
    auto& root = frames_.front();
    root.strange = 0;
    root.odd = false;
    root.implied = true;
    root.choice = static_cast<std::uint32_t>(kind::bare_value);
    root.key_begin = static_cast<std::uint32_t>(source_offset_);
    begin_member(root, 0);
    auto const where = open_value(detail::json_object);
    if (where.type == nullptr)
        return true;
    push(where);
    find(name);
    return true;
}

} // namespace coax::bind
