// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What has quotes: keys, strings.
#include "repair/reader.hpp"

#include <algorithm>
#include <utility>

namespace coax::repair {

namespace {

bool is_escape(int c)
{
    return c > 0 && std::string_view("\"\\/bfnrt").find(static_cast<char>(c)) != std::string_view::npos;
}
/// One without its backslash.
bool has_open_quote(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"')
            return true;
        i += text[i] == '\\' ? 1 : 0;
    }
    return false;
}
bool is_hex(int c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

} // namespace

bool reader::quoted_key()
{
    auto const begin = at_ + quote_size_;
    for (auto j = std::max(ahead_, begin);;) {
        j = see_.letters_end(j, quote_[0]);
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
            if (auto const half = see_.find_key(at_); half.found == verdict::yes && half.half) { // lacks its last quote
                name_member(half.name, begin + half.name.size(), kind::missing_quotes);
                return true;
            }
            j = end;
            continue;
        }
        j += c == '\\' ? 2 : 1;
    }
}

void reader::name_member(std::string_view raw, std::size_t end, kind repair)
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
    if (quote_ == "\"" && has_open_quote(raw) && status_of_key(0, raw) != key_status::known) {
        give_up("has a quote inside a key");
        return;
    }
    start_escapes();
    out_ = "\"";
    for (auto i = from; i < from + raw.size();) {
        auto const plain = std::min(see_.letters_end(i, '"'), from + raw.size());
        out_ += see_.text().substr(i, plain - i);
        if (i = plain; i == from + raw.size())
            break;
        auto const c = see_.peek(i);
        if (c == '\\' || c == '"' || c < 0x20)
            escape(i, out_);
        else
            out_ += static_cast<char>(c), ++i;
    }
    if (clash_) {
        give_up("has a key with backslashes that begin escapes beside others that stand for themselves");
        return;
    }
    start_escapes();
    out_ += '"';
    mark(begin, end);
    misplaced_ = misplaced_ || belongs_elsewhere(raw);
    unknown_seen_ = unknown_seen_ || status_of_key(0, raw) == key_status::unknown;
    ours_ = ours_ || (levels_.size() == 1 && to_.knows(raw));
    emit(out_);
    auto& top = levels_.back();
    top.key = settled_ || over_ ? raw : to_.member(raw);
    top.inside = true;
    if (repair != kind::key)
        repaired(repair, begin, end);
    at_ = end;
    place_ = place::colon;
}

/// Whether the key is unknown where it stands, and that of a member around it which has not come.
bool reader::belongs_elsewhere(std::string_view key)
{
    if (levels_.size() < 2 || status_of_key(0, key) != key_status::unknown)
        return false;
    for (std::size_t up = 1; up < levels_.size(); ++up)
        if (levels_[levels_.size() - 1 - up].closer == '}' && status_of_key(up, key) == key_status::known)
            return true;
    return false;
}

bool reader::open_text()
{
    separate();
    inner_ = 0;
    structured_ = passed_ = at_edge_ = swallowed_ = quote_escaped_ = false;
    start_escapes();
    place_ = place::text;
    if (quote_ == "\"") // goes on with the text
        return true;
    at_ += quote_size_;
    mark(token_, at_);
    emit("\"");
    return true;
}

/// What stands in the text as JSON has it is handed on in one piece, its quotes as well where all of it has come.
bool reader::text()
{
    auto const first = static_cast<unsigned char>(quote_[0]);
    auto const stop = [this](std::size_t i) {
        if (at_ == token_)
            mark(token_, token_ + quote_size_);
        plain(at_, i);
        at_ = i;
    };
    for (auto i = at_ == token_ ? at_ + quote_size_ : at_;;) {
        i = see_.letters_end(i, quote_[0]);
        auto const c = see_.peek(i);
        if (c < 0) {
            stop(i);
            return false;
        }
        if (c == ',' || c == '\n' || c == '\r') {
            auto const forgotten = forgotten_quote(i);
            if (forgotten != verdict::no) {
                stop(i);
                if (forgotten == verdict::wait)
                    return false;
                if (forgotten == verdict::unclear) {
                    give_up("has a quote of which it is not clear whether it ends a string");
                    return true;
                }
                repaired(kind::missing_quotes, i, i);
                close_text(i, i);
                return true;
            }
            if (c == ',') {
                ++i;
                continue;
            }
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
        if (c == first) {
            auto const here = see_.has(i, quote_);
            auto const next = i + quote_.size();
            bool const tripled = quote_.size() == 3 && quote_[0] == quote_[1];
            auto const closing = here == verdict::yes && !tripled ? closes(next) : here;
            if (closing == verdict::yes) {
                close_text(i, next);
                return true;
            }
            stop(i);
            if (closing == verdict::wait)
                return false;
            if (closing == verdict::unclear) {
                give_up("has a quote of which it is not clear whether it ends a string");
                return true;
            }
            if (here == verdict::yes) {
                inner_quote(i, next);
                emit(quote_ == "\"" ? "\\\"" : quote_);
                at_ = i = next;
                continue;
            }
        }
        if (c >= 0x80 || (c == first && c != '"')) { // another that begins with the same byte, perhaps
            i += width;
            continue;
        }
        out_.clear();
        auto after = i;
        if (!escape(after, out_)) {
            stop(i);
            return false;
        }
        if (clash_) {
            stop(i);
            give_up("has backslashes that begin escapes beside others that stand for themselves");
            return true;
        }
        if (see_.text().substr(i, after - i) != out_) {
            stop(i);
            emit(out_);
            at_ = after;
        }
        i = after;
    }
}

void reader::start_escapes() noexcept
{
    inner_quotes_ = controls_ = escapes_ = {};
    escaped_ = raw_ = clash_ = false;
}

/// Of a character that JSON strings do not take as it is, or an escape. False: wait.
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
    auto const letter = see_.peek(i + 1);
    if (letter == lookahead::more)
        return false;
    std::size_t const digits = letter == 'u' ? 4 : letter == 'x' ? 2 : 0;
    std::size_t hex = 0;
    while (hex < digits && is_hex(see_.peek(i + 2 + hex)))
        ++hex;
    if (hex < digits && see_.peek(i + 2 + hex) == lookahead::more)
        return false;
    bool const control = letter == 'b' || letter == 'f';
    if (control && !raw_ && see_.peek(i + 2) == lookahead::more)
        return false;
    bool const code = digits != 0 && hex == digits;
    bool const of_json = is_escape(letter) || (code && letter == 'u');
    bool const of_others = (code && letter == 'x') || letter == '\'' || letter == '`' || letter == '\n';
    // Once one stands for itself, so do the others in its string. What must not be is some of each.
    bool const fixed = letter == '"' || letter == '\\' || letter == '\'' || letter == '`' || letter == '\n';
    bool const raw = raw_ || !(of_json || of_others);
    odd_escape_ = odd_escape_ || (!raw && control && is_word(see_.peek(i + 2)));
    raw_somewhere_ = raw_somewhere_ || raw;
    clash_ = clash_ || (raw && (escaped_ || fixed)) || (odd_escape_ && raw_somewhere_);
    (raw ? raw_ : escaped_) = true;
    quote_escaped_ = quote_escaped_ || letter == '"';
    if (raw || of_others)
        escapes_.add(i, std::min(i + 2 + (code && !raw ? digits : 0), see_.text().size()));
    if (raw) { // as in a pattern, a path, a formula
        out += "\\\\";
        ++i;
    } else if (code) {
        out += letter == 'u' ? "\\u" : "\\u00";
        out += see_.text().substr(i + 2, digits);
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

void reader::plain(std::size_t begin, std::size_t end)
{
    if (begin < end)
        emit(see_.text().substr(begin, end - begin));
}

/// The text ends before `end`, and its closing quote before `next`.
void reader::close_text(std::size_t end, std::size_t next)
{
    bool const mended = inner_quotes_.last != 0 || controls_.last != 0 || escapes_.last != 0;
    bool const as_it_stands = quote_ == "\"" && end != next && !mended;
    if (!as_it_stands)
        plain(at_, end);
    mark(token_, next);
    if (quote_ != "\"")
        repaired(kind::other_quotes, token_, next);
    for (auto const& [repair, bytes] :
        {std::pair(kind::inner_quote, inner_quotes_), {kind::control_character, controls_}, {kind::escape, escapes_}})
        if (bytes.last != 0)
            repaired(repair, bytes.first, bytes.last);
    if (as_it_stands)
        plain(at_, next);
    else
        emit("\"");
    at_ = next;
    ended();
}

void reader::append_control(std::string& out, int c)
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
