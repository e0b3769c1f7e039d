// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/word_reader.hpp"

#include "bind/name_match.hpp"
#include "repair/escape_reader.hpp"
#include "text/ascii.hpp"

#include <algorithm>

namespace coax::repair {

namespace {

using bind::one_of;
using kind = applied_repair::kind;

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

word_reader::word_reader(
    text_cursor& text, answer_choice& choice, structure_writer& structure, candidate_writer& writer) noexcept
    : text_(text),
      choice_(choice),
      structure_(structure),
      writer_(writer),
      containers_(writer.containers())
{
}

bool word_reader::read()
{
    auto j = std::max(text_.ahead, text_.at);
    for (;; ++j) {
        auto const ends = ends_at(j);
        text_.ahead = j;
        if (ends == verdict::wait)
            return false;
        if (ends == verdict::yes)
            break;
    }
    if (text_.cut && text_.peek(j) == lookahead::end)
        return false;
    return finish(j);
}

verdict word_reader::ends_at(std::size_t i)
{
    auto const c = text_.peek(i);
    if (c == lookahead::more)
        return verdict::wait;
    if (c == ',') {
        auto const goes_on = containers_.in_object() ? thousands(i) : verdict::no;
        return goes_on == verdict::wait ? goes_on : goes_on == verdict::yes ? verdict::no : verdict::yes;
    }
    if (c == '/' && text_.peek(i + 1) == lookahead::more)
        return verdict::wait;
    bool const block = c == '/' && text_.peek(i + 1) == '*';
    if (block || ((c == '/' || c == '#') && i > text_.at && is_blank(text_.peek(i - 1))))
        return text_.comment_at(i);
    if (c == ')')
        return containers_.closer() == ')' ? verdict::yes : verdict::no;
    return c < 0 || std::string_view("\n\r}]{[\"").find(static_cast<char>(c)) != std::string_view::npos ? verdict::yes
                                                                                                        : verdict::no;
}

/// Whether the comma separates thousands: digits before it, three after it, and they are no key.
verdict word_reader::thousands(std::size_t comma) const
{
    std::size_t before = 0;
    while (comma > text_.at + before && is_digit(text_.peek(comma - 1 - before)))
        ++before;
    auto const lead = comma - before;
    bool const later = lead > text_.at && text_.peek(lead - 1) == ',';
    if (before == 0 || before > 3 || (later && before != 3))
        return verdict::no;
    for (std::size_t n = 1; n <= 4; ++n) {
        auto const c = text_.peek(comma + n);
        if (c == lookahead::more)
            return verdict::wait;
        if (n < 4 ? !is_digit(c) : is_digit(c) || is_word(c) || c == ':')
            return verdict::no;
    }
    return verdict::yes;
}

bool word_reader::finish(std::size_t end)
{
    auto next = end;
    bool quoted = false;
    if (text_.peek(end) == '"' && end > text_.at) { // the opening quote is missing
        auto const after = text_.peek(text_.skip(end + 1));
        if (after == lookahead::more)
            return false;
        if (after == ',' || after == '}' || after == ']' || after == lookahead::end)
            next = end + 1, quoted = true;
    }
    text_.ahead = 0;
    for (constexpr std::string_view odd = "\xC2\xA0"; end > text_.at;) {
        if (is_space(text_.peek(end - 1)))
            --end;
        else if (text_.text().substr(text_.at, end - text_.at).ends_with(odd))
            end -= odd.size();
        else
            break;
    }
    auto const word = text_.text().substr(text_.at, end - text_.at);
    auto const stop = text_.peek(next);
    bool const array = !containers_.in_object();
    bool const spaced = word.find(' ') != word.npos;
    bool const plain_start = !word.empty() && (is_digit(word[0]) || word[0] == '-');
    if (word.empty() || (!quoted && (stop == '"' || stop == '{' || stop == '[')))
        choice_.give_up("has no value where one should be");
    else if (word.find(": ") != word.npos || word.back() == ':' || stop == '"' || stop == '{' || stop == '[')
        choice_.give_up("has words without quotes of which it is not clear where they end");
    else if (array && spaced && plain_start)
        choice_.give_up("has something between two values that is no comma");
    else if (writer_.pending() && !plain_start && !one_of(word, {"true", "false", "null"}))
        choice_.give_up("begins with a word"); // a bracket in a sentence
    else {
        structure_.separate();
        auto const stop_at = quoted ? next : end;
        writer_.mark(text_.at, stop_at);
        write(word, quoted);
        text_.at = stop_at;
        structure_.end_value();
    }
    return true;
}

bool read_literal(std::string_view word, std::string& out)
{
    out = word;
    if (is_number(word) || one_of(word, {"true", "false", "null"})) {
        out += ' ';
        return true;
    }
    out = text::lowered(out);
    if (!one_of(out, {"true", "false", "null", "none"}))
        return false;
    if (out == "none")
        out = "null";
    return true;
}

void word_reader::write(std::string_view word, bool quoted)
{
    auto const begin = text_.at;
    auto const end = begin + word.size();
    if (!quoted && read_literal(word, out_)) {
        if (out_.back() != ' ')
            writer_.repaired(kind::python_literal, begin, end);
        writer_.emit(out_);
        return;
    }
    auto const small = text::lowered(word);
    auto const unsigned_word = std::string_view(small).substr(small[0] == '-' || small[0] == '+' ? 1 : 0);
    if (!quoted && one_of(unsigned_word, {"nan", "inf", "infinity"})) {
        writer_.refuse("must not be " + std::string(word) + ", which is no number");
        return;
    }
    if (!quoted && (word.starts_with("...") || word.starts_with("\xE2\x80\xA6") || word == "undefined")) {
        writer_.refuse("is left out; write it");
        return;
    }
    writer_.repaired(kind::missing_quotes, begin, end);
    out_ = "\"";
    for (char const c : word) {
        if (c == '\\' || c == '"')
            out_ += '\\';
        if (static_cast<unsigned char>(c) < 0x20)
            escape_reader::append_control(out_, c);
        else
            out_ += c;
    }
    writer_.emit(out_ += '"');
}

} // namespace coax::repair
