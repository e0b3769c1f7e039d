// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/folded_keywords.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <charconv>
#include <string>

namespace coax::sim {
namespace {

constexpr std::string_view numeric[] = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"};
constexpr std::string_view textual[] = {"format", "pattern", "contentEncoding"};

/// The last paragraph in braces, without them.
std::string_view paragraph(std::string_view description)
{
    constexpr std::string_view gap = "\n\n";
    for (;;) {
        auto const at = description.rfind(gap);
        auto const last = at == description.npos ? description : description.substr(at + gap.size());
        if (last.size() > 2 && last.front() == '{' && last.back() == '}')
            return last.substr(1, last.size() - 2);
        if (at == description.npos)
            return {};
        description = description.substr(0, at);
    }
}

/// Where the next keyword begins, the comma before it included: a pattern can have commas of its own.
std::size_t next_keyword(std::string_view text)
{
    for (auto at = text.find(", "); at != text.npos; at = text.find(", ", at + 1)) {
        auto const name = text.substr(at + 2, text.find(": ", at) - std::min(text.find(": ", at), at + 2));
        bool const is_name = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        });
        if (is_name)
            return at;
    }
    return text.size();
}

/// A schema inside the description; {} where it is none.
boost::json::object object_in(std::string_view text)
{
    boost::system::error_code error;
    auto const read = boost::json::parse(text, error);
    auto const* const object = error ? nullptr : read.if_object();
    return object != nullptr ? *object : boost::json::object();
}

} // namespace

boost::json::object folded_keywords(std::string_view description)
{
    boost::json::object found;
    for (auto rest = paragraph(description); !rest.empty();) {
        auto const end = next_keyword(rest);
        auto const one = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 2, rest.size()));
        auto const colon = one.find(": ");
        if (colon == one.npos)
            continue;
        auto const key = one.substr(0, colon);
        auto const value = one.substr(colon + 2);
        double number = 0;
        if (std::find(std::begin(textual), std::end(textual), key) != std::end(textual))
            found[key] = value;
        else if (key == "propertyNames")
            found[key] = object_in(value);
        else if (std::find(std::begin(numeric), std::end(numeric), key) != std::end(numeric)
            && std::from_chars(value.data(), value.data() + value.size(), number).ec == std::errc())
            found[key] = number;
    }
    return found;
}

} // namespace coax::sim
