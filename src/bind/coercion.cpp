// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/coercion.hpp"

#include "bind/loose_scalars.hpp"
#include "bind/name_match.hpp"
#include "json/answer_parser.hpp"

#include <string>
#include <vector>

namespace coax::bind {

namespace {

constexpr std::string_view spaces = " \t\r\n";

std::string_view trimmed(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(spaces), text.size()));
    text.remove_suffix(text.size() - std::min(text.find_last_not_of(spaces) + 1, text.size()));
    return text;
}

bool takes_array(detail::shape const& declared)
{
    auto const& type = inside(declared);
    if (type.kind == shape_kind::variant)
        return has_alternative(as<variant_shape>(type), detail::json_array);
    return is_list(type) || type.kind == shape_kind::tuple || type.kind == shape_kind::json;
}

class ignored_events final : public json::event_handler {
public:
    void begin_object() override { }
    void end_object() override { }
    void begin_array() override { }
    void end_array() override { }
    void key_part(std::string_view) override { }
    void key(std::string_view) override { }
    void text_part(std::string_view) override { }
    void text(std::string_view) override { }
    void integer(std::int64_t) override { }
    void natural(std::uint64_t) override { }
    void real(double, std::string_view) override { }
    void boolean(bool) override { }
    void null() override { }
};

} // namespace

bool coercion::read_null(std::string_view text) const
{
    if (!may_mean_null() || nullable_at_ == unplaced() || !means_null(text))
        return false;
    nullable_->clear(nullable_at_);
    return true;
}

bool coercion::is_wrapper() const noexcept
{
    if (root_->kind != shape_kind::record)
        return false;
    auto const& root = as<record_shape>(*root_);
    return root.fields.size() == 1 && root.name == "value" && root.fields.front().name == "value";
}

bool coercion::takes_list() const noexcept
{
    if (root_->kind != shape_kind::record)
        return takes_array(*root_);
    auto const& fields = as<record_shape>(*root_).fields;
    return fields.size() == 1
        && (is_list(inside(*fields.front().type)) || (is_wrapper() && takes_array(*wrapped().type)));
}

bool coercion::takes_bare(std::uint8_t kind) const
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

bool coercion::takes_bare_text(std::string_view text) const
{
    return is_wrapper() && inside(*wrapped().type).kind == shape_kind::text
        && (trimmed(text).front() == '[' || text.find("\"" + std::string(wrapped().name) + "\"") == text.npos);
}

bool coercion::knows(std::string_view key) const
{
    if (root_->kind != shape_kind::record)
        return true;
    auto const& type = as<record_shape>(*root_);
    return likely_member(type, key) != type.fields.size()
        || (type.fields.size() == 1 && has_member_inside(*type.fields.front().type, key));
}

bool coercion::takes(detail::shape const& type, std::uint8_t kind) const
{
    auto const& one = inside(type);
    switch (one.kind) {
    case shape_kind::json:
    case shape_kind::custom:
        return true;
    case shape_kind::text:
    case shape_kind::choice:
    case shape_kind::moment:
    case shape_kind::written:
    case shape_kind::digits:
    case shape_kind::integer:
    case shape_kind::real:
    case shape_kind::boolean:
        return is_written_as(one, kind) || takes_loosely(one, kind);
    case shape_kind::map:
    case shape_kind::record:
        return kind == detail::json_object;
    case shape_kind::variant:
        return is_tagged(one) ? kind == detail::json_object : has_alternative(as<variant_shape>(one), kind);
    default:
        return false;
    }
}

bool coercion::takes_as_element(detail::shape const& type, std::uint8_t kind) const
{
    auto const& one = inside(type);
    bool const list = is_list(one) || one.kind == shape_kind::tuple;
    return kind == detail::json_array ? list || one.kind == shape_kind::json : !list && takes(one, kind);
}

bool coercion::takes_loosely(detail::shape const& type, std::uint8_t kind) const
{
    switch (type.kind) {
    case shape_kind::boolean:
        return kind == detail::json_string || (lenient() && kind == detail::json_number);
    case shape_kind::integer:
    case shape_kind::real:
    case shape_kind::digits:
        return kind == detail::json_string;
    case shape_kind::written:
        return kind == detail::json_number;
    case shape_kind::text:
        return kind == detail::json_number || (lenient() && kind == detail::json_bool);
    case shape_kind::choice:
        return kind == detail::json_number || kind == detail::json_bool;
    default:
        return false;
    }
}

bool coercion::may_be_in_string(detail::shape const& type) noexcept
{
    return is_list(type) || type.kind == shape_kind::tuple || type.kind == shape_kind::map
        || type.kind == shape_kind::record || type.kind == shape_kind::variant;
}

bool coercion::is_one_element(detail::shape const& element, std::string_view text)
{
    if (element.kind == shape_kind::choice) {
        auto const& type = as<choice_shape>(element);
        if (find_spelling(type, text) != type.spellings.size() || likely_spelling(type, text) != type.spellings.size())
            return true;
    }
    text = trimmed(text);
    if (means_null(text) || text.find_first_of(",;|\n\t") != text.npos)
        return false;
    if (element.kind == shape_kind::integer || element.kind == shape_kind::real || element.kind == shape_kind::digits)
        return text.find_first_of(spaces) == text.npos && read_loose_number(text).has_value();
    return std::string_view("[]{}()\"'`-*+").find(text.front()) == std::string_view::npos
        && !text.starts_with("\xE2\x80\xA2"); // a bullet
}

std::size_t coercion::likely_spelling(choice_shape const& type, std::string_view text)
{
    return only_match(type.spellings.size(), text, [&](std::size_t i) { return type.spellings[i]; });
}

bool coercion::is_tag(variant_shape const& type, std::string_view name) const
{
    return name == type.tag || (!strict() && compare_names(type.tag, name, folded(name)) != likeness::none);
}

std::string_view coercion::likely_tag(variant_shape const& type, std::string_view text) const
{
    if (strict())
        return {};
    std::vector<std::string_view> all;
    for (auto const* one : type.alternatives) {
        auto const& spellings = tag_of(type, as<record_shape>(*one)).spellings;
        all.insert(all.end(), spellings.begin(), spellings.end());
    }
    auto const found = only_match(all.size(), text, [&](std::size_t i) { return all[i]; });
    return found == all.size() ? std::string_view() : all[found];
}

bool is_json_container(std::string_view text, std::size_t max_depth)
{
    auto const first = text.find_first_not_of(spaces);
    if (first == text.npos || (text[first] != '{' && text[first] != '['))
        return false;
    ignored_events ignored;
    json::answer_parser in(ignored, max_depth);
    return in.feed(text) && in.finish(true);
}

std::size_t likely_member(record_shape const& type, std::string_view key)
{
    auto const key_folded = folded(key);
    auto const found = std::ranges::find_if(type.fields,
        [&](detail::field const& one) { return compare_names(one.name, key, key_folded) != likeness::none; });
    return static_cast<std::size_t>(found - type.fields.begin());
}

bool any_alternative_has(variant_shape const& type, std::string_view key)
{
    return std::ranges::any_of(type.alternatives, [&](detail::shape const* one) {
        return one->kind == shape_kind::record
            && likely_member(as<record_shape>(*one), key) != as<record_shape>(*one).fields.size();
    });
}

bool has_member_inside(detail::shape const& declared, std::string_view key)
{
    auto const& type = inside(declared);
    if (type.kind == shape_kind::record)
        return likely_member(as<record_shape>(type), key) != as<record_shape>(type).fields.size();
    if (type.kind == shape_kind::variant)
        return any_alternative_has(as<variant_shape>(type), key);
    if (type.kind != shape_kind::sequence)
        return false;
    auto const& element = inside(element_of(type));
    bool const of_objects = element.kind == shape_kind::record || element.kind == shape_kind::variant;
    return of_objects && has_member_inside(element, key);
}

} // namespace coax::bind
