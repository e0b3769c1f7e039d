// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/moment.hpp"
#include "bind/value_builder.hpp"
#include "bind/words.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace coax::bind {

using detail::shape_kind;
using kind_of = detail::number::type;

namespace {

/// Digits a little below the lowest integer of all become that one where they become a double.
bool below_all(detail::number const& value) { return value.is == kind_of::real && value.real == -0x1p63; }

/// A whole number as the type stores it, if it can.
std::optional<std::uint64_t> within(detail::integer_shape const& type, detail::number const& value)
{
    if (value.is == kind_of::integer && value.integer < 0)
        return value.integer >= type.min ? std::optional(static_cast<std::uint64_t>(value.integer)) : std::nullopt;
    if (value.is == kind_of::real) {
        auto const wide = value.exact();
        if (wide < static_cast<long double>(type.min) || wide > static_cast<long double>(type.max) || below_all(value))
            return std::nullopt;
        return wide < 0 ? static_cast<std::uint64_t>(static_cast<std::int64_t>(wide))
                        : static_cast<std::uint64_t>(wide);
    }
    auto const natural = value.is == kind_of::natural ? value.natural : static_cast<std::uint64_t>(value.integer);
    return natural <= type.max ? std::optional(natural) : std::nullopt;
}

bool is_multiple(detail::number const& value, detail::number const& step)
{
    if (value.is != kind_of::real && step.is != kind_of::real)
        return std::fmod(value.exact(), step.exact()) == 0;
    // A decimal step such as 0.1 has no exact double: a quotient this near to a whole number is one.
    auto const quotient = value.exact() / step.exact();
    return std::fabs(quotient - std::round(quotient)) <= 1e-9L * std::max(1.0L, std::fabs(quotient));
}

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Whether a text that begins so may mean the name, in other case or with other punctuation.
bool begins_alike(std::string_view name, std::string_view begun)
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
        auto const wanted = next(begun);
        if (wanted < 0)
            return true;
        if (next(name) != wanted)
            return false;
    }
}

std::string count_of(std::size_t count, char const* what)
{
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

} // namespace

bool value_builder::store_number(slot const& where, detail::number const& value)
{
    if (value.is == kind_of::real && !std::isfinite(value.real)) {
        violate(rule::range, "is beyond the largest number there is");
        return false;
    }
    bool const checked = where.rules != nullptr;
    if (where.type->kind == shape_kind::real) {
        auto const& type = *static_cast<detail::real_shape const*>(where.type);
        auto const wide = value.is == kind_of::real ? value.real
            : value.is == kind_of::natural          ? static_cast<double>(value.natural)
                                                    : static_cast<double>(value.integer);
        if (std::fabs(wide) > type.max) {
            violate(rule::range, "must be between " + print(-type.max) + " and " + print(type.max));
            return false;
        }
        if (checked && !check_number(*where.rules, value))
            return false;
        type.store(where.at, wide);
        return true;
    }
    auto const& type = *static_cast<detail::integer_shape const*>(where.type);
    if (value.is == kind_of::real && value.real != std::trunc(value.real)) {
        violate(rule::range, "must be a whole number, but is " + print(value));
        return false;
    }
    auto const bits = within(type, value);
    if (!bits) {
        violate(rule::range,
            "must be between " + std::to_string(type.min) + " and " + std::to_string(type.max) + ", but is "
                + (below_all(value) ? "less" : print(value)));
        return false;
    }
    if (checked && !check_number(*where.rules, value))
        return false;
    type.store(where.at, *bits);
    return true;
}

bool value_builder::check_number(detail::rules const& rules, detail::number const& value)
{
    auto const wide = value.exact();
    bool good = true;
    auto const demand = [&](bool kept, char const* words, detail::number const& bound) {
        if (bound && !kept) {
            violate(rule::range, std::string("must be ") + words + print(bound) + ", but is " + print(value));
            good = false;
        }
    };
    demand(wide >= rules.ge.exact(), "at least ", rules.ge);
    demand(wide > rules.gt.exact(), "more than ", rules.gt);
    demand(wide <= rules.le.exact(), "at most ", rules.le);
    demand(wide < rules.lt.exact(), "less than ", rules.lt);
    demand(!rules.multiple_of || is_multiple(value, rules.multiple_of), "a multiple of ", rules.multiple_of);
    return good;
}

void value_builder::measure_text(std::string_view piece)
{
    if (text_.rules->max_length == detail::rules::unlimited)
        return;
    text_length_ += characters(piece);
    if (text_length_ > text_.rules->max_length) {
        violate(rule::length, "must have at most " + count_of(text_.rules->max_length, "character"));
        text_.type = nullptr;
        visible_ = false;
    }
}

/// Whether what has come of the string may yet be read as another spelling than this, or as a word for nothing.
bool value_builder::may_mean_another(detail::choice_shape const& type, std::size_t but) const
{
    if (maybe_ != nullptr && tolerance_ == tolerance::lenient)
        return true;
    for (std::size_t i = 0; i < type.spellings.size(); ++i)
        if (i != but && begins_alike(type.spellings[i], scratch_))
            return true;
    return false;
}

/// Shows the value as soon as only one can follow, and knows as early that none can.
void value_builder::narrow_choice(detail::choice_shape const& type)
{
    if (choice_made_)
        return;
    std::size_t match = 0;
    std::size_t matches = 0;
    for (std::size_t i = 0; i < type.spellings.size(); ++i) {
        if (type.spellings[i].starts_with(scratch_)) {
            match = i;
            ++matches;
        }
    }
    if (matches == 1 && !may_mean_another(type, match)) {
        type.store(text_.at, match);
        choice_made_ = visible_ = true;
        ++changes_;
    }
}

bool value_builder::store_choice(slot const& where, std::string_view said)
{
    auto const& type = *static_cast<detail::choice_shape const*>(where.type);
    auto const at = static_cast<std::size_t>(std::ranges::find(type.spellings, said) - type.spellings.begin());
    if (at < type.spellings.size()) {
        type.store(where.at, at);
        return true;
    }
    violate(rule::choice, "must be " + expected(type) + ", but is " + bind::quoted(said));
    return false;
}

bool value_builder::finish_text()
{
    if (text_.type == nullptr)
        return false;
    if (tolerance_ != tolerance::strict && text_.type->kind != shape_kind::text)
        return finish_loosely();
    return finish_as_written();
}

bool value_builder::finish_as_written()
{
    if (text_.type->kind == shape_kind::choice)
        return store_choice(text_, scratch_);
    if (text_.type->kind == shape_kind::moment) {
        auto const& type = *static_cast<detail::moment_shape const*>(text_.type);
        auto const when = parse_moment(scratch_, type.format);
        if (when && type.store(text_.at, *when))
            return true;
        violate(rule::format, "must be " + expected(type) + ", but is " + bind::quoted(scratch_));
        return false;
    }
    auto& target = *static_cast<std::string*>(text_.at);
    if (!visible_)
        target = scratch_;
    if (text_.rules == nullptr)
        return true;
    auto const& rules = *text_.rules;
    bool good = true;
    if (rules.min_length > 0 && characters(target) < rules.min_length) {
        violate(rule::length, "must have at least " + count_of(rules.min_length, "character"));
        good = false;
    }
    if (!rules.pattern.empty() && violations_.size() >= limits_.max_violations) {
        good = false; // as the answer is
    } else if (!rules.pattern.empty()) {
        auto const outcome = patterns_.search(rules.pattern, target);
        if (outcome != text::patterns::outcome::found) {
            auto const* const why = outcome == text::patterns::outcome::invalid_pattern
                ? " (which is not a valid pattern)"
                : outcome == text::patterns::outcome::too_complex ? " (which is too complex to try)"
                : outcome == text::patterns::outcome::over_budget
                ? " (which takes more steps than the patterns of one answer may)"
                : "";
            violate(rule::pattern,
                "must match the pattern " + std::string(rules.pattern) + why + ", but is " + bind::quoted(target));
            good = false;
        }
    }
    if (rules.quoted && violations_.size() >= limits_.max_violations)
        return false;
    auto const stands = rules.quoted ? quoted_text_.find(target) : quoted_text::outcome::found;
    if (stands != quoted_text::outcome::found) {
        violate(rule::quote,
            stands == quoted_text::outcome::over_budget
                ? "must be quoted word for word from the text, but there is too much to compare; quote less"
                : "must be quoted word for word from the text, which does not say " + bind::quoted(target));
        good = false;
    }
    return good;
}

} // namespace coax::bind
