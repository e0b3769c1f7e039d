// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/string_builder.hpp"

#include "bind/loose_scalars.hpp"
#include "bind/scalars.hpp"
#include "bind/words.hpp"

namespace coax::bind {

namespace {

using kind = applied_repair::kind;

/// Whether a text with this beginning may mean the name in another case or with other punctuation.
bool begins_alike(std::string_view name, std::string_view begin)
{
    auto const next = [](std::string_view& text) {
        for (; !text.empty(); text.remove_prefix(1)) {
            auto const c = static_cast<unsigned char>(text.front());
            bool const letter = (c | 0x20U) >= 'a' && (c | 0x20U) <= 'z';
            if (letter || (c >= '0' && c <= '9') || c >= 0x80) {
                text.remove_prefix(1);
                return static_cast<int>(letter ? c | 0x20U : c);
            }
        }
        return -1;
    };
    for (;;) {
        auto const wanted = next(begin);
        if (wanted < 0)
            return true;
        if (next(name) != wanted)
            return false;
    }
}

} // namespace

void string_builder::keep(std::string_view piece, bool last)
{
    bool const long_one = to_.type->kind > shape_kind::moment && to_.at != nullptr;
    if (kept_.size() + piece.size() > (long_one ? limits_.max_bytes : limits_.max_key_bytes)) {
        diagnostics_.violate(rule::limit, "must be " + expected(*to_.type) + ", but is endless");
        to_.type = nullptr;
        return;
    }
    kept_.append(piece);
    if (!last && to_.type->kind == shape_kind::choice)
        narrow_choice(as<choice_shape>(*to_.type));
}

void string_builder::check_growth(std::string_view piece)
{
    if (checker_.check_growth(*to_.rules, length_, piece))
        return;
    to_.type = nullptr;
    progress_.hide();
}

/// Whether the string so far may still become another spelling, or a word for nothing.
bool string_builder::may_mean_another(choice_shape const& type, std::size_t but) const
{
    if (coercion_.may_mean_null())
        return true;
    for (std::size_t i = 0; i < type.spellings.size(); ++i)
        if (i != but && begins_alike(type.spellings[i], kept_))
            return true;
    return false;
}

/// Shows the value as soon as only one is possible.
void string_builder::narrow_choice(choice_shape const& type)
{
    if (choice_stored_)
        return;
    std::size_t match = 0;
    std::size_t matches = 0;
    for (std::size_t i = 0; i < type.spellings.size(); ++i) {
        if (type.spellings[i].starts_with(kept_)) {
            match = i;
            ++matches;
        }
    }
    if (matches == 1 && !may_mean_another(type, match)) {
        store_spelling(to_, match);
        choice_stored_ = true;
        progress_.show();
    }
}

bool string_builder::store_scalar(slot const& to, std::string_view text)
{
    to_ = to;
    kept_.clear();
    length_ = 0;
    choice_stored_ = false;
    progress_.hide();
    if (to.type->kind == shape_kind::text || to.type->kind == shape_kind::written)
        diagnostics_.repaired(kind::text);
    if (to.type->kind == shape_kind::text)
        clear_text();
    append(text);
    bool const spelled = to.type->kind == shape_kind::choice
        && find_spelling(as<choice_shape>(*to.type), text) != as<choice_shape>(*to.type).spellings.size();
    if (spelled)
        diagnostics_.repaired(kind::choice);
    return finish();
}

bool string_builder::finish()
{
    if (to_.type == nullptr)
        return false;
    return coercion_.strict() || to_.type->kind == shape_kind::text ? finish_strictly() : finish_loosely();
}

bool string_builder::finish_strictly()
{
    if (to_.type->kind == shape_kind::choice)
        return store_choice(to_, kept_, diagnostics_);
    if (to_.type->kind == shape_kind::moment)
        return store_moment(to_, kept_, diagnostics_);
    if (to_.type->kind == shape_kind::written)
        return store_written(to_, kept_, diagnostics_);
    if (to_.type->in_json) {
        if (!progress_.visible())
            detail::json_slots::value_at(to_.at) = kept_;
        return to_.rules == nullptr || checker_.check_text(*to_.rules, detail::json_slots::text(to_.at));
    }
    auto& text = *static_cast<std::string*>(to_.at);
    if (!progress_.visible())
        text = kept_;
    return to_.rules == nullptr || checker_.check_text(*to_.rules, text);
}

/// A string for a type that is not text: a spelling of the type, or a text that can mean one.
bool string_builder::finish_loosely()
{
    bool const choice = to_.type->kind == shape_kind::choice;
    if (choice && find_spelling(as<choice_shape>(*to_.type), kept_) != as<choice_shape>(*to_.type).spellings.size())
        return finish_strictly();
    if (to_.type->kind == shape_kind::written)
        return finish_written();
    if (to_.type->kind == shape_kind::digits) {
        if (auto const digits = read_loose_digits(kept_)) {
            diagnostics_.repaired(kind::number);
            return store_digits(to_, *read_loose_number(kept_), *digits, checker_, diagnostics_);
        }
    } else if (to_.type->kind == shape_kind::integer || to_.type->kind == shape_kind::real) {
        if (auto const read = read_loose_number(kept_)) {
            diagnostics_.repaired(kind::number);
            return store_number(to_, *read, checker_, diagnostics_);
        }
    } else if (read_loosely()) {
        return true;
    }
    if (coercion_.read_null(kept_)) {
        diagnostics_.repaired(kind::null);
        return true;
    }
    if (choice || to_.type->kind == shape_kind::moment)
        return finish_strictly();
    diagnostics_.violate(rule::kind, "must be " + expected(*to_.type) + ", but is " + in_quotes(kept_));
    return false;
}

bool string_builder::finish_written()
{
    std::string problem;
    if (read_written(to_, kept_, problem))
        return true;
    if (coercion_.read_null(kept_)) {
        diagnostics_.repaired(kind::null);
        return true;
    }
    refuse_written(to_, kept_, problem, diagnostics_);
    return false;
}

bool string_builder::read_loosely()
{
    if (to_.type->kind == shape_kind::choice) {
        auto const& type = as<choice_shape>(*to_.type);
        auto const at = coercion::likely_spelling(type, kept_);
        if (at == type.spellings.size())
            return false;
        store_spelling(to_, at);
        diagnostics_.repaired(kind::choice);
        return true;
    }
    if (to_.type->kind != shape_kind::boolean)
        return false;
    auto const read = read_loose_boolean(kept_, coercion_.lenient());
    if (!read)
        return false;
    diagnostics_.repaired(kind::boolean);
    return store_boolean(to_, *read, checker_);
}

} // namespace coax::bind
