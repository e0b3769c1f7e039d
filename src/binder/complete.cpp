// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "binder/words.hpp"
#include "binder/writer.hpp"
#include "shape/pointer.hpp"

#include <coax/violations.hpp>

#include <algorithm>
#include <bit>
#include <exception>
#include <utility>

namespace coax::binder {

using detail::shape_kind;

void writer::check_record(frame& record)
{
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

void writer::check_missing(detail::field const& member)
{
    if (member.type->kind == shape_kind::nullable || member.rules.or_default)
        return;
    auto pointer = path();
    detail::append_token(pointer, member.name);
    violate_at(std::move(pointer), rule::missing, "is missing; it must be " + expected(*member.type));
}

void writer::check_items(frame const& container)
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

void writer::element_complete(frame& sequence, bool whole)
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
    forgiven_.insert(forgiven_.end(), first, violations_.end());
    violations_.erase(first, violations_.end());
    for (auto& open : frames_)
        open.broken = open.was_broken;
    broken_ = !violations_.empty();
}

void writer::element_complete_in_set(frame& set, bool& whole)
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

void writer::capture_event()
{
    if (capture_.whole())
        finish_capture();
}

void writer::finish_capture()
{
    auto value = capture_.release();
    auto const where = captured_;
    if (where.type->kind == shape_kind::json) {
        *static_cast<boost::json::value*>(where.at) = std::move(value);
        value_complete(true);
        return;
    }
    if (where.type->kind == shape_kind::custom) {
        bool good = false;
        try {
            static_cast<detail::custom_shape const*>(where.type)->convert(value, where.at);
            good = true;
        } catch (std::exception const& why) {
            violate(rule::custom, why.what());
        }
        value_complete(good);
        return;
    }
    if (where.type->kind == shape_kind::map)
        return finish_pair(value);
    // An object whose tag was not first: now it is known, and the rest is read as if it had been.
    auto const& tag = static_cast<detail::variant_shape const*>(where.type)->tag;
    auto const& object = value.get_object();
    auto const* said = object.if_contains(tag);
    source_ = {}; // what follows stands somewhere before
    source_size_ = 0;
    std::string_view key_said = tag;
    for (auto const& member : object)
        if (said == nullptr && is_tag(static_cast<detail::variant_shape const&>(*where.type), member.key())) {
            said = &member.value();
            key_said = member.key();
        }
    if (said == nullptr) {
        missing_tag(tag);
        value_complete(false);
        return;
    }
    next_ = where;
    begin_object();
    key(key_said);
    replay(*said);
    for (auto const& member : object) {
        if (member.key() == key_said)
            continue;
        key(member.key());
        replay(member.value());
    }
    end_object();
}

void writer::finish_pair(boost::json::value const& pair)
{
    auto const* const object = pair.if_object();
    auto const* const name = object != nullptr ? object->if_contains("key") : nullptr;
    auto const* const value = object != nullptr ? object->if_contains("value") : nullptr;
    if (name == nullptr || !name->is_string() || value == nullptr) {
        violate(rule::kind, "must be a list of objects with a string \"key\" and a \"value\"");
        ++frames_.back().next;
        return;
    }
    key(name->get_string());
    replay(*value);
}

void writer::missing_tag(std::string_view tag)
{
    auto pointer = path();
    detail::append_token(pointer, tag);
    violate_at(std::move(pointer), rule::missing, "is missing: it says which alternative this is");
}

void writer::replay(boost::json::value const& value)
{
    switch (value.kind()) {
    case boost::json::kind::object:
        begin_object();
        for (auto const& member : value.get_object()) {
            key(member.key());
            replay(member.value());
        }
        end_object();
        break;
    case boost::json::kind::array:
        begin_array();
        for (auto const& element : value.get_array())
            replay(element);
        end_array();
        break;
    case boost::json::kind::string:
        text(value.get_string());
        break;
    case boost::json::kind::int64:
        integer(value.get_int64());
        break;
    case boost::json::kind::uint64:
        natural(value.get_uint64());
        break;
    case boost::json::kind::double_:
        real(value.get_double());
        break;
    case boost::json::kind::bool_:
        boolean(value.get_bool());
        break;
    case boost::json::kind::null:
        null();
        break;
    }
}

void writer::violate(coax::rule what, std::string message) { violate_at(path(), what, std::move(message)); }

void writer::violate_at(std::string pointer, coax::rule what, std::string message)
{
    broken_ = deviated_ = true;
    for (auto& open : frames_)
        open.broken = true;
    if (violations_.size() < limits_.max_violations)
        violations_.emplace_back(what, std::move(pointer), std::move(message));
}

} // namespace coax::binder
