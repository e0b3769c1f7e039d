// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/name_match.hpp"

#include <algorithm>

namespace coax::bind {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

} // namespace

std::string folded(std::string_view text)
{
    constexpr std::string_view dropped = " \t\r\n_-.,;:?'\"()[]*`/";
    std::string words;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[i];
        bool const minus = c == '-' && i + 1 < text.size() && is_digit(text[i + 1]) && (i == 0 || text[i - 1] == ' ');
        // A point between digits is a number's.
        bool const point = c == '.' && i > 0 && i + 1 < text.size() && is_digit(text[i - 1]) && is_digit(text[i + 1]);
        bool const exclamation = c == '!' && !words.empty();
        if (minus || point || (dropped.find(c) == dropped.npos && !exclamation))
            words += lower(c);
    }
    return words;
}

likeness compare_names(std::string_view name, std::string_view text, std::string_view text_folded)
{
    if (std::ranges::equal(name, text, {}, lower, lower))
        return likeness::except_case;
    return !text_folded.empty() && folded(name) == text_folded ? likeness::folded : likeness::none;
}

bool one_of(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::ranges::find(words, text) != words.end();
}

} // namespace coax::bind
