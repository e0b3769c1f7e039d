// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/name_match.hpp"

#include "text/ascii.hpp"

#include <algorithm>

namespace coax::bind {

std::string folded(std::string_view text)
{
    constexpr std::string_view dropped = " \t\r\n_-.,;:?'\"()[]*`/";
    std::string words;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[i];
        bool const minus
            = c == '-' && i + 1 < text.size() && text::is_digit(text[i + 1]) && (i == 0 || text[i - 1] == ' ');
        // A point between digits is a number's.
        bool const point
            = c == '.' && i > 0 && i + 1 < text.size() && text::is_digit(text[i - 1]) && text::is_digit(text[i + 1]);
        bool const exclamation = c == '!' && !words.empty();
        if (minus || point || (dropped.find(c) == dropped.npos && !exclamation))
            words += text::lower(c);
    }
    return words;
}

likeness compare_names(std::string_view name, std::string_view text, std::string_view text_folded)
{
    if (std::ranges::equal(name, text, {}, text::lower, text::lower))
        return likeness::except_case;
    return !text_folded.empty() && folded(name) == text_folded ? likeness::folded : likeness::none;
}

bool one_of(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::ranges::find(words, text) != words.end();
}

} // namespace coax::bind
