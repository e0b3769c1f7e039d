// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/value_table.hpp"

#include "text/cut.hpp"
#include "text/printable.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <string_view>

namespace coax::cli {

namespace {

namespace json = boost::json;

// The last `most` characters, with a sign for those that are left out.
std::string end_of(std::string_view text, std::size_t most)
{
    auto const all = text::count_characters(text);
    if (all <= most)
        return std::string(text);
    std::size_t begin = 0;
    for (auto left = all - most + 1; left > 0; --left)
        do
            ++begin;
        while (begin < text.size() && !text::begins_character(text[begin]));
    return "\xE2\x80\xA6" + std::string(text.substr(begin));
}

std::string scalar_text(json::value const& value)
{
    std::string text = value.is_string() ? std::string(value.get_string()) : json::serialize(value);
    text::clean_line(text);
    return text;
}

bool is_nested(json::value const& value)
{
    return (value.is_object() && !value.get_object().empty()) || (value.is_array() && !value.get_array().empty());
}

class table {
public:
    explicit table(std::size_t width) : width_(std::max<std::size_t>(width, 20)) { }

    void add(std::string_view label, std::size_t column, json::value const& value, std::size_t depth)
    {
        std::string line(2 * depth, ' ');
        line += label;
        if (is_nested(value)) {
            lines.push_back(end_of(line, width_));
            return add_parts(value, depth + 1);
        }
        line.resize(std::max(line.size(), line.size() + column - std::min(column, text::count_characters(label))), ' ');
        line += "  ";
        auto const used = text::count_characters(line);
        lines.push_back(line + end_of(scalar_text(value), width_ > used + 8 ? width_ - used : 8));
    }

    void add_parts(json::value const& value, std::size_t depth)
    {
        if (auto const* const object = value.if_object()) {
            std::size_t column = 0;
            for (auto const& member : *object)
                column = std::max(column, std::min<std::size_t>(text::count_characters(member.key()), 24));
            for (auto const& member : *object) {
                auto label = std::string(member.key());
                text::clean_line(label);
                add(label, column, member.value(), depth);
            }
        } else if (auto const* const array = value.if_array()) {
            for (auto const& element : *array)
                add("-", 1, element, depth);
        }
    }

    std::vector<std::string> lines;

private:
    std::size_t width_;
};

} // namespace

std::vector<std::string> value_table(json::value const& value, std::size_t width, std::size_t height)
{
    table made(width);
    if (is_nested(value))
        made.add_parts(value, 0);
    else
        made.lines.push_back(end_of(scalar_text(value), std::max<std::size_t>(width, 20)));
    if (made.lines.size() > height)
        made.lines.erase(
            made.lines.begin(), made.lines.end() - static_cast<std::ptrdiff_t>(std::max<std::size_t>(height, 1)));
    return std::move(made.lines);
}

} // namespace coax::cli
