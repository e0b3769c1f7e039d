// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/escape_reader.hpp"

#include <algorithm>
#include <string_view>

namespace coax::repair {

namespace {

bool is_escape(int c)
{
    return c > 0 && std::string_view("\"\\/bfnrt").find(static_cast<char>(c)) != std::string_view::npos;
}
bool is_hex(int c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

} // namespace

void escape_reader::start() noexcept
{
    controls_ = escapes_ = {};
    escaped_ = literal_ = unclear_ = escaped_quote_ = false;
}

bool escape_reader::read(std::size_t& i, std::string& out)
{
    auto const c = text_.peek(i);
    if (c == '"') { // in other quotes, where it needs no backslash
        out += "\\\"";
        ++i;
        return true;
    }
    if (c != '\\') {
        controls_.add(i, i + 1);
        append_control(out, c);
        ++i;
        return true;
    }
    auto const letter = text_.peek(i + 1);
    if (letter == lookahead::more)
        return false;
    std::size_t const digits = letter == 'u' ? 4 : letter == 'x' ? 2 : 0;
    std::size_t hex = 0;
    while (hex < digits && is_hex(text_.peek(i + 2 + hex)))
        ++hex;
    if (hex < digits && text_.peek(i + 2 + hex) == lookahead::more)
        return false;
    bool const control = letter == 'b' || letter == 'f';
    if (control && !literal_ && text_.peek(i + 2) == lookahead::more)
        return false;
    bool const code = digits != 0 && hex == digits;
    bool const of_json = is_escape(letter) || (code && letter == 'u');
    bool const of_other_languages = (code && letter == 'x') || letter == '\'' || letter == '`' || letter == '\n';
    // Once one stands for itself, so do the others in its string. What must not be is some of each.
    bool const fixed = letter == '"' || letter == '\\' || letter == '\'' || letter == '`' || letter == '\n';
    bool const literal = literal_ || !(of_json || of_other_languages);
    letter_after_escape_ = letter_after_escape_ || (!literal && control && is_word(text_.peek(i + 2)));
    literal_in_value_ = literal_in_value_ || literal;
    unclear_ = unclear_ || (literal && (escaped_ || fixed)) || (letter_after_escape_ && literal_in_value_);
    (literal ? literal_ : escaped_) = true;
    escaped_quote_ = escaped_quote_ || letter == '"';
    if (literal || of_other_languages)
        escapes_.add(i, std::min(i + 2 + (code && !literal ? digits : 0), text_.text().size()));
    if (literal) { // as in a pattern, a path, a formula
        out += "\\\\";
        ++i;
    } else if (code) {
        out += letter == 'u' ? "\\u" : "\\u00";
        out += text_.text().substr(i + 2, digits);
        i += 2 + digits;
    } else if (of_json) {
        (out += '\\') += static_cast<char>(letter);
        i += 2;
    } else { // at a line end, the line goes on
        if (letter != '\n')
            out += static_cast<char>(letter);
        i += 2;
    }
    return true;
}

void escape_reader::append_control(std::string& out, int c)
{
    constexpr auto hex = "0123456789abcdef";
    if (c == '\n')
        out += "\\n";
    else if (c == '\r')
        out += "\\r";
    else if (c == '\t')
        out += "\\t";
    else
        (out += "\\u00") += {hex[c >> 4], hex[c & 15]};
}

} // namespace coax::repair
