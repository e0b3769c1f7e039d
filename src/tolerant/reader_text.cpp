// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "tolerant/reader.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace coax::tolerant {

namespace {

constexpr std::size_t longest_slice = 2048; ///< what the JSON parser takes at once
constexpr std::size_t most_blanks = 64;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_hex(int c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

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

void append_control(std::string& out, int c)
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

} // namespace

// ---- quotes

/// What would close the key or string at `at_`; nothing where it has no quotes.
bool reader::open_quote()
{
    struct pair {
        std::string_view open, close;
    };
    static constexpr pair pairs[] = {{"\"\"\"", "\"\"\""}, {"'''", "'''"}, {"\"", "\""}, {"'", "'"}, {"`", "`"},
        {"\xE2\x80\x9C", "\xE2\x80\x9D"}, {"\xE2\x80\x98", "\xE2\x80\x99"}};
    quote_.clear();
    quote_size_ = 0;
    for (auto const& one : pairs) {
        auto const here = see_.has(at_, one.open);
        if (here == verdict::wait)
            return false;
        if (here == verdict::yes) {
            quote_ = one.close;
            quote_size_ = one.open.size();
            break;
        }
    }
    return true;
}

/// Whether a quote that ends before `next` closes the string it stands in.
verdict reader::closes(std::size_t next)
{
    auto const k = see_.skip(next);
    auto const c = see_.peek(k);
    if (c == lookahead::more)
        return verdict::wait;
    if (c == lookahead::end)
        return verdict::yes;
    auto const depth = levels_.size();
    auto const own = levels_.back().closer;
    if (c == own)
        return closes_before(k, depth - 1);
    if (c == '}' || c == ']' || c == ')')
        return depth > 1 && levels_[depth - 2].closer == c ? closes_before(k, depth - 2) : verdict::no;
    if (c == ',')
        return closes_before_comma(k);
    if (c == '/' || (c == '#' && k > next))
        return see_.comment_at(k);
    bool const new_line = see_.text().substr(next, k - next).find('\n') != std::string_view::npos;
    auto then = verdict::no;
    if (own != '}')
        then = new_line && (c == '"' || c == '{' || c == '[') ? verdict::yes : verdict::no;
    else if (c == '"' || c == '\'' || (new_line && is_word(c)))
        then = see_.key_at(k);
    if (then == verdict::no && c == '"' && k > next)
        give_up("has a quote of which it is not clear whether it ends a string");
    return then;
}

/// ... where a bracket follows, after which `depth` are still open.
verdict reader::closes_before(std::size_t closer, std::size_t depth)
{
    if (depth == 0)
        return closes_at_root(closer);
    auto const k = see_.skip(closer + 1);
    auto const c = see_.peek(k);
    if (c == lookahead::more)
        return verdict::wait;
    if (c == lookahead::end || c == ',' || c == '}' || c == ']' || c == ')')
        return verdict::yes;
    if (c == '/' || c == '#')
        return see_.comment_at(k);
    bool const new_line = see_.text().substr(closer, k - closer).find('\n') != std::string_view::npos;
    return new_line || c == '{' ? verdict::yes : verdict::no;
}

/// ... where the bracket closes everything, and any text may follow.
verdict reader::closes_at_root(std::size_t closer)
{
    auto k = closer + 1;
    auto const blanks = [&] {
        for (std::size_t n = 0; n < most_blanks && is_blank(see_.peek(k)); ++n)
            ++k;
    };
    auto const line_ends = [&] { return see_.peek(k) == lookahead::end || is_space(see_.peek(k)); };
    blanks();
    if (see_.peek(k) == lookahead::more)
        return verdict::wait;
    if (line_ends() || see_.peek(k) == '`')
        return verdict::yes;
    if (see_.peek(k) == '"') { // quotes around all of it?
        ++k;
        blanks();
        if (see_.peek(k) == lookahead::more)
            return verdict::wait;
        return line_ends() ? verdict::yes : verdict::no;
    }
    return inner_ == 0 ? verdict::yes : verdict::no;
}

verdict reader::closes_before_comma(std::size_t comma)
{
    auto const k = see_.skip(comma + 1);
    auto const c = see_.peek(k);
    if (c == lookahead::more)
        return verdict::wait;
    if (c == lookahead::end)
        return verdict::yes;
    if (levels_.back().closer == '}') {
        if (c == '}' || c == ',')
            return verdict::yes;
        if (c == '/' || c == '#')
            return see_.comment_at(k);
        return see_.key_at(k);
    }
    if (c == ']' || c == ')' || inner_ == 0)
        return verdict::yes;
    constexpr std::string_view starts = "\"'`-{[(tfnTFN0123456789/#";
    bool const value = c >= 0x80 || starts.find(static_cast<char>(c)) != starts.npos;
    if (value && inner_ % 2 != 0)
        give_up("has a quote of which it is not clear whether it ends a string");
    return value ? verdict::yes : verdict::no;
}

/// Whether the line ends at `i`, and a key follows on the next: the quote before it was forgotten.
verdict reader::forgotten_quote(std::size_t i)
{
    bool const tripled = quote_.size() == 3 && quote_[0] == quote_[1];
    if (levels_.back().closer != '}' || tripled)
        return verdict::no;
    if (see_.peek(i) == ',') {
        ++i;
        for (std::size_t n = 0; n < most_blanks && is_blank(see_.peek(i)); ++n)
            ++i;
        if (see_.peek(i) == lookahead::more)
            return verdict::wait;
        if (see_.peek(i) != '\n' && see_.peek(i) != '\r')
            return verdict::no;
    }
    auto const k = see_.skip(i);
    auto const c = see_.peek(k);
    if (c == lookahead::more)
        return verdict::wait;
    return c == '"' || c == '\'' ? see_.key_at(k) : verdict::no;
}

// ---- keys

bool reader::quoted_key()
{
    auto const begin = at_ + quote_size_;
    for (auto j = std::max(ahead_, begin);;) {
        auto const c = see_.peek(j);
        ahead_ = j;
        if (c < 0 || (c == '\\' && see_.peek(j + 1) == lookahead::more))
            return false;
        if (c == '\n') {
            give_up("has a line end in a key");
            return true;
        }
        auto const here = see_.has(j, quote_);
        if (here == verdict::wait)
            return false;
        if (here == verdict::yes) {
            auto const end = j + quote_.size();
            auto const next = see_.peek(see_.skip(end));
            if (next == lookahead::more)
                return false;
            if (next < 0 || std::string_view(":,}]/#").find(static_cast<char>(next)) != std::string_view::npos) {
                name_member(see_.text().substr(begin, j - begin), end, quote_ == "\"" ? kind::key : kind::other_quotes);
                return true;
            }
            j = end;
            continue;
        }
        j += c == '\\' ? 2 : 1;
    }
}

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

void reader::name_member(std::string_view raw, std::size_t end, kind how)
{
    auto const next = see_.peek(see_.skip(end));
    ahead_ = 0;
    if (next != ':' && next != '/' && next != '#') {
        give_up("has a key without a value");
        return;
    }
    auto const begin = at_;
    auto const from = static_cast<std::size_t>(raw.data() - see_.text().data());
    separate();
    out_ = "\"";
    for (auto i = from; i < from + raw.size();) {
        auto const c = see_.peek(i);
        if (c == '\\' || c == '"' || c < 0x20)
            escape(i, out_);
        else
            out_ += static_cast<char>(c), ++i;
    }
    inner_quotes_ = controls_ = escapes_ = {};
    out_ += '"';
    mark(begin, end);
    ours_ = ours_ || (levels_.size() == 1 && to_.knows(raw));
    emit(out_);
    auto& top = levels_.back();
    top.key = settled_ || over_ ? raw : to_.member(raw);
    top.inside = true;
    if (how != kind::key)
        repaired(how, begin, end);
    at_ = end;
    place_ = place::colon;
}

// ---- strings

bool reader::open_text()
{
    separate();
    at_ += quote_size_;
    inner_ = 0;
    inner_quotes_ = controls_ = escapes_ = {};
    mark(token_, at_);
    emit("\"");
    place_ = place::text;
    return true;
}

bool reader::text()
{
    auto const first = static_cast<unsigned char>(quote_[0]);
    auto const stop = [this](std::size_t i) {
        plain(at_, i);
        at_ = i;
    };
    for (auto i = at_;;) {
        auto const c = see_.peek(i);
        if (c < 0) {
            stop(i);
            return false;
        }
        if (c != first && c != '"' && c != '\\' && c != ',' && c >= 0x20 && c < 0x80) {
            ++i;
            continue;
        }
        std::size_t width = 1;
        if (c >= 0x80) {
            width = see_.character(i);
            if (width == 0 || width == lookahead::wait) {
                stop(i);
                if (width == 0)
                    give_up("holds bytes that are not UTF-8");
                return width == 0;
            }
        }
        if (c == ',' || c == '\n' || c == '\r') {
            auto const forgotten = forgotten_quote(i);
            if (forgotten != verdict::no) {
                stop(i);
                if (forgotten == verdict::wait)
                    return false;
                repaired(kind::missing_quotes, i, i);
                close_text(i, i);
                return true;
            }
            if (c == ',') {
                ++i;
                continue;
            }
        }
        if (c == first) {
            auto const here = see_.has(i, quote_);
            auto const next = i + quote_.size();
            auto closing = here;
            stop(i);
            if (here == verdict::yes && (quote_.size() != 3 || quote_[0] != quote_[1])) {
                closing = closes(next);
                if (place_ != place::text)
                    return true;
            }
            if (closing != verdict::no) {
                if (closing == verdict::yes)
                    close_text(i, next);
                return closing == verdict::yes;
            }
            if (here == verdict::yes) {
                ++inner_;
                inner_quotes_.add(i, next);
                emit(quote_ == "\"" ? "\\\"" : quote_);
                at_ = i = next;
                continue;
            }
        }
        if (c >= 0x80 || (c == first && c != '"')) { // another that begins with the same byte, perhaps
            i += width;
            continue;
        }
        stop(i);
        out_.clear();
        if (!escape(i, out_))
            return false;
        emit(out_);
        at_ = i;
    }
}

/// Of a character that JSON strings do not take as it is. False: wait.
bool reader::escape(std::size_t& i, std::string& out)
{
    auto const c = see_.peek(i);
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
    auto const what = see_.peek(i + 1);
    if (what == lookahead::more)
        return false;
    if (what > 0 && std::string_view("\"\\/bfnrt").find(static_cast<char>(what)) != std::string_view::npos) {
        (out += '\\') += static_cast<char>(what);
        i += 2;
        return true;
    }
    std::size_t const digits = what == 'u' ? 4 : what == 'x' ? 2 : 0;
    std::size_t hex = 0;
    while (hex < digits && is_hex(see_.peek(i + 2 + hex)))
        ++hex;
    if (hex < digits && see_.peek(i + 2 + hex) == lookahead::more)
        return false;
    bool const code = digits != 0 && hex == digits;
    if (what != 'u' || !code)
        escapes_.add(i, std::min(i + 2 + (code ? digits : 0), see_.text().size()));
    if (code) {
        out += what == 'u' ? "\\u" : "\\u00";
        out += see_.text().substr(i + 2, digits);
        i += 2 + digits;
    } else if (what == '\'' || what == '`') {
        out += static_cast<char>(what);
        i += 2;
    } else if (what == '\n') { // the line goes on
        i += 2;
    } else { // a backslash that is meant, as in a pattern or a path
        out += "\\\\";
        ++i;
    }
    return true;
}

void reader::plain(std::size_t begin, std::size_t end)
{
    for (; begin < end; begin += longest_slice)
        emit(see_.text().substr(begin, std::min(longest_slice, end - begin)));
}

void reader::close_text(std::size_t end, std::size_t next)
{
    mark(token_, next);
    if (quote_ != "\"")
        repaired(kind::other_quotes, token_, next);
    for (auto const& [what, where] :
        {std::pair(kind::inner_quote, inner_quotes_), {kind::control_character, controls_}, {kind::escape, escapes_}})
        if (where.last != 0)
            repaired(what, where.first, where.last);
    emit("\"");
    at_ = std::max(end, next);
    ended();
}

// ---- what has no quotes: numbers, literals, words

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
        bare_word(word);
        at_ = stop_at;
        ended();
    }
    return true;
}

void reader::bare_word(std::string_view word)
{
    auto const end = token_ + word.size();
    if (is_number(word) || one_of(word, {"true", "false", "null"})) {
        out_ = word;
        emit(out_ += ' '); // which ends a number
        return;
    }
    std::string small(word);
    std::ranges::transform(small, small.begin(), lower);
    if (one_of(small, {"true", "false", "null", "none"})) {
        repaired(kind::python_literal, token_, end);
        emit(small == "none" ? "null" : small);
        return;
    }
    auto const unsigned_word = std::string_view(small).substr(small[0] == '-' || small[0] == '+' ? 1 : 0);
    if (one_of(unsigned_word, {"nan", "inf", "infinity"})) {
        refuse("must not be " + std::string(word) + ", which is no number");
        return;
    }
    if (word.starts_with("...") || word.starts_with("\xE2\x80\xA6") || word == "undefined") {
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
    for (std::string_view rest = out_ += '"'; !rest.empty(); rest.remove_prefix(std::min(rest.size(), longest_slice)))
        emit(rest.substr(0, longest_slice));
}

} // namespace coax::tolerant
