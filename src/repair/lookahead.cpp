// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/lookahead.hpp"

#include "text/utf8.hpp"

#include <algorithm>

namespace coax::repair {

namespace {

using table = std::array<bool, 256>;

consteval table letters_but(char quote)
{
    table all{};
    for (std::size_t c = ' '; c < 0x80; ++c)
        all[c] = c != '"' && c != '\\' && c != ',' && c != static_cast<unsigned char>(quote);
    return all;
}

constexpr table letters = letters_but('"');
constexpr table letters_in_single = letters_but('\'');
constexpr table letters_in_ticks = letters_but('`');

} // namespace

std::size_t lookahead::letters_end(std::size_t i, char quote) const noexcept
{
    auto const& here = quote == '\'' ? letters_in_single : quote == '`' ? letters_in_ticks : letters;
    while (i < text_.size() && here[static_cast<unsigned char>(text_[i])])
        ++i;
    return i;
}

verdict lookahead::has(std::size_t i, std::string_view token) const noexcept
{
    for (std::size_t k = 0; k < token.size(); ++k) {
        auto const c = peek(i + k);
        if (c == more)
            return verdict::wait;
        if (c != static_cast<unsigned char>(token[k]))
            return verdict::no;
    }
    return verdict::yes;
}

std::size_t lookahead::long_space_end(std::size_t i)
{
    auto* known = &spaces_[next_];
    for (auto& one : spaces_)
        if (one.first == i && one.second >= i)
            known = &one;
    if (known == &spaces_[next_] && (known->first != i || known->second < i)) {
        *known = {i, i};
        next_ = (next_ + 1) % spaces_.size();
    }
    for (;;) {
        while (is_space(peek(known->second)))
            ++known->second;
        auto const odd = odd_space(known->second);
        if (odd == wait)
            return text_.size();
        if (odd == 0)
            return known->second;
        known->second += odd;
    }
}

std::size_t lookahead::rare_space(std::size_t i) const noexcept
{
    for (std::string_view const space : {"\xC2\xA0", "\xE2\x80\xAF", "\xEF\xBB\xBF"}) {
        auto const here = has(i, space);
        if (here != verdict::no)
            return here == verdict::yes ? space.size() : wait;
    }
    return 0;
}

std::size_t lookahead::character(std::size_t i) const noexcept
{
    auto const c = peek(i);
    if (c < 0x80)
        return c == more ? wait : c >= 0 ? 1 : 0;
    auto const size = text::character(text_.data() + i, text_.data() + text_.size());
    if (size == text::cut)
        return final_ ? 0 : wait;
    return size == text::none ? 0 : static_cast<std::size_t>(size);
}

lookahead::key lookahead::find_key(std::size_t i)
{
    key result;
    auto const quote = peek(i);
    bool const quoted = quote == '"' || quote == '\'';
    auto j = i + (quoted ? 1 : 0);
    auto const begin = j;
    while (is_word(peek(j)) && j - i <= longest_key)
        ++j;
    auto const word = text_.substr(std::min(begin, text_.size()), j - begin);
    if (peek(j) == more) {
        result.found = verdict::wait;
        return result;
    }
    if (quoted) {
        if (peek(j) == ':' && !word.empty()) { // its last quote may be missing
            auto const value = skip(j + 1);
            if (peek(value) == more)
                result.found = verdict::wait;
            else if (peek(value) == quote) {
                result = {verdict::yes, word, true, false};
                return result;
            }
            if (result.found == verdict::wait)
                return result;
        }
        for (; peek(j) != quote; ++j) {
            auto const c = peek(j);
            if (c == more)
                result.found = verdict::wait;
            if (c == more || c == end || c == '\n')
                return result;
            if (c == '\\')
                ++j;
            if (j - i > longest_key) {
                result = {verdict::yes, text_.substr(begin, longest_key), false, false};
                return result;
            }
        }
        result.name = text_.substr(begin, j - begin);
        ++j;
    } else {
        if (word.empty())
            return result;
        result.name = word;
        result.half = peek(j) == '"' || peek(j) == '\'';
        result.bare = !result.half;
        j += result.half ? 1 : 0;
    }
    j = skip(j);
    if (peek(j) == more)
        result.found = verdict::wait;
    if (peek(j) != ':')
        return result;
    auto const address = has(j, "://"); // http://, not a key
    result.found = address == verdict::wait ? address : address == verdict::yes ? verdict::no : verdict::yes;
    return result;
}

int lookahead::before(std::size_t i) const noexcept
{
    for (auto const first = i - std::min<std::size_t>(i, 64); i > first; --i)
        if (auto const c = peek(i - 1); !is_blank(c))
            return c;
    return 0;
}

verdict lookahead::comment_at(std::size_t i) const noexcept
{
    if (peek(i) == '#') {
        auto const after = peek(i + 1);
        return after == more ? verdict::wait : is_space(after) || after == end ? verdict::yes : verdict::no;
    }
    if (peek(i) != '/')
        return verdict::no;
    auto const after = peek(i + 1);
    return after == more ? verdict::wait : after == '/' || after == '*' ? verdict::yes : verdict::no;
}

} // namespace coax::repair
