// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/value_builder.hpp"
#include "bind/words.hpp"
#include "bind/written_as.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

// What every value and every key goes through, together, so that the compiler sees all of it.
namespace coax::bind {

using detail::shape_kind;

inline value_builder::slot value_builder::next_slot()
{
    if (next_.type != nullptr) {
        auto const known = next_;
        next_.type = nullptr;
        return known;
    }
    if (frames_.empty())
        return {root_, value_, nullptr};
    auto& top = frames_.back();
    switch (top.type->kind) {
    case shape_kind::record: // a key that means no member
        return {};
    case shape_kind::map:
        if (top.skip)
            return {};
        return {static_cast<detail::map_shape const*>(top.type)->inner, top.place, nullptr};
    case shape_kind::variant:
        return {top.type, nullptr, nullptr}; // the tag itself
    default:
        return next_element(top);
    }
}

value_builder::slot value_builder::open_value(std::uint8_t kind)
{
    maybe_ = nullptr;
    if (next_.type == nullptr && !frames_.empty() && frames_.back().pairs && frames_.back().index == frame::none)
        return open_pair();
    auto where = next_slot();
    if (where.type == nullptr)
        open_nowhere(kind);
    else if (!is_written_as(*where.type, kind))
        where = open_otherwise(where, kind);
    return where;
}

void value_builder::open_container(std::uint8_t kind)
{
    if (skip_depth_ != 0) {
        ++skip_depth_;
        return;
    }
    if (!capture_.active()) {
        auto const where = open_value(kind);
        if (!capture_.active()) {
            if (where.type == nullptr)
                skip_depth_ = 1;
            else
                push(where, kind == detail::json_array);
            return;
        }
    }
    captured(kind == detail::json_array ? event_log::event::begin_array : event_log::event::begin_object);
}

void value_builder::push(slot const& where, bool is_list)
{
    auto& opened = frames_.emplace_back();
    opened.type = where.type;
    opened.object = where.at;
    opened.rules = where.rules;
    switch (where.type->kind) {
    case shape_kind::record:
        opened.more_bits = static_cast<std::uint32_t>(more_bits_.size());
        for (std::size_t i = 64; i < static_cast<detail::record_shape const*>(where.type)->fields.size(); i += 64)
            more_bits_.insert(more_bits_.end(), {0, 0});
        break;
    case shape_kind::sequence: {
        auto const clear = static_cast<detail::sequence_shape const*>(where.type)->clear;
        bool const keep = keep_items_ && frames_.size() == 2 && frames_.front().index == 0;
        if (clear != nullptr && !keep)
            clear(where.at);
        break;
    }
    case shape_kind::set:
        static_cast<detail::set_shape const*>(where.type)->clear(where.at);
        break;
    case shape_kind::map:
        opened.pairs = is_list;
        static_cast<detail::map_shape const*>(where.type)->clear(where.at);
        break;
    default:
        break;
    }
    if (frames_.size() == 1)
        for (std::size_t i = 0; i < kept_.size(); ++i)
            if (kept_[i]) {
                set_bit(opened, i, false);
                set_bit(opened, i, true);
            }
    visible_ = false;
    ++changes_;
}

inline void value_builder::count_completed(bool whole)
{
    if (!whole)
        return;
    ++completed_;
    if (untold_ > 0 || told_)
        tell_completed();
}

void value_builder::tell_completed()
{
    if (untold_ > 0)
        --untold_;
    else
        told_(path());
}

void value_builder::value_complete(bool whole)
{
    visible_ = false;
    ++changes_;
    if (frames_.empty()) {
        done_ = true;
        count_completed(whole);
        return;
    }
    auto& top = frames_.back();
    switch (top.type->kind) {
    case shape_kind::record:
        if (whole && top.index != frame::none)
            set_bit(top, top.index, true);
        break;
    case shape_kind::sequence:
        element_complete(top, whole);
        break;
    case shape_kind::set:
        element_complete_in_set(top, whole);
        break;
    case shape_kind::map:
        top.place = nullptr;
        break;
    default:
        break;
    }
    count_completed(whole); // while the path still leads there
    if (top.type->kind == shape_kind::map)
        keys_.resize(top.key_begin);
    top.index = frame::none;
    top.skip = false;
    if (top.implied)
        end_implied();
}

void value_builder::close_container()
{
    if (skip_depth_ != 0) {
        if (--skip_depth_ == 0)
            value_complete(false);
        return;
    }
    if (frames_.back().strange != 0 && unwrap(frames_.back())) {
        close_container(); // its members are those of the object that it held
        return;
    }
    auto& top = frames_.back();
    top.index = frame::none;
    if (top.type->kind == shape_kind::record)
        check_record(top);
    else if (top.type->kind == shape_kind::variant)
        missing_tag(static_cast<detail::variant_shape const*>(top.type)->tag);
    else
        check_items(top);
    bool const whole = !top.broken;
    if (frames_.size() == 1) { // stays open, so that its members can still be asked for
        done_ = true;
        ++changes_;
        count_completed(whole);
        return;
    }
    if (top.type->kind == shape_kind::record)
        more_bits_.resize(top.more_bits);
    frames_.pop_back();
    value_complete(whole);
}

[[gnu::flatten]] void value_builder::begin_object() { open_container(detail::json_object); }
void value_builder::begin_array() { open_container(detail::json_array); }

[[gnu::flatten]] void value_builder::end_object()
{
    if (capture_.active())
        captured(event_log::event::end_object);
    else
        close_container();
}

void value_builder::end_array()
{
    if (capture_.active())
        captured(event_log::event::end_array);
    else
        close_container();
}

void value_builder::key_part(std::string_view piece)
{
    if (skip_depth_ != 0)
        return;
    if (capture_.active())
        captured(event_log::event::key_part, piece);
    else if (name_.size() <= limits_.max_key_bytes)
        name_.append(piece);
}

void value_builder::key(std::string_view last_piece)
{
    if (skip_depth_ != 0)
        return;
    if (capture_.active()) {
        captured(event_log::event::key, last_piece);
        return;
    }
    if (name_.empty()) {
        find(last_piece);
    } else {
        name_.append(last_piece);
        find(name_);
        name_.clear();
    }
}

void value_builder::find(std::string_view name)
{
    auto& top = frames_.back();
    if (name.size() > limits_.max_key_bytes) {
        violate(rule::limit, "has a key of more than " + std::to_string(limits_.max_key_bytes) + " bytes");
        top.skip = true;
    } else if (top.type->kind == shape_kind::map) {
        find_key(top, name);
    } else {
        find_field(top, name);
    }
}

void value_builder::begin_member(frame& record, std::uint32_t at)
{
    bool const stands = &record == frames_.data() && at < kept_.size() && kept_[at];
    record.index = stands ? frame::none : at;
    record.skip = stands || bit(record, at, false);
    if (record.skip) {
        record.stood = record.stood || stands;
        if (!stands)
            violate(rule::duplicate, "is there twice");
        return;
    }
    set_bit(record, at, false);
    record.next = at + 1;
    auto const& member = static_cast<detail::record_shape const*>(record.type)->fields[at];
    next_ = {member.type, member.access(record.object), member.ruled && !skip_rules_ ? &member.rules : nullptr};
}

void value_builder::open_text(slot const& where)
{
    text_ = where;
    if (capture_.active())
        return;
    in_text_ = true;
    scratch_.clear();
    text_length_ = 0;
    choice_made_ = false;
    if (text_.type != nullptr && text_.type->kind == shape_kind::text) {
        static_cast<std::string*>(text_.at)->clear();
        visible_ = text_.rules == nullptr || !text_.rules->whole;
        changes_ += visible_ ? 1 : 0;
    }
}

void value_builder::grow_text(std::string_view piece, bool last)
{
    if (text_.type == nullptr || piece.empty())
        return;
    if (text_.type->kind != shape_kind::text) {
        auto const most
            = text_.type->kind > shape_kind::moment && text_.at != nullptr ? limits_.max_bytes : limits_.max_key_bytes;
        if (scratch_.size() + piece.size() > most) {
            violate(rule::limit, "must be " + expected(*text_.type) + ", but is endless");
            text_.type = nullptr;
            return;
        }
        scratch_.append(piece);
        if (!last && text_.type->kind == shape_kind::choice)
            narrow_choice(*static_cast<detail::choice_shape const*>(text_.type));
        return;
    }
    if (visible_) {
        static_cast<std::string*>(text_.at)->append(piece);
        ++changes_;
    } else {
        scratch_.append(piece);
    }
    if (text_.rules != nullptr)
        measure_text(piece);
}

[[gnu::flatten]] void value_builder::text_part(std::string_view piece)
{
    if (skip_depth_ != 0)
        return;
    if (!capture_.active() && !in_text_)
        open_text(open_value(detail::json_string));
    if (capture_.active())
        captured(event_log::event::text_part, piece);
    else
        grow_text(piece);
}

[[gnu::flatten]] void value_builder::text(std::string_view last_piece)
{
    if (skip_depth_ != 0)
        return;
    if (!capture_.active() && !in_text_) {
        auto const where = open_value(detail::json_string);
        if (where.type != nullptr && where.type->kind == shape_kind::text && where.rules == nullptr) { // in one piece
            static_cast<std::string*>(where.at)->assign(last_piece);
            value_complete(true);
            return;
        }
        if (where.type != nullptr && where.type->kind == shape_kind::choice && tolerance_ == tolerance::strict
            && last_piece.size() <= limits_.max_key_bytes) {
            value_complete(store_choice(where, last_piece));
            return;
        }
        open_text(where);
    }
    if (capture_.active()) {
        captured(event_log::event::text, last_piece);
        return;
    }
    grow_text(last_piece, true);
    in_text_ = false;
    if (text_.type != nullptr && text_.type->kind > shape_kind::moment)
        finish_text_of_other();
    else
        value_complete(finish_text());
}

void value_builder::integer(std::int64_t value) { number(value); }
void value_builder::natural(std::uint64_t value) { number(value); }
void value_builder::real(double value) { number(value); }

void value_builder::boolean(bool value)
{
    if (skip_depth_ != 0)
        return;
    if (!capture_.active()) {
        auto const where = open_value(detail::json_bool);
        if (!capture_.active()) {
            if (where.type != nullptr && where.type->kind != shape_kind::boolean) {
                text_instead(where, value ? "true" : "false");
                return;
            }
            if (where.type != nullptr)
                *static_cast<bool*>(where.at) = value;
            value_complete(where.type != nullptr);
            return;
        }
    }
    captured(event_log::event::boolean, {}, value ? 1 : 0);
}

void value_builder::null()
{
    if (skip_depth_ != 0)
        return;
    if (!capture_.active()) {
        auto const where = open_value(detail::json_null);
        if (!capture_.active()) {
            value_complete(where.type != nullptr);
            return;
        }
    }
    captured(event_log::event::null);
}

void value_builder::refuse(std::string message)
{
    if (skip_depth_ != 0)
        return;
    if (capture_.active()) {
        bool const placed = captured_.type != nullptr
            && (captured_.type->kind == shape_kind::json || captured_.type->kind == shape_kind::custom);
        if (placed) {
            violate(rule::kind, std::move(message));
            null();
        } else {
            captured(event_log::event::refused, message);
        }
        return;
    }
    auto const* const top = frames_.empty() ? nullptr : &frames_.back();
    bool const is_tag = top != nullptr && top->type->kind == shape_kind::variant;
    bool const is_pair = top != nullptr && next_.type == nullptr && top->pairs && top->index == frame::none;
    if (is_tag || is_pair) {
        null(); // as wrong there as any word
        return;
    }
    if (next_slot().type != nullptr)
        violate(rule::kind, std::move(message));
    value_complete(false);
}

[[gnu::flatten]] void value_builder::number(detail::number const& value)
{
    if (skip_depth_ != 0)
        return;
    if (!capture_.active()) {
        auto const where = open_value(detail::json_number);
        if (!capture_.active()) {
            if (where.type != nullptr && where.type->kind != shape_kind::integer
                && where.type->kind != shape_kind::real)
                text_instead(where, source_.empty() ? print(value) : std::string(source_));
            else
                value_complete(where.type != nullptr && store_number(where, value));
            return;
        }
    }
    if (value.is == detail::number::type::integer)
        captured(event_log::event::integer, source_, static_cast<std::uint64_t>(value.integer));
    else if (value.is == detail::number::type::natural)
        captured(event_log::event::natural, source_, value.natural);
    else
        captured(event_log::event::real, source_, std::bit_cast<std::uint64_t>(value.real));
}

} // namespace coax::bind
