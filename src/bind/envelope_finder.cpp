// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/envelope_finder.hpp"

#include "bind/coercion.hpp"
#include "bind/name_match.hpp"
#include "shape/pointer.hpp"

#include <algorithm>
#include <utility>

namespace coax::bind {

namespace {

using repair_kind = applied_repair::kind;

/// The arguments of a tool's call.
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
/// A key beside the arguments of a call, or the members of a schema.
bool is_beside_them(std::string_view key)
{
    return one_of(key,
        {"name", "type", "id", "function", "tool", "toolname", "callid", "title", "description", "required", "$schema",
            "strict", "additionalproperties", "index"});
}

} // namespace

bool envelope_finder::is_of_innermost() const noexcept
{
    return candidate_.reached != stage::none && candidate_.depth == containers_.size();
}

void envelope_finder::add_key(frame& record, std::string_view name, bool strict)
{
    bool const first = record.unknown_keys == 0;
    record.unknown_keys = first ? 1 : 2;
    auto const key = folded(name);
    record.unrelated_key = record.unrelated_key || !(is_beside_them(key) || holds_arguments(key) || holds_members(key));
    bool const may_hold = !strict && !is_of_innermost()
        && (holds_arguments(key) || holds_members(key) || (first && !containers_.any_seen(record)));
    if (!may_hold)
        return unknown_key(record, name);
    drop();
    candidate_.reached = stage::key;
    candidate_.depth = containers_.size();
    candidate_.key = name;
    candidate_.offset = diagnostics_.source().offset;
    candidate_.size = diagnostics_.source().size;
}

void envelope_finder::unknown_key(frame const& record, std::string_view name)
{
    auto pointer = containers_.path_to(containers_.depth_of(record));
    detail::append_token(pointer, name);
    if (as<record_shape>(*record.type).closed)
        diagnostics_.violate_at(std::move(pointer), rule::unknown, "is not a member; leave it out");
    else
        diagnostics_.unknown_key(std::move(pointer));
}

void envelope_finder::drop()
{
    auto const dropped = std::exchange(candidate_, {});
    if (dropped.reached == stage::none)
        return;
    if (dropped.reached == stage::value) {
        containers_.skip(capture_.depth());
        capture_.drop();
    }
    if (dropped.depth > containers_.size())
        return;
    auto const source = diagnostics_.source();
    diagnostics_.set_source({source.text, dropped.offset, dropped.size});
    unknown_key(containers_[dropped.depth - 1], dropped.key);
    diagnostics_.set_source(source);
}

void envelope_finder::begin_value(std::uint8_t kind)
{
    if (candidate_.reached != stage::key || candidate_.depth != containers_.size())
        return;
    if (kind != detail::json_object)
        return drop();
    candidate_.reached = stage::value;
    capture_.start({});
}

void envelope_finder::end_value(event_log log)
{
    candidate_.reached = stage::whole;
    candidate_.log = std::move(log);
}

std::optional<event_log> envelope_finder::unwrap(frame& record)
{
    bool const any_known = containers_.any_seen(record);
    if (candidate_.reached == stage::whole && candidate_.depth == containers_.size()) {
        if (take(record, any_known))
            return std::exchange(candidate_, {}).log;
        drop();
    }
    auto const& fields = as<record_shape>(*record.type).fields;
    bool const says_nothing = !any_known && !record.broken && !fields.empty();
    if (says_nothing && std::ranges::all_of(fields, &detail::field::may_be_missing)) {
        std::string names;
        for (auto const& one : fields)
            names += (names.empty() ? "" : ", ") + std::string(one.name);
        diagnostics_.violate_at(path_to_object(), rule::unknown,
            "has none of the members that it may have, but others; its members are: " + names);
    }
    record.unknown_keys = 0;
    return std::nullopt;
}

/// Whether the candidate is the object's envelope.
bool envelope_finder::take(frame& record, bool any_known)
{
    auto const& type = as<record_shape>(*record.type);
    auto const key = folded(candidate_.key);
    auto const members = candidate_.log.members();
    bool const fits = std::ranges::any_of(members, [&](auto const& one) {
        return likely_member(type, one.key) != type.fields.size()
            || (type.fields.size() == 1 && has_member_inside(*type.fields.front().type, one.key));
    });
    auto pointer = path_to_object();
    detail::append_token(pointer, candidate_.key);
    bool const alone = record.unknown_keys == 1 || (holds_arguments(key) && !record.unrelated_key && fits);
    if (!any_known && alone && !is_no_envelope(key) && !members.empty()) {
        record.unknown_keys = 0;
        record.unrelated_key = false;
        diagnostics_.repaired({repair_kind::envelope, std::move(pointer), candidate_.offset, candidate_.size});
        return true;
    }
    bool const misplaced = any_known && fits && !record.unrelated_key && (holds_arguments(key) || holds_members(key))
        && has_call_members_only(record);
    if (misplaced)
        diagnostics_.violate_at(std::move(pointer), rule::unknown,
            holds_members(key) ? "belongs to a schema; give a value of it"
                               : "belongs to a call; give what is in it alone, as the object itself");
    return false;
}

bool envelope_finder::has_call_members_only(frame const& record) const
{
    auto const& fields = as<record_shape>(*record.type).fields;
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (containers_.seen(record, i) && !is_beside_them(folded(fields[i].name)))
            return false;
    return true;
}

} // namespace coax::bind
