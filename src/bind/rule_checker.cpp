// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/rule_checker.hpp"

#include "bind/shape_access.hpp"
#include "bind/text_formats.hpp"
#include "bind/words.hpp"
#include "shape/pointer.hpp"
#include "json/json_equality.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <bit>
#include <cmath>

namespace coax::bind {

namespace {

bool is_multiple(detail::number const& value, detail::number const& step)
{
    using type = detail::number::type;
    if (value.is != type::real && step.is != type::real)
        return std::fmod(value.exact(), step.exact()) == 0;
    // A decimal step such as 0.1 has no exact double: a quotient this near to a whole number is one.
    auto const quotient = value.exact() / step.exact();
    return std::fabs(quotient - std::round(quotient)) <= 1e-9L * std::max(1.0L, std::fabs(quotient));
}

boost::json::value as_json(detail::number const& value)
{
    using type = detail::number::type;
    if (value.is == type::integer)
        return value.integer;
    return value.is == type::natural ? boost::json::value(value.natural) : boost::json::value(value.real);
}

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string count_of_characters(std::size_t count)
{
    return std::to_string(count) + (count == 1 ? " character" : " characters");
}

} // namespace

void rule_checker::start()
{
    clear();
    patterns_.allow(limits_.max_pattern_steps);
    quoted_text_.allow(limits_.max_quote_steps);
}

bool rule_checker::check_number(detail::rules const& rules, detail::number const& value)
{
    auto const wide = value.exact();
    bool good = true;
    auto const demand = [&](bool kept, char const* words, detail::number const& bound) {
        if (bound && !kept) {
            diagnostics_.violate(
                rule::range, std::string("must be ") + words + print(bound) + ", but is " + print(value));
            good = false;
        }
    };
    demand(wide >= rules.ge.exact(), "at least ", rules.ge);
    demand(wide > rules.gt.exact(), "more than ", rules.gt);
    demand(wide <= rules.le.exact(), "at most ", rules.le);
    demand(wide < rules.lt.exact(), "less than ", rules.lt);
    demand(!rules.multiple_of || is_multiple(value, rules.multiple_of), "a multiple of ", rules.multiple_of);
    return good && (rules.among == nullptr || check_among(rules, as_json(value)));
}

bool rule_checker::check_growth(detail::rules const& rules, std::size_t& length, std::string_view piece)
{
    if (rules.max_length == detail::rules::unlimited)
        return true;
    length += characters(piece);
    if (length <= rules.max_length)
        return true;
    diagnostics_.violate(rule::length, "must have at most " + count_of_characters(rules.max_length));
    return false;
}

bool rule_checker::check_among(detail::rules const& rules, boost::json::value const& value)
{
    if (rules.among == nullptr)
        return true;
    if (std::ranges::any_of(*rules.among, [&](auto const& one) { return json::equal(one, value); }))
        return true;
    diagnostics_.violate(rule::choice, "must be " + one_of_words(*rules.among) + ", but is " + json_words(value));
    return false;
}

bool rule_checker::check_unique(frame const& list)
{
    if (unique_.add(list, containers_.size()))
        return true;
    diagnostics_.violate(rule::duplicate, "is there twice");
    return false;
}

bool rule_checker::check_text(detail::rules const& rules, std::string_view text)
{
    bool good = true;
    if (rules.format != detail::text_format::any && !has_format(text, rules.format)) {
        diagnostics_.violate(
            rule::format, "must be " + std::string(words_of(rules.format)) + ", but is " + in_quotes(text));
        good = false;
    }
    if (rules.min_length > 0 && characters(text) < rules.min_length) {
        diagnostics_.violate(rule::length, "must have at least " + count_of_characters(rules.min_length));
        good = false;
    }
    // If no more violations are kept, the answer is bad already. The search would be wasted.
    if (!rules.pattern.empty() && (diagnostics_.full() || !check_pattern(rules.pattern, text)))
        good = false;
    if (rules.quoted && (diagnostics_.full() || !check_quote(text)))
        good = false;
    return good;
}

bool rule_checker::check_pattern(std::string_view pattern, std::string_view text)
{
    using outcome = text::patterns::outcome;
    auto const found = patterns_.search(pattern, text);
    if (found == outcome::found)
        return true;
    auto const* const reason = found == outcome::invalid_pattern ? " (which is not a valid pattern)"
        : found == outcome::too_complex                          ? " (which is too complex to try)"
        : found == outcome::over_budget ? " (which takes more steps than the patterns of one answer may)"
                                        : "";
    diagnostics_.violate(
        rule::pattern, "must match the pattern " + std::string(pattern) + reason + ", but is " + in_quotes(text));
    return false;
}

bool rule_checker::check_quote(std::string_view text)
{
    auto const found = quoted_text_.find(text);
    if (found == quoted_text::outcome::found)
        return true;
    diagnostics_.violate(rule::quote,
        found == quoted_text::outcome::over_budget
            ? "must be quoted word for word from the text, but there is too much to compare; quote less"
            : "must be quoted word for word from the text, which does not say " + in_quotes(text));
    return false;
}

void rule_checker::check_record(frame const& record)
{
    if (skip_)
        return;
    auto const& type = as<record_shape>(*record.type);
    auto const members = type.fields.size();
    for (std::size_t i = 0; i < members; i += 64) {
        auto missing = ~containers_.seen_word(record, i);
        if (members - i < 64)
            missing &= (std::uint64_t(1) << (members - i)) - 1;
        for (; missing != 0; missing &= missing - 1)
            check_missing(type.fields[i + static_cast<std::size_t>(std::countr_zero(missing))], record.object);
    }
    if (type.validate != nullptr && !record.broken)
        diagnostics_.validate(type, record.object);
}

void rule_checker::check_missing(detail::field const& member, void* record)
{
    if (member.may_be_missing()) {
        if (member.rules.fallback != nullptr)
            detail::json_slots::value_at(place_of(member, record)) = *member.rules.fallback;
        return;
    }
    auto pointer = containers_.path();
    detail::append_token(pointer, member.name);
    diagnostics_.violate_at(std::move(pointer), rule::missing, "is missing; it must be " + expected(*member.type));
}

void rule_checker::missing_tag(std::string_view tag)
{
    auto pointer = containers_.path();
    detail::append_token(pointer, tag);
    diagnostics_.violate_at(std::move(pointer), rule::missing, "is missing: it says which alternative this is");
}

void rule_checker::check_size(frame const& container)
{
    if (container.rules != nullptr && container.rules->unique)
        unique_.close(containers_.size());
    std::size_t least = container.rules != nullptr ? container.rules->min_items : 0;
    if (container.type->kind == shape_kind::tuple)
        least = std::max(least, as<tuple_shape>(*container.type).least);
    else if (container.type->kind == shape_kind::sequence)
        least = std::max(least, as<sequence_shape>(*container.type).fixed_size);
    auto const count = container.next;
    if (count < least)
        diagnostics_.violate(rule::length,
            "must have at least " + std::to_string(least) + " elements, but has " + std::to_string(count));
    if (container.type->kind == shape_kind::map && container.rules != nullptr && count > container.rules->max_items)
        diagnostics_.violate(
            rule::length, "must have at most " + std::to_string(container.rules->max_items) + " members");
}

} // namespace coax::bind
