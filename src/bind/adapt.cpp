// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/loose_scalars.hpp"
#include "bind/name_match.hpp"
#include "bind/value_builder.hpp"
#include "bind/words.hpp"
#include "bind/written_as.hpp"

#include <algorithm>
#include <utility>

// What is not as the type says, and can be meant in one way only. None of this runs before a rule would be broken.
namespace coax::bind {

using detail::shape_kind;
using kind = applied_repair::kind;

namespace {

bool is_list(detail::shape const& type) { return type.kind == shape_kind::sequence || type.kind == shape_kind::set; }

detail::shape const& element_of(detail::shape const& list)
{
    return list.kind == shape_kind::sequence ? *static_cast<detail::sequence_shape const&>(list).inner
                                             : *static_cast<detail::set_shape const&>(list).inner;
}

} // namespace

void value_builder::repaired(applied_repair::kind what, std::string pointer)
{
    repaired({what, std::move(pointer), source_offset_, source_size_});
}

void value_builder::repaired(applied_repair what)
{
    if (repairs_.size() >= limits_.max_repairs)
        return;
    // A number that needed its quotes only because it is written as it is was put right once, not twice.
    bool const same = what.repair == kind::number && !repairs_.empty() && repairs_.back().offset == what.offset
        && repairs_.back().size == what.size && repairs_.back().repair == kind::missing_quotes;
    if (same)
        repairs_.back() = std::move(what);
    else
        repairs_.push_back(std::move(what));
}

std::string_view value_builder::member_name(std::string_view raw) const noexcept
{
    if (skip_depth_ != 0 || capture_.active() || frames_.empty())
        return raw;
    auto const& top = frames_.back();
    if (top.type->kind != shape_kind::record || top.index == frame::none)
        return raw;
    return static_cast<detail::record_shape const*>(top.type)->fields[top.index].name;
}

bool value_builder::takes_list() const noexcept
{
    auto const takes_it = [](detail::shape const& declared) {
        auto const& type = inside(declared);
        if (type.kind != shape_kind::variant)
            return is_list(type) || type.kind == shape_kind::tuple || type.kind == shape_kind::json;
        auto const& kinds = static_cast<detail::variant_shape const&>(type).kinds;
        return static_cast<detail::variant_shape const&>(type).tag.empty()
            && std::ranges::any_of(kinds, [](auto bits) { return (bits & detail::json_array) != 0; });
    };
    if (root_->kind != shape_kind::record)
        return takes_it(*root_);
    auto const& fields = static_cast<detail::record_shape const*>(root_)->fields;
    return fields.size() == 1 && (is_list(inside(*fields.front().type)) || (is_wrapper() && takes_it(*wrapped().type)));
}

std::uint32_t value_builder::likely_field(frame const& record, std::string_view name) const
{
    auto const& fields = static_cast<detail::record_shape const*>(record.type)->fields;
    auto const found = only_match(fields.size(), name, [&](std::size_t i) { return fields[i].name; });
    bool const said = found != fields.size() && bit(record, found, false);
    return static_cast<std::uint32_t>(said ? fields.size() : found);
}

std::size_t value_builder::likely_spelling(detail::choice_shape const& type, std::string_view text) const
{
    return only_match(type.spellings.size(), text, [&](std::size_t i) { return type.spellings[i]; });
}

bool value_builder::is_tag(detail::variant_shape const& type, std::string_view name) const
{
    return name == type.tag
        || (tolerance_ != tolerance::strict && compare_names(type.tag, name, folded(name)) != likeness::none);
}

std::string_view value_builder::likely_tag(detail::variant_shape const& type, std::string_view text) const
{
    if (tolerance_ == tolerance::strict)
        return {};
    std::vector<std::string_view> all;
    for (auto const* one : type.alternatives) {
        auto const& fields = static_cast<detail::record_shape const*>(one)->fields;
        auto const member = std::ranges::find(fields, type.tag, &detail::field::name);
        auto const& choice = *static_cast<detail::choice_shape const*>(member->type);
        all.insert(all.end(), choice.spellings.begin(), choice.spellings.end());
    }
    auto const found = only_match(all.size(), text, [&](std::size_t i) { return all[i]; });
    return found == all.size() ? std::string_view() : all[found];
}

/// Goes into a list, or an object around a list, that was left out and whose value this is. False where there is none.
bool value_builder::imply_list(slot const& where, std::uint8_t kind)
{
    bool const bare_list
        = kind == detail::json_array && frames_.empty() && where.type->kind == shape_kind::record && takes_list();
    bool const bare_scalar = frames_.empty() && where.type->kind == shape_kind::record && takes_bare(kind);
    bool const single = is_list(*where.type) && kind != detail::json_null && takes(element_of(*where.type), kind);
    if (!bare_list && !bare_scalar && !single)
        return false;
    push(where);
    auto const put_right = bare_list ? kind::bare_list : bare_scalar ? kind::bare_value : kind::single_value;
    auto& opened = frames_.back();
    opened.implied = true;
    opened.choice = static_cast<std::uint32_t>(put_right);
    opened.key_begin = static_cast<std::uint32_t>(source_offset_);
    if (!single)
        begin_member(opened, 0);
    return true;
}

/// Whether the root only wraps a value that may be said alone. Types of the library's do.
bool value_builder::is_wrapper() const noexcept
{
    auto const& root = *static_cast<detail::record_shape const*>(root_);
    return root_->kind == shape_kind::record && root.fields.size() == 1 && root.name == "value"
        && root.fields.front().name == "value";
}

bool value_builder::takes_bare(std::uint8_t kind) const
{
    if (!is_wrapper() || kind == detail::json_array || kind == detail::json_object)
        return false;
    auto const& declared = *wrapped().type;
    if (kind == detail::json_null)
        return declared.kind == shape_kind::nullable;
    auto const& type = inside(declared);
    return type.kind == shape_kind::variant || type.kind == shape_kind::json
        ? takes(type, kind)
        : is_written_as(type, kind) || takes_loosely(type, kind);
}

/// As `imply_list`, for a string that is whole.
bool value_builder::imply_element(slot const& where, std::string_view said)
{
    if (is_list(*where.type) && !is_one_element(inside(element_of(*where.type)), said))
        return false;
    return imply_list(where, detail::json_string);
}

void value_builder::end_implied()
{
    auto const& top = frames_.back();
    auto const end = source_offset_ + source_size_;
    repaired({static_cast<kind>(top.choice), path(), top.key_begin, end - std::min<std::size_t>(top.key_begin, end)});
    close_container();
}

bool value_builder::takes(detail::shape const& type, std::uint8_t kind) const
{
    auto const& one = inside(type);
    switch (one.kind) {
    case shape_kind::json:
    case shape_kind::custom:
        return true;
    case shape_kind::text:
    case shape_kind::choice:
    case shape_kind::moment:
        return kind == detail::json_string || takes_loosely(one, kind);
    case shape_kind::integer:
    case shape_kind::real:
        return kind == detail::json_number || takes_loosely(one, kind);
    case shape_kind::boolean:
        return kind == detail::json_bool || takes_loosely(one, kind);
    case shape_kind::map:
    case shape_kind::record:
        return kind == detail::json_object;
    case shape_kind::variant: {
        auto const& type_kinds = static_cast<detail::variant_shape const&>(one).kinds;
        return static_cast<detail::variant_shape const&>(one).tag.empty()
            ? std::ranges::any_of(type_kinds, [&](auto bits) { return (bits & kind) != 0; })
            : kind == detail::json_object;
    }
    default:
        return false;
    }
}

bool value_builder::takes_loosely(detail::shape const& type, std::uint8_t kind) const
{
    bool const lenient = tolerance_ == tolerance::lenient;
    switch (type.kind) {
    case shape_kind::boolean:
        return kind == detail::json_string || (lenient && kind == detail::json_number);
    case shape_kind::integer:
    case shape_kind::real:
        return kind == detail::json_string;
    case shape_kind::text:
        return kind == detail::json_number || (lenient && kind == detail::json_bool);
    case shape_kind::choice:
        return kind == detail::json_number || kind == detail::json_bool;
    default:
        return false;
    }
}

/// A number or boolean where a string is asked for, or something that is read from one.
void value_builder::text_instead(slot const& where, std::string_view text)
{
    text_ = where;
    scratch_.clear();
    text_length_ = 0;
    choice_made_ = visible_ = false;
    if (where.type->kind == shape_kind::text) {
        repaired(kind::text, path());
        static_cast<std::string*>(where.at)->clear();
    }
    grow_text(text);
    if (where.type->kind == shape_kind::choice) {
        auto const& names = static_cast<detail::choice_shape const*>(where.type)->spellings;
        if (std::ranges::find(names, text) != names.end())
            repaired(kind::choice, path());
    }
    value_complete(finish_text());
}

/// A string for something that is not text: as the type has it, or what it can mean.
bool value_builder::finish_loosely()
{
    if (text_.type->kind == shape_kind::choice) {
        auto const& type = *static_cast<detail::choice_shape const*>(text_.type);
        if (std::ranges::find(type.spellings, scratch_) != type.spellings.end())
            return finish_as_written();
        if (auto const at = likely_spelling(type, scratch_); at != type.spellings.size()) {
            type.store(text_.at, at);
            repaired(kind::choice, path());
            return true;
        }
    } else if (text_.type->kind == shape_kind::boolean) {
        if (auto const meant = read_loose_boolean(scratch_, tolerance_ == tolerance::lenient)) {
            *static_cast<bool*>(text_.at) = *meant;
            repaired(kind::boolean, path());
            return true;
        }
    } else if (text_.type->kind != shape_kind::moment) {
        if (auto const meant = read_loose_number(scratch_)) {
            repaired(kind::number, path());
            return store_number(text_, *meant);
        }
    }
    bool const nothing = tolerance_ == tolerance::lenient && maybe_ != nullptr && means_null(scratch_);
    if (nothing) {
        maybe_->clear(maybe_at_);
        repaired(kind::null, path());
        return true;
    }
    if (text_.type->kind == shape_kind::choice || text_.type->kind == shape_kind::moment)
        return finish_as_written();
    violate(rule::kind, "must be " + expected(*text_.type) + ", but is " + bind::quoted(scratch_));
    return false;
}

} // namespace coax::bind
