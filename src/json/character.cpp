// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "json/character.hpp"

#include "text/utf8.hpp"

#include <algorithm>

namespace coax::json {

namespace {

using text::cut; // results beside a size
using text::none;

constexpr std::size_t unit = 6; // bytes of \uHHHH

struct utf16_unit {
    int size = none; ///< or `cut`
    unsigned code = 0;
};

/// The \uHHHH at the begin of `from`.
utf16_unit read_unit(std::string_view from) noexcept
{
    constexpr std::string_view begin = "\\u";
    if (!begin.starts_with(from.substr(0, begin.size())))
        return {};
    unsigned code = 0;
    for (char const c : from.substr(std::min(begin.size(), from.size()), 4)) {
        if (c >= '0' && c <= '9')
            code = code << 4 | static_cast<unsigned>(c - '0');
        else if (char const lower = static_cast<char>(c | 0x20); lower >= 'a' && lower <= 'f')
            code = code << 4 | static_cast<unsigned>(lower - 'a' + 10);
        else
            return {};
    }
    return {from.size() < unit ? cut : static_cast<int>(unit), code};
}

bool is_high_surrogate(utf16_unit const& read) noexcept { return read.size > 0 && read.code >> 10 == 0xD800U >> 10; }
bool is_low_surrogate(utf16_unit const& read) noexcept { return read.size > 0 && read.code >> 10 == 0xDC00U >> 10; }

/// The bytes of the escape at the begin of `from`, or `cut`, or `none` where it stands for no character.
int escape_size(std::string_view from) noexcept
{
    if (from.size() < 2)
        return cut;
    if (from[1] != 'u')
        return std::string_view("\"\\/bfnrt").find(from[1]) != std::string_view::npos ? 2 : none;
    auto const first = read_unit(from);
    if (!is_high_surrogate(first))
        return is_low_surrogate(first) ? none : first.size;
    auto const second = read_unit(from.substr(unit));
    return second.size <= 0 ? second.size : is_low_surrogate(second) ? static_cast<int>(2 * unit) : none;
}

/// Whether the backslash at `at` is not itself escaped.
bool begins_escape(std::string_view text, std::size_t at) noexcept
{
    auto const before = text.substr(0, at);
    auto const other = before.find_last_not_of('\\');
    return (at - (other == before.npos ? 0 : other + 1)) % 2 == 0;
}

std::size_t cut_escape_size(std::string_view text) noexcept
{
    auto const longest = 2 * unit - 1;
    auto const tail = text.substr(text.size() - std::min(text.size(), longest));
    // Nearly always there is none, and the text is so short that a call of memchr costs more than the loop.
    auto const first = std::find(tail.begin(), tail.end(), '\\');
    if (first == tail.end())
        return 0;
    auto at = text.size() - static_cast<std::size_t>(tail.end() - first);
    while (at != text.npos) {
        auto const size = begins_escape(text, at) ? escape_size(text.substr(at)) : none;
        if (size == cut)
            return text.size() - at;
        at = text.find('\\', at + static_cast<std::size_t>(std::max(size, 1)));
    }
    return 0;
}

} // namespace

std::size_t cut_character_size(std::string_view text) noexcept
{
    if (auto const size = cut_escape_size(text); size != 0)
        return size;
    for (std::size_t size = 1; size <= 3 && size <= text.size(); ++size) {
        auto const byte = static_cast<unsigned char>(text[text.size() - size]);
        if (byte >= 0xC0)
            return size < (byte < 0xE0 ? 2U : byte < 0xF0 ? 3U : 4U) ? size : 0;
        if (byte < 0x80)
            return 0;
    }
    return 0;
}

int character_size(std::string_view text) noexcept
{
    if (text.front() == '\\')
        return escape_size(text);
    return static_cast<unsigned char>(text.front()) < 0x80 ? 1
                                                           : text::character(text.data(), text.data() + text.size());
}

std::size_t sure_size(std::string_view text) noexcept
{
    for (std::size_t at = 0; at < text.size();) {
        auto const byte = static_cast<unsigned char>(text[at]);
        int size = 1;
        if (byte < 0x20)
            return at;
        if (byte >= 0x80 || byte == '\\')
            size = character_size(text.substr(at));
        if (size <= 0)
            return at;
        at += static_cast<std::size_t>(size);
    }
    return text.size();
}

} // namespace coax::json
