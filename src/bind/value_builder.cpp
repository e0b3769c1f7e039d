// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/value_builder.hpp"

#include "bind/replay.hpp"
#include "bind/scalars.hpp"
#include "bind/words.hpp"
#include "json/answer_parser.hpp"

#include <algorithm>
#include <exception>

namespace coax::bind {

namespace {

using event = event_log::event;
using repair_kind = applied_repair::kind;

bool is_json(slot const& to) { return to.type->kind == shape_kind::json || to.type->kind == shape_kind::custom; }

/// Stores a `json::value`, or a value that is made from one. Returns whether it was stored.
bool store_json(
    slot const& to, event_log const& log, std::string const& path, rule_checker& checker, diagnostics& found)
{
    auto built = build(log);
    if (!built.duplicate_key.empty())
        found.violate_at(path + built.duplicate_key, rule::duplicate, "is there twice");
    if (built.has_too_large)
        found.violate_at(path + built.too_large, rule::range, "is beyond the largest number there is");
    if (!built.duplicate_key.empty() || built.has_too_large)
        return false;
    if (to.type->kind == shape_kind::json) {
        if (to.rules != nullptr && to.rules->among != nullptr && !checker.check_among(*to.rules, built.value))
            return false;
        *static_cast<boost::json::value*>(to.at) = std::move(built.value);
        return true;
    }
    try {
        as<detail::custom_shape>(*to.type).convert(built.value, to.at);
        return true;
    } catch (std::exception const& thrown) {
        found.violate(rule::custom, thrown.what());
        return false;
    }
}

/// Gets the text of a member whose value is one string. Returns false for any other value.
bool read_text(event_log::member const& member, std::string& text)
{
    auto from = member.from;
    event_log::entry now;
    while (from.next(now) && now.type == event::key_part)
        ;
    while (from.next(now) && now.type == event::text_part)
        text += now.text;
    text += now.text;
    return now.type == event::text;
}

} // namespace

value_builder::value_builder(limits most) : limits_(most) { }

void value_builder::clear(unsigned attempt)
{
    containers_.clear(limits_.max_depth + 1);
    diagnostics_.clear();
    progress_.clear(attempt);
    items_.clear();
    coercion_.set(tolerance::strict);
    capture_.drop();
    envelopes_.clear();
    string_.clear();
    checker_.clear();
    slots_.clear();
    key_.clear();
}

void value_builder::begin_document()
{
    checker_.start();
    diagnostics_.begin_document();
    progress_.begin_document();
    items_.begin_document();
}

void value_builder::start(detail::shape const& root, void* value, unsigned attempt)
{
    clear(attempt);
    diagnostics_.start();
    items_.start();
    coercion_.start(root);
    slots_.start({&root, value, root.own});
    begin_document();
}

void value_builder::resume(unsigned attempt, std::vector<bool> kept)
{
    clear(attempt);
    items_.stop_keeping();
    containers_.keep(std::move(kept));
    reset_members();
    begin_document();
}

void value_builder::resume_items(unsigned attempt)
{
    items_.resume();
    clear(attempt);
    begin_document();
}

void value_builder::restart(tolerance level)
{
    auto kept = containers_.kept();
    items_.restart(slots_.root());
    progress_.restart();
    clear(progress_.attempt());
    diagnostics_.restart();
    containers_.keep(std::move(kept));
    if (!containers_.kept().empty())
        reset_members();
    coercion_.set(level);
}

/// Resets the members of the root that are not kept to their initial values.
void value_builder::reset_members()
{
    auto const& root = slots_.root();
    if (root.type->kind != shape_kind::record)
        return;
    auto const& kept = containers_.kept();
    auto const& fields = as<record_shape>(*root.type).fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i < kept.size() && kept[i])
            continue;
        if (root.type->in_json)
            detail::json_slots::remove_member(root.at, fields[i].name);
        else if (fields[i].reset != nullptr)
            fields[i].reset(root.at);
    }
}

bool value_builder::close_rest(std::size_t offset)
{
    bool const between = !diagnostics_.broken() && !done() && !containers_.empty() && !string_.open()
        && !capture_.active() && !containers_.skipping() && key_.empty() && containers_.back().index == frame::none
        && !containers_.back().skip;
    if (!between)
        return false;
    for (auto const& open : containers_) {
        if (open.type->kind != shape_kind::record || open.implied)
            return false;
        auto const members = as<record_shape>(*open.type).fields.size();
        for (std::size_t i = 0; i < members; ++i)
            if (i != open.index && !containers_.complete(open, i))
                return false;
    }
    while (!done()) {
        repaired({repair_kind::missing_bracket, containers_.path_to(containers_.size() - 1), offset, 0});
        close_container();
    }
    return true;
}

void value_builder::refuse(std::string message)
{
    if (containers_.skipping())
        return;
    if (capture_.active())
        return refuse_captured(std::move(message));
    bool const is_tag = !containers_.empty() && containers_.back().type->kind == shape_kind::variant;
    if (is_tag || slots_.is_pair_next())
        return null(); // wrong here, like any other word
    if (slots_.next().type != nullptr)
        diagnostics_.violate(rule::kind, std::move(message));
    value_complete(false);
}

void value_builder::refuse_captured(std::string message)
{
    bool const placed = capture_.target().type != nullptr && is_json(capture_.target());
    if (!placed)
        return captured(event::refused, message);
    diagnostics_.violate(rule::kind, std::move(message));
    null();
}

void value_builder::captured(event type, std::string_view text, std::uint64_t bits)
{
    auto const& source = diagnostics_.source();
    capture_.add({type, text, bits, source.offset, source.size});
    if (capture_.whole())
        finish_capture();
    else if (capture_.target().type == nullptr && capture_.size() > limits_.max_envelope_bytes)
        envelopes_.drop();
}

void value_builder::finish_capture()
{
    auto const source = diagnostics_.source();
    auto log = capture_.release();
    auto const to = capture_.target();
    if (to.type == nullptr) {
        envelopes_.end_value(std::move(log));
        value_complete(false);
    } else if (is_json(to)) {
        value_complete(store_json(to, log, path(), checker_, diagnostics_));
    } else if (to.type->kind == shape_kind::map) {
        finish_pair(log);
    } else {
        finish_tagged_object(to, log);
    }
    diagnostics_.set_source(source); // a replay leaves that of its last event, whose text goes with the log
}

/// Reads an object whose tag was not first as if it had been first.
void value_builder::finish_tagged_object(slot const& to, event_log const& log)
{
    auto const& type = as<variant_shape>(*to.type);
    auto const members = log.members();
    auto tag = std::ranges::find(members, type.tag, &event_log::member::key);
    if (tag == members.end())
        tag = std::ranges::find_if(members, [&](auto const& one) { return coercion_.is_tag(type, one.key); });
    if (tag == members.end()) {
        checker_.missing_tag(type.tag);
        return value_complete(false);
    }
    auto const source = diagnostics_.source();
    slots_.set_next(to);
    begin_object();
    replay_member(*tag, *this);
    for (auto one = members.begin(); one != members.end(); ++one)
        if (one != tag)
            replay_member(*one, *this);
    set_source({{}, source.offset, source.size});
    end_object();
}

/// An object with a key and a value, in the list that a map is written as.
void value_builder::finish_pair(event_log const& log)
{
    auto const members = log.members();
    auto const only = [&](std::string_view key) -> event_log::member const* {
        auto const at = std::ranges::find(members, key, &event_log::member::key);
        return std::ranges::count(members, key, &event_log::member::key) == 1 ? &*at : nullptr;
    };
    auto const* const name = only("key");
    auto const* const value = only("value");
    std::string name_text;
    if (name == nullptr || value == nullptr || !read_text(*name, name_text)) {
        diagnostics_.violate(rule::kind, "must be a list of objects with a string \"key\" and a \"value\"");
        ++containers_.back().next;
        return;
    }
    key(name_text);
    replay_value(*value, *this);
}

std::size_t value_builder::depth_left() const noexcept
{
    return limits_.max_depth - std::min(limits_.max_depth, containers_.size());
}

/// Handles a complete string that is not text: a tag, or a string that contains a list or an object.
void value_builder::finish_text_of_other()
{
    auto const to = string_.target();
    auto const held = string_.take();
    if (to.at == nullptr) // a tag
        return opener_.resolve_tag(held);
    if (is_tried(*to.type, detail::json_string))
        return value_complete(store_in_order(to, held, diagnostics_));
    bool const container = is_json_container(held, depth_left());
    if (container && !(containers_.empty() && coercion_.takes_bare_text(held))) {
        diagnostics_.repaired(repair_kind::written_as_string);
        auto const& source = diagnostics_.source();
        set_source({{}, source.offset, source.size});
        slots_.set_next(to);
        json::answer_parser in(*this, depth_left());
        in.feed(held);
        in.finish(true);
    } else if (opener_.open_implied_list(to, held)) {
        text(held);
    } else if (coercion_.read_null(held)) {
        diagnostics_.repaired(repair_kind::null);
        value_complete(true);
    } else {
        diagnostics_.violate(rule::kind, "must be " + expected(*to.type) + ", but is the string " + in_quotes(held));
        value_complete(false);
    }
}

} // namespace coax::bind
