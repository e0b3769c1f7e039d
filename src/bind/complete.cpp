// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/value_builder.hpp"
#include "bind/words.hpp"
#include "shape/pointer.hpp"

#include <coax/violations.hpp>

#include <algorithm>
#include <bit>
#include <exception>
#include <utility>

namespace coax::bind {

using detail::shape_kind;

void value_builder::check_record(frame& record)
{
    if (skip_rules_)
        return;
    auto const& type = *static_cast<detail::record_shape const*>(record.type);
    auto const members = type.fields.size();
    for (std::size_t i = 0; i < members; i += 64) {
        auto missing = ~word(record, i, false);
        if (members - i < 64)
            missing &= (std::uint64_t(1) << (members - i)) - 1;
        for (; missing != 0; missing &= missing - 1)
            check_missing(type.fields[i + static_cast<std::size_t>(std::countr_zero(missing))]);
    }
    if (type.validate != nullptr && !record.broken) {
        auto const before = violations_.size();
        auto const pointer = path();
        coax::violations found(violations_, pointer);
        type.validate(record.object, found);
        if (violations_.size() != before) {
            broken_ = deviated_ = true;
            for (auto& open : frames_)
                open.broken = true;
        }
    }
}

void value_builder::check_missing(detail::field const& member)
{
    if (member.type->kind == shape_kind::nullable || member.rules.or_default)
        return;
    auto pointer = path();
    detail::append_token(pointer, member.name);
    violate_at(std::move(pointer), rule::missing, "is missing; it must be " + expected(*member.type));
}

void value_builder::check_items(frame const& container)
{
    std::size_t least = container.rules != nullptr ? container.rules->min_items : 0;
    if (container.type->kind == shape_kind::tuple)
        least = static_cast<detail::tuple_shape const*>(container.type)->elements.size();
    else if (container.type->kind == shape_kind::sequence)
        least = std::max(least, static_cast<detail::sequence_shape const*>(container.type)->fixed_size);
    auto const count = container.next;
    if (count < least)
        violate(rule::length,
            "must have at least " + std::to_string(least) + " elements, but has " + std::to_string(count));
    if (container.type->kind == shape_kind::map && container.rules != nullptr && count > container.rules->max_items)
        violate(rule::length, "must have at most " + std::to_string(container.rules->max_items) + " members");
}

void value_builder::element_complete(frame& sequence, bool whole)
{
    if (!is_item_sequence(sequence))
        return;
    bool const taken = std::exchange(item_open_, false);
    next_item_ = items_before_ + sequence.index + 1;
    if (whole && !broken_) {
        if (track_items_)
            item_positions_.push_back(next_item_ - 1);
        ++items_;
        return;
    }
    // What is handed out one by one must be good, and nothing after a broken one is: it comes again.
    if (taken && (track_items_ || forgive_items_))
        static_cast<detail::sequence_shape const*>(sequence.type)->drop_last(sequence.object);
    if (!taken || !forgive_items_)
        return;
    auto const first = violations_.begin() + static_cast<std::ptrdiff_t>(item_violations_);
    auto one = first;
    for (; one != violations_.end() && forgiven_.size() < limits_.max_skipped; ++one)
        forgiven_.push_back(std::move(*one));
    if (one != violations_.end() && forgiven_.size() == limits_.max_skipped)
        forgiven_.emplace_back(rule::limit, "", "breaks more rules in elements that are left out; no more are listed");
    violations_.erase(first, violations_.end());
    for (auto& open : frames_)
        open.broken = open.was_broken;
    broken_ = !violations_.empty();
}

void value_builder::element_complete_in_set(frame& set, bool& whole)
{
    if (set.place == nullptr)
        return;
    auto const& type = *static_cast<detail::set_shape const*>(set.type);
    if (whole && !type.merge(set.object, set.place)) {
        violate(rule::duplicate, "is there twice");
        whole = false;
    }
    type.drop(set.place);
    set.place = nullptr;
}

void value_builder::captured(event_log::event is, std::string_view text, std::uint64_t bits)
{
    capture_.add({is, text, bits, source_offset_, source_size_});
    if (capture_.whole())
        finish_capture();
    else if (captured_.type == nullptr && capture_.size() > limits_.max_envelope_bytes)
        drop_envelope();
}

void value_builder::finish_capture()
{
    auto const log = capture_.release();
    auto const where = captured_;
    if (where.type == nullptr)
        return keep_envelope(log);
    if (where.type->kind == shape_kind::json || where.type->kind == shape_kind::custom)
        return value_complete(finish_value(where, log));
    if (where.type->kind == shape_kind::map)
        return finish_pair(log);
    finish_object(where, log);
}

bool value_builder::finish_value(slot const& where, event_log const& log)
{
    auto built = build(log);
    if (!built.twice.empty())
        violate_at(path() + built.twice, rule::duplicate, "is there twice");
    if (built.is_beyond)
        violate_at(path() + built.beyond, rule::range, "is beyond the largest number there is");
    if (!built.twice.empty() || built.is_beyond)
        return false;
    if (where.type->kind == shape_kind::json) {
        *static_cast<boost::json::value*>(where.at) = std::move(built.value);
        return true;
    }
    try {
        static_cast<detail::custom_shape const*>(where.type)->convert(built.value, where.at);
        return true;
    } catch (std::exception const& why) {
        violate(rule::custom, why.what());
        return false;
    }
}

/// An object whose tag was not first: now it is known, and the rest is read as if it had been.
void value_builder::finish_object(slot const& where, event_log const& log)
{
    auto const& type = *static_cast<detail::variant_shape const*>(where.type);
    auto const members = log.members();
    auto said = std::ranges::find(members, type.tag, &event_log::member::key);
    if (said == members.end())
        said = std::ranges::find_if(members, [&](auto const& one) { return is_tag(type, one.key); });
    if (said == members.end()) {
        missing_tag(type.tag);
        value_complete(false);
        return;
    }
    auto const ends_at = source_offset_;
    auto const ends_in = source_size_;
    next_ = where;
    begin_object();
    play_member(*said);
    for (auto one = members.begin(); one != members.end(); ++one)
        if (one != said)
            play_member(*one);
    source_ = {};
    source_offset_ = ends_at;
    source_size_ = ends_in;
    end_object();
}

void value_builder::finish_pair(event_log const& log)
{
    auto const members = log.members();
    auto const only = [&](std::string_view key) -> event_log::member const* {
        auto const at = std::ranges::find(members, key, &event_log::member::key);
        return std::ranges::count(members, key, &event_log::member::key) == 1 ? &*at : nullptr;
    };
    auto const* const name = only("key");
    auto const* const value = only("value");
    event_log::entry said;
    std::string key_said;
    if (name != nullptr && value != nullptr) {
        auto from = name->from;
        while (from.next(said) && said.is == event_log::event::key_part)
            ;
        while (from.next(said) && said.is == event_log::event::text_part)
            key_said += said.text;
        key_said += said.text;
    }
    if (name == nullptr || value == nullptr || said.is != event_log::event::text) {
        violate(rule::kind, "must be a list of objects with a string \"key\" and a \"value\"");
        ++frames_.back().next;
        return;
    }
    key(key_said);
    auto from = value->from;
    event_log::entry now;
    while (from.next(now) && now.is == event_log::event::key_part)
        ;
    play_value(from);
}

void value_builder::missing_tag(std::string_view tag)
{
    auto pointer = path();
    detail::append_token(pointer, tag);
    violate_at(std::move(pointer), rule::missing, "is missing: it says which alternative this is");
}

void value_builder::play_member(event_log::member const& one)
{
    auto from = one.from;
    event_log::entry now;
    do {
        from.next(now);
        play(now);
    } while (now.is == event_log::event::key_part);
    play_value(from);
}

void value_builder::play_value(event_log::reader from)
{
    using event = event_log::event;
    event_log::entry now;
    std::size_t depth = 0;
    do {
        from.next(now);
        depth += now.is == event::begin_object || now.is == event::begin_array ? 1 : 0;
        depth -= now.is == event::end_object || now.is == event::end_array ? 1 : 0;
        play(now);
    } while (depth != 0 || now.is == event::text_part);
}

void value_builder::play(event_log::entry const& one)
{
    using event = event_log::event;
    bool const is_number = one.is == event::integer || one.is == event::natural || one.is == event::real;
    source_ = is_number ? one.text : std::string_view();
    source_offset_ = one.offset;
    source_size_ = one.size;
    switch (one.is) {
    case event::begin_object:
        return begin_object();
    case event::end_object:
        return end_object();
    case event::begin_array:
        return begin_array();
    case event::end_array:
        return end_array();
    case event::key_part:
        return key_part(one.text);
    case event::key:
        return key(one.text);
    case event::text_part:
        return text_part(one.text);
    case event::text:
        return text(one.text);
    case event::integer:
        return integer(one.integer());
    case event::natural:
        return natural(one.bits);
    case event::real:
        return real(one.real());
    case event::boolean:
        return boolean(one.bits != 0);
    case event::null:
        return null();
    case event::refused:
        return refuse(std::string(one.text));
    }
}

void value_builder::violate(coax::rule what, std::string message) { violate_at(path(), what, std::move(message)); }

void value_builder::violate_at(std::string pointer, coax::rule what, std::string message)
{
    broken_ = deviated_ = true;
    for (auto& open : frames_)
        open.broken = true;
    if (violations_.size() < limits_.max_violations)
        violations_.emplace_back(what, std::move(pointer), std::move(message));
}

} // namespace coax::bind
