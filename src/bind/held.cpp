// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/loose_scalars.hpp"
#include "bind/name_match.hpp"
#include "bind/value_builder.hpp"
#include "bind/words.hpp"
#include "bind/written_as.hpp"
#include "json/answer_parser.hpp"

#include <algorithm>
#include <utility>

// Strings where a list or an object is asked for.
namespace coax::bind {

using detail::shape_kind;
using kind = applied_repair::kind;

namespace {

constexpr std::string_view spaces = " \t\r\n";

std::string_view trimmed(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(spaces), text.size()));
    text.remove_suffix(text.size() - std::min(text.find_last_not_of(spaces) + 1, text.size()));
    return text;
}

bool is_number(detail::shape const& type) { return type.kind == shape_kind::integer || type.kind == shape_kind::real; }

} // namespace

/// Whether a string can hold such a value, written as JSON.
bool value_builder::may_be_held(detail::shape const& type)
{
    switch (type.kind) {
    case shape_kind::sequence:
    case shape_kind::set:
    case shape_kind::tuple:
    case shape_kind::map:
    case shape_kind::record:
    case shape_kind::variant:
        return true;
    default:
        return false;
    }
}

/// Whether all of the text is one JSON object or array.
bool value_builder::is_container(std::string_view text) const
{
    auto const first = text.find_first_not_of(spaces);
    if (first == text.npos || (text[first] != '{' && text[first] != '['))
        return false;
    value_builder nobody(limits_);
    nobody.skip_depth_ = 1;
    json::answer_parser in(nobody, limits_.max_depth - std::min(limits_.max_depth, frames_.size()));
    return in.feed(text) && in.finish(true);
}

/// Whether a string is one element of a list, and not the text of a list or of none.
bool value_builder::is_one_element(detail::shape const& element, std::string_view text) const
{
    if (element.kind == shape_kind::choice) {
        auto const& type = static_cast<detail::choice_shape const&>(element);
        if (std::ranges::find(type.spellings, text) != type.spellings.end()
            || likely_spelling(type, text) != type.spellings.size())
            return true;
    }
    text = trimmed(text);
    if (means_null(text) || text.find_first_of(",;|\n\t") != text.npos)
        return false;
    if (is_number(element))
        return text.find_first_of(spaces) == text.npos && read_loose_number(text).has_value();
    return std::string_view("[]{}()\"'`-*+").find(text.front()) == std::string_view::npos
        && !text.starts_with("\xE2\x80\xA2"); // a bullet
}

/// The value at the root is a text without its envelope, which happens to be JSON.
bool value_builder::is_bare_text(std::string_view text) const
{
    return frames_.empty() && is_wrapper() && inside(*wrapped().type).kind == shape_kind::text
        && (trimmed(text).front() == '[' || text.find("\"" + std::string(wrapped().name) + "\"") == text.npos);
}

/// A string is whole that is no text: a tag, or what holds a list or an object.
void value_builder::finish_text_of_other()
{
    if (text_.at == nullptr) // a tag
        return resolve_tag(frames_.back(), scratch_);
    auto const where = text_;
    auto const said = std::exchange(scratch_, {});
    if (is_container(said) && !is_bare_text(said)) {
        repaired(kind::written_as_string, path());
        source_ = {};
        next_ = where;
        json::answer_parser in(*this, limits_.max_depth - std::min(limits_.max_depth, frames_.size()));
        in.feed(said);
        in.finish(true);
        return;
    }
    if (imply_element(where, said))
        return text(said);
    bool const nothing
        = tolerance_ == tolerance::lenient && maybe_ != nullptr && maybe_at_ != unplaced() && means_null(said);
    if (nothing) {
        maybe_->clear(maybe_at_);
        repaired(kind::null, path());
        return value_complete(true);
    }
    violate(rule::kind, "must be " + expected(*where.type) + ", but is the string " + bind::quoted(said));
    value_complete(false);
}

} // namespace coax::bind
