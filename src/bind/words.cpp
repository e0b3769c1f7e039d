// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/words.hpp"

#include "text/cut.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace coax::bind {

using detail::shape_kind;

namespace {

constexpr std::size_t longest_shown = 80; // bytes of a value
constexpr std::size_t most_listed = 40; // values of a closed set: the message goes to the model, too

// "1, 2, 3", of many only the first ones; `words_at` gives the words of one.
template <class Words>
std::string listed(std::size_t count, Words words_at)
{
    std::string words;
    for (std::size_t n = 0; n < std::min(count, most_listed); ++n)
        words.append(n == 0 ? "" : ", ").append(words_at(n));
    return count > most_listed ? words + " and " + std::to_string(count - most_listed) + " more" : words;
}

std::string tuple_words(detail::tuple_shape const& type)
{
    bool const exactly = type.rest == nullptr && type.least == type.elements.size();
    return exactly ? "an array of " + std::to_string(type.least) + " values" : "an array";
}

} // namespace

std::string json_words(boost::json::value const& value)
{
    auto const text = boost::json::serialize(value);
    auto const beginning = text::cut(text, longest_shown);
    return std::string(beginning) + (beginning.size() < text.size() ? "..." : "");
}

std::string one_of_words(boost::json::array const& values)
{
    return (values.size() == 1 ? "" : "one of ")
        + listed(values.size(), [&](std::size_t n) { return json_words(values[n]); });
}

std::string expected(detail::shape const& type)
{
    switch (type.kind) {
    case shape_kind::boolean:
        return "true or false";
    case shape_kind::integer:
        return "a whole number";
    case shape_kind::real:
        return "a number";
    case shape_kind::text:
        return "a string";
    case shape_kind::choice: {
        auto const& spellings = static_cast<detail::choice_shape const&>(type).spellings;
        return "one of " + listed(spellings.size(), [&](std::size_t n) { return in_quotes(spellings[n]); });
    }
    case shape_kind::moment:
        switch (static_cast<detail::moment_shape const&>(type).format) {
        case detail::moment_format::month:
            return "a month written as YYYY-MM";
        case detail::moment_format::date:
            return "a date written as YYYY-MM-DD";
        case detail::moment_format::local:
            return "a time written as YYYY-MM-DDThh:mm:ss, without an offset";
        case detail::moment_format::date_time:
            break;
        }
        return "a time written as YYYY-MM-DDThh:mm:ssZ";
    case shape_kind::written:
    case shape_kind::digits: {
        auto const& form = static_cast<detail::written_shape const&>(type).wording;
        return !form.words.empty()             ? std::string(form.words)
            : type.kind == shape_kind::written ? "a string"
            : form.whole                       ? "a whole number"
                                               : "a number";
    }
    case shape_kind::nothing:
        return "null";
    case shape_kind::nullable:
        return expected(*static_cast<detail::nullable_shape const&>(type).inner) + " or null";
    case shape_kind::sequence:
    case shape_kind::set:
        return "an array";
    case shape_kind::tuple:
        return tuple_words(static_cast<detail::tuple_shape const&>(type));
    case shape_kind::map:
    case shape_kind::record:
        return "an object";
    case shape_kind::variant: {
        auto const& alternatives = static_cast<detail::variant_shape const&>(type).alternatives;
        if (!static_cast<detail::variant_shape const&>(type).tag.empty())
            return "an object";
        std::string words;
        for (auto const* one : alternatives)
            words += (words.empty() ? "" : " or ") + expected(*one);
        return words;
    }
    case shape_kind::json:
        if (type.own != nullptr && type.own->among != nullptr)
            return one_of_words(*type.own->among);
        break;
    case shape_kind::custom:
        break;
    }
    return "a JSON value";
}

std::string_view found(std::uint8_t kind)
{
    switch (kind) {
    case detail::json_null:
        return "null";
    case detail::json_bool:
        return "a boolean";
    case detail::json_number:
        return "a number";
    case detail::json_string:
        return "a string";
    case detail::json_array:
        return "an array";
    default:
        return "an object";
    }
}

std::string print(double value)
{
    std::array<char, 32> text{};
    auto const end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

std::string print(detail::number const& value)
{
    switch (value.is) {
    case detail::number::type::integer:
        return std::to_string(value.integer);
    case detail::number::type::natural:
        return std::to_string(value.natural);
    default:
        return print(value.real);
    }
}

std::string in_quotes(std::string_view text)
{
    std::string words = "\"";
    words += text::cut(text, longest_shown);
    if (text.size() > longest_shown)
        words += "...";
    words += '"';
    return words;
}

} // namespace coax::bind
