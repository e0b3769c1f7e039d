// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What has no quotes: keys, numbers, literals, words.
#include "repair/reader.hpp"

#include "text/ascii.hpp"

#include <algorithm>
#include <initializer_list>

namespace coax::repair {

namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::ranges::find(words, word) != words.end();
}

/// A number as JSON writes it.
bool is_number(std::string_view word)
{
    std::size_t i = 0;
    auto const at = [&] { return i < word.size() ? static_cast<unsigned char>(word[i]) : 0; };
    auto const digits = [&] {
        auto const first = i;
        while (is_digit(at()))
            ++i;
        return i != first;
    };
    if (at() == '-')
        ++i;
    if (at() == '0')
        ++i;
    else if (!digits())
        return false;
    if (at() == '.') {
        ++i;
        if (!digits())
            return false;
    }
    if (at() == 'e' || at() == 'E') {
        ++i;
        if (at() == '+' || at() == '-')
            ++i;
        if (!digits())
            return false;
    }
    return i == word.size();
}

} // namespace

bool reader::bare_key()
{
    auto j = std::max(ahead_, at_);
    while (is_word(see_.peek(j)) || is_blank(see_.peek(j)) || see_.peek(j) == '.')
        ++j;
    ahead_ = j;
    auto end = j;
    if (see_.peek(j) == lookahead::more)
        return false;
    if (see_.peek(j) == '"' && j > at_) // the one before it was forgotten
        ++end;
    auto const next = see_.peek(see_.skip(end));
    if (next == lookahead::more)
        return false;
    while (j > at_ && is_blank(see_.peek(j - 1)))
        --j;
    if (j == at_) {
        give_up("has no key where one should be");
        return true;
    }
    name_member(see_.text().substr(at_, j - at_), std::max(end, j), kind::missing_quotes);
    return true;
}

bool reader::bare()
{
    auto j = std::max(ahead_, at_);
    for (;; ++j) {
        auto const ends = bare_ends(j);
        ahead_ = j;
        if (ends == verdict::wait)
            return false;
        if (ends == verdict::yes)
            break;
    }
    if (cut_ && see_.peek(j) == lookahead::end)
        return false;
    return bare_value(j);
}

verdict reader::bare_ends(std::size_t i)
{
    auto const c = see_.peek(i);
    if (c == lookahead::more)
        return verdict::wait;
    if (c == ',') {
        auto const goes_on = levels_.back().closer == '}' ? thousands(i) : verdict::no;
        return goes_on == verdict::wait ? goes_on : goes_on == verdict::yes ? verdict::no : verdict::yes;
    }
    if (c == '/' && see_.peek(i + 1) == lookahead::more)
        return verdict::wait;
    bool const block = c == '/' && see_.peek(i + 1) == '*';
    if (block || ((c == '/' || c == '#') && i > at_ && is_blank(see_.peek(i - 1))))
        return see_.comment_at(i);
    if (c == ')')
        return levels_.back().closer == ')' ? verdict::yes : verdict::no;
    return c < 0 || std::string_view("\n\r}]{[\"").find(static_cast<char>(c)) != std::string_view::npos ? verdict::yes
                                                                                                        : verdict::no;
}

/// Whether the comma separates thousands: digits before it, three after it, and they are no key.
verdict reader::thousands(std::size_t comma) const
{
    std::size_t before = 0;
    while (comma > at_ + before && is_digit(see_.peek(comma - 1 - before)))
        ++before;
    auto const lead = comma - before;
    bool const later = lead > at_ && see_.peek(lead - 1) == ',';
    if (before == 0 || before > 3 || (later && before != 3))
        return verdict::no;
    for (std::size_t n = 1; n <= 4; ++n) {
        auto const c = see_.peek(comma + n);
        if (c == lookahead::more)
            return verdict::wait;
        if (n < 4 ? !is_digit(c) : is_digit(c) || is_word(c) || c == ':')
            return verdict::no;
    }
    return verdict::yes;
}

bool reader::bare_value(std::size_t end)
{
    auto next = end;
    bool quoted = false;
    if (see_.peek(end) == '"' && end > at_) { // the one before it was forgotten
        auto const after = see_.peek(see_.skip(end + 1));
        if (after == lookahead::more)
            return false;
        if (after == ',' || after == '}' || after == ']' || after == lookahead::end)
            next = end + 1, quoted = true;
    }
    ahead_ = 0;
    for (constexpr std::string_view odd = "\xC2\xA0"; end > at_;) {
        if (is_space(see_.peek(end - 1)))
            --end;
        else if (see_.text().substr(at_, end - at_).ends_with(odd))
            end -= odd.size();
        else
            break;
    }
    auto const word = see_.text().substr(at_, end - at_);
    auto const stop = see_.peek(next);
    bool const array = levels_.back().closer != '}';
    bool const spaced = word.find(' ') != word.npos;
    auto const plain_start = !word.empty() && (is_digit(word[0]) || word[0] == '-');
    if (word.empty() || (!quoted && (stop == '"' || stop == '{' || stop == '[')))
        give_up("has no value where one should be");
    else if (word.find(": ") != word.npos || word.back() == ':' || stop == '"' || stop == '{' || stop == '[')
        give_up("has words without quotes of which it is not clear where they end");
    else if (array && spaced && plain_start)
        give_up("has something between two values that is no comma");
    else if (pending_ && !plain_start && !one_of(word, {"true", "false", "null"}))
        give_up("begins with a word"); // a bracket in a sentence
    else {
        token_ = at_;
        separate();
        auto const stop_at = quoted ? next : end;
        mark(token_, stop_at);
        bare_word(word, quoted);
        at_ = stop_at;
        ended();
    }
    return true;
}

/// A number or literal, or one of Python's: with a space behind it where it is JSON as it stands, which ends a number.
bool reader::literal(std::string_view word, std::string& out)
{
    out = word;
    if (is_number(word) || one_of(word, {"true", "false", "null"})) {
        out += ' ';
        return true;
    }
    std::ranges::transform(out, out.begin(), text::lower);
    if (!one_of(out, {"true", "false", "null", "none"}))
        return false;
    if (out == "none")
        out = "null";
    return true;
}

void reader::bare_word(std::string_view word, bool quoted)
{
    auto const end = token_ + word.size();
    if (!quoted && literal(word, out_)) {
        if (out_.size() == word.size() + 1) {
            emit(out_);
            return;
        }
        repaired(kind::python_literal, token_, end);
        emit(out_);
        return;
    }
    std::string small(word);
    std::ranges::transform(small, small.begin(), text::lower);
    auto const unsigned_word = std::string_view(small).substr(small[0] == '-' || small[0] == '+' ? 1 : 0);
    if (!quoted && one_of(unsigned_word, {"nan", "inf", "infinity"})) {
        refuse("must not be " + std::string(word) + ", which is no number");
        return;
    }
    if (!quoted && (word.starts_with("...") || word.starts_with("\xE2\x80\xA6") || word == "undefined")) {
        refuse("is left out; write it");
        return;
    }
    repaired(kind::missing_quotes, token_, end);
    out_ = "\"";
    for (char const c : word) {
        if (c == '\\' || c == '"')
            out_ += '\\';
        if (static_cast<unsigned char>(c) < 0x20)
            append_control(out_, c);
        else
            out_ += c;
    }
    emit(out_ += '"');
}

} // namespace coax::repair
