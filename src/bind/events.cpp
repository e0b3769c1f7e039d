// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/loose_scalars.hpp"
#include "bind/replay.hpp"
#include "bind/scalars.hpp"
#include "bind/value_builder.hpp"
#include "bind/words.hpp"

#include <algorithm>
#include <bit>

// Every value and key passes through these functions. They are in one file so that the compiler can inline them.
namespace coax::bind {

void value_builder::open_container(std::uint8_t kind)
{
    if (containers_.skipping())
        return containers_.open_skipped();
    bool const is_list = kind == detail::json_array;
    if (!capture_.active()) {
        auto const to = opener_.open(kind);
        if (!capture_.active()) {
            if (to.type == nullptr)
                containers_.skip(1);
            else
                opener_.push(to, is_list);
            return;
        }
    }
    captured(is_list ? event_log::event::begin_array : event_log::event::begin_object);
}

void value_builder::value_complete(bool whole)
{
    progress_.next_value();
    if (containers_.empty())
        return progress_.finish(whole);
    auto& top = containers_.back();
    auto const kind = top.type->kind;
    if (kind == shape_kind::record) {
        if (whole && top.index != frame::none && !top.is_more)
            containers_.set_complete(top, top.index);
    } else if (kind == shape_kind::sequence) {
        if (top.rules != nullptr && top.rules->unique && whole)
            whole = checker_.check_unique(top);
        if (containers_.in_item_list())
            items_.end_element(top, whole);
    } else if (kind == shape_kind::set) {
        whole = set_element_complete(top, whole);
    } else if (kind == shape_kind::map) {
        top.place = nullptr;
    }
    progress_.count_completed(whole); // while the path still leads there
    if (kind == shape_kind::map || top.is_more)
        containers_.drop_key(top);
    top.is_more = false;
    top.index = frame::none;
    top.skip = false;
    if (top.implied)
        close_implied();
}

bool value_builder::set_element_complete(frame& set, bool whole)
{
    if (set.place == nullptr)
        return whole;
    auto const& type = as<set_shape>(*set.type);
    if (whole && !type.merge(set.object, set.place)) {
        diagnostics_.violate(rule::duplicate, "is there twice");
        whole = false;
    }
    type.drop(set.place);
    set.place = nullptr;
    return whole;
}

void value_builder::close_implied()
{
    auto const& top = containers_.back();
    auto const end = diagnostics_.source().end();
    auto const begin = std::size_t(top.key_begin);
    repaired({static_cast<applied_repair::kind>(top.choice), path(), begin, end - std::min(begin, end)});
    close_container();
}

void value_builder::close_container()
{
    if (containers_.skipping()) {
        if (containers_.close_skipped())
            value_complete(false);
        return;
    }
    if (containers_.back().unknown_keys != 0) {
        if (auto const held = envelopes_.unwrap(containers_.back())) {
            auto const source = diagnostics_.source();
            for (auto const& member : held->members())
                replay_member(member, *this);
            set_source({{}, source.offset, source.size});
            return close_container(); // its members are those of the object inside
        }
    }
    auto& top = containers_.back();
    top.index = frame::none;
    if (top.type->kind == shape_kind::record)
        checker_.check_record(top);
    else if (top.type->kind == shape_kind::variant)
        checker_.missing_tag(as<variant_shape>(*top.type).tag);
    else
        checker_.check_size(top);
    bool const whole = !top.broken;
    if (containers_.size() == 1) { // stays open, so that its members can still be asked for
        progress_.changed();
        return progress_.finish(whole);
    }
    containers_.pop();
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
    if (containers_.skipping())
        return;
    if (capture_.active())
        captured(event_log::event::key_part, piece);
    else if (key_.size() <= limits_.max_key_bytes)
        key_.append(piece);
}

void value_builder::key(std::string_view last_piece)
{
    if (containers_.skipping())
        return;
    if (capture_.active()) {
        captured(event_log::event::key, last_piece);
        return;
    }
    if (key_.empty()) {
        opener_.find(last_piece);
    } else {
        key_.append(last_piece);
        opener_.find(key_);
        key_.clear();
    }
}

[[gnu::flatten]] void value_builder::text_part(std::string_view piece)
{
    if (containers_.skipping())
        return;
    if (!capture_.active() && !string_.open())
        begin_string(opener_.open(detail::json_string));
    if (capture_.active())
        captured(event_log::event::text_part, piece);
    else
        string_.append(piece);
}

[[gnu::flatten]] void value_builder::text(std::string_view last_piece)
{
    if (containers_.skipping())
        return;
    if (!capture_.active() && !string_.open()) {
        auto const to = opener_.open(detail::json_string);
        if (to.type != nullptr && to.type->kind == shape_kind::text && to.rules == nullptr) { // in one piece
            if (to.type->in_json)
                detail::json_slots::value_at(to.at) = last_piece;
            else
                static_cast<std::string*>(to.at)->assign(last_piece);
            value_complete(true);
            return;
        }
        if (to.type != nullptr && to.type->kind == shape_kind::choice && coercion_.strict()
            && last_piece.size() <= limits_.max_key_bytes) {
            value_complete(store_choice(to, last_piece, diagnostics_));
            return;
        }
        begin_string(to);
    }
    if (capture_.active()) {
        captured(event_log::event::text, last_piece);
        return;
    }
    string_.append(last_piece, true);
    string_.close();
    if (auto const* const type = string_.target().type; type != nullptr && !is_scalar(type->kind))
        finish_text_of_other();
    else
        value_complete(string_.finish());
}

void value_builder::integer(std::int64_t value) { number(value, {}); }
void value_builder::natural(std::uint64_t value) { number(value, {}); }
void value_builder::real(double value, std::string_view digits) { number(value, digits); }

void value_builder::boolean(bool value)
{
    if (containers_.skipping())
        return;
    if (!capture_.active()) {
        auto const to = opener_.open(detail::json_bool);
        if (!capture_.active()) {
            if (to.type != nullptr && to.type->kind != shape_kind::boolean)
                return value_complete(string_.store_scalar(to, value ? "true" : "false"));
            value_complete(to.type != nullptr && store_boolean(to, value, checker_));
            return;
        }
    }
    captured(event_log::event::boolean, {}, value ? 1 : 0);
}

void value_builder::null()
{
    if (containers_.skipping())
        return;
    if (!capture_.active()) {
        auto const to = opener_.open(detail::json_null);
        if (!capture_.active()) {
            value_complete(to.type != nullptr);
            return;
        }
    }
    captured(event_log::event::null);
}

[[gnu::flatten]] void value_builder::number(detail::number const& value, std::string_view digits)
{
    if (containers_.skipping())
        return;
    auto const source = diagnostics_.source().text;
    if (!capture_.active()) {
        auto const to = opener_.open(detail::json_number);
        if (!capture_.active()) {
            if (to.type != nullptr && to.type->kind != shape_kind::integer && to.type->kind != shape_kind::real)
                value_complete(number_of_other(to, value, digits));
            else
                value_complete(to.type != nullptr && store_number(to, value, checker_, diagnostics_));
            return;
        }
    }
    if (value.is == detail::number::type::integer)
        captured(event_log::event::integer, source, static_cast<std::uint64_t>(value.integer));
    else if (value.is == detail::number::type::natural)
        captured(event_log::event::natural, source, value.natural);
    else
        captured(event_log::event::real, source.empty() ? digits : source, std::bit_cast<std::uint64_t>(value.real));
}

/// A number for a type that is not stored as one: by its digits, or where a string is wanted.
bool value_builder::number_of_other(slot const& to, detail::number const& value, std::string_view digits)
{
    auto const source = diagnostics_.source().text;
    auto const exact = digits.empty() ? print(value) : std::string(digits);
    if (to.type->kind == shape_kind::digits) // of a value that is read again, the digits are those of the text
        return store_digits(to, value, read_loose_digits(exact).value_or(exact), checker_, diagnostics_);
    if (is_tried(*to.type, detail::json_number))
        return store_in_order(to, value, exact, diagnostics_);
    return string_.store_scalar(to, source.empty() ? exact : std::string(source));
}

} // namespace coax::bind
