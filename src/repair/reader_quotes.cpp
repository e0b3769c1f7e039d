// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Which quotes a text has, and which of them closes it.
#include "repair/reader.hpp"

namespace coax::repair {

namespace {

constexpr std::size_t most_blanks = 64;
constexpr std::size_t most_brackets = 64;

constexpr bool is_closer(int c) { return c == '}' || c == ']' || c == ')'; }

} // namespace

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
    auto const c = see_.peek(at_);
    if (c >= 0 && c != '"' && c != '\'' && c != '`' && c != 0xE2)
        return true;
    if (auto const d = see_.peek(at_ + 1); c == '"' && d >= 0 && d != '"') {
        quote_ = '"';
        quote_size_ = 1;
        return true;
    }
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
    closing_ = next - quote_.size();
    if (c == lookahead::more)
        return verdict::wait;
    if (c == lookahead::end)
        return unless_open();
    if (c == ':' && inner_ == 0) // a key where a value should be
        return verdict::unclear;
    auto const depth = levels_.size();
    auto const own = levels_.back().closer;
    if (c == own || (is_closer(c) && depth > 1 && levels_[depth - 2].closer == c))
        return closes_before_brackets(k);
    if (is_closer(c))
        return verdict::no;
    if (c == ',')
        return closes_before_comma(k);
    if (c == '/' || (c == '#' && k > next))
        return see_.comment_at(k);
    bool const new_line = see_.text().substr(next, k - next).find('\n') != std::string_view::npos;
    auto then = verdict::no;
    if (own != '}')
        then = new_line && (c == '"' || c == '{' || c == '[') ? unless_open() : verdict::no;
    else if (c == '"' || c == '\'' || (new_line && is_word(c)))
        then = closes_before_key(k, 0);
    return then == verdict::no && c == '"' && k > next && !passed_ ? verdict::unclear : then;
}

/// A string can only end where the quotes inside it are in pairs, or mean no structure (inches).
verdict reader::unless_open() const noexcept
{
    bool const odd = inner_ % 2 != 0;
    bool const doubled = inner_quotes_.last == closing_ && closing_ > token_ + quote_.size()
        && !is_digit(see_.peek(closing_ - quote_.size() - 1));
    bool const open = odd && (structured_ || passed_ || at_edge_ || doubled || quote_escaped_);
    return swallowed_ || open ? verdict::unclear : verdict::yes;
}

/// ... where a key seems to stand at `k`, in the `up`-th container from within.
verdict reader::closes_before_key(std::size_t k, std::size_t up)
{
    auto const key = see_.find_key(k);
    if (key.found != verdict::yes)
        return key.found;
    auto const known = status_of_key(up, key.name);
    if (known == key_status::known)
        return unless_open();
    if (inner_ == 0)
        return key.half ? verdict::unclear : verdict::yes;
    if (inner_ % 2 != 0) { // of code inside the string, perhaps: what comes must show it
        passed_ = true;
        return verdict::no;
    }
    return known == key_status::any && !key.half ? unless_open() : verdict::unclear;
}

/// ... where closing brackets follow.
verdict reader::closes_before_brackets(std::size_t first)
{
    std::size_t closed = 0;
    auto last = first;
    auto k = first;
    auto depth = levels_.size();
    bool fits = true;
    for (; closed < most_brackets && is_closer(see_.peek(k)); k = see_.skip(last + 1)) {
        last = k;
        ++closed;
        if (depth > 0 && levels_[depth - 1].closer == see_.peek(k))
            --depth;
        else if (depth > 1 && levels_[depth - 2].closer == see_.peek(k) && inner_ == 0)
            depth -= 2;
        else
            fits = false;
        if (depth == 0)
            break;
    }
    if (depth == 0)
        return closes_at_root(last);
    auto const c = see_.peek(k);
    if (c == lookahead::more)
        return verdict::wait;
    if (!fits && inner_ != 0) {
        passed_ = true;
        return verdict::no;
    }
    if (c == lookahead::end || closed == most_brackets)
        return unless_open();
    if (c == '/' || c == '#')
        return see_.comment_at(k);
    if (c == ',') {
        if (inner_ == 0)
            return verdict::yes;
        auto const then = see_.skip(k + 1);
        if (see_.peek(then) == lookahead::more)
            return verdict::wait;
        return levels_[depth - 1].closer == '}' ? closes_before_key(then, levels_.size() - depth) : unless_open();
    }
    if (inner_ == 0 && (c == '"' || c == '\'')) { // a comma is missing, perhaps
        auto const key
            = levels_[depth - 1].closer == '}' ? see_.find_key(k) : lookahead::key{verdict::yes, {}, false, false};
        return key.found == verdict::no ? verdict::unclear : key.found;
    }
    bool const new_line = see_.text().substr(last, k - last).find('\n') != std::string_view::npos;
    if (new_line ? inner_ == 0 || (c != '"' && c != '\'') : c == '{')
        return unless_open();
    passed_ = passed_ || inner_ != 0;
    return verdict::no;
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
    if (see_.peek(k) == '`')
        return unless_open();
    if (line_ends()) {
        if (inner_ == 0)
            return verdict::yes;
        auto const c = see_.peek(see_.skip(k));
        if (c == lookahead::more)
            return verdict::wait;
        bool const goes_on = c == '"' || c == ',' || is_closer(c);
        passed_ = passed_ || goes_on;
        return goes_on ? verdict::no : unless_open();
    }
    if (see_.peek(k) == '"') { // quotes around all of it?
        ++k;
        blanks();
        if (see_.peek(k) == lookahead::more)
            return verdict::wait;
        if (line_ends())
            return unless_open();
    } else if (inner_ == 0) {
        return verdict::yes;
    }
    passed_ = passed_ || inner_ != 0;
    return verdict::no;
}

verdict reader::closes_before_comma(std::size_t comma)
{
    auto const k = see_.skip(comma + 1);
    auto const c = see_.peek(k);
    if (c == lookahead::more)
        return verdict::wait;
    if (c == lookahead::end)
        return unless_open();
    if (levels_.back().closer == '}') {
        if (c == '}' || c == ',')
            return unless_open();
        if (c == '/' || c == '#')
            return see_.comment_at(k);
        if (c == '{' && levels_.size() > 1 && levels_[levels_.size() - 2].closer == ']')
            return closes_before_element(k);
        return closes_before_key(k, 0);
    }
    if (c == ']' || c == ')' || inner_ == 0)
        return unless_open();
    constexpr std::string_view starts = "\"'`-{[(tfnTFN0123456789/#";
    bool const value = c >= 0x80 || starts.find(static_cast<char>(c)) != starts.npos;
    if (!value)
        return verdict::no;
    return inner_ % 2 == 0 ? unless_open() : verdict::unclear;
}

/// ... where an object follows in the array around this one, whose bracket was forgotten.
verdict reader::closes_before_element(std::size_t brace)
{
    auto const inside = see_.skip(brace + 1);
    if (see_.peek(inside) == lookahead::more)
        return verdict::wait;
    auto const key = see_.find_key(inside);
    if (key.found != verdict::yes)
        return key.found;
    if (inner_ == 0)
        return verdict::yes;
    passed_ = true;
    return inner_ % 2 != 0 ? verdict::no : verdict::unclear;
}

/// Whether the string ended before the comma or the line end at `i`, where a key follows: its quote was forgotten.
verdict reader::forgotten_quote(std::size_t i)
{
    bool const tripled = quote_.size() == 3 && quote_[0] == quote_[1];
    if (levels_.back().closer != '}' || tripled)
        return verdict::no;
    bool line_end = true;
    if (see_.peek(i) == ',') {
        ++i;
        for (std::size_t n = 0; n < most_blanks && is_blank(see_.peek(i)); ++n)
            ++i;
        if (see_.peek(i) == lookahead::more)
            return verdict::wait;
        line_end = see_.peek(i) == '\n' || see_.peek(i) == '\r';
    }
    auto const k = line_end ? see_.skip(i) : i;
    auto const c = see_.peek(k);
    if (c == lookahead::more)
        return verdict::wait;
    if ((c != '"' && c != '\'') || (!line_end && c != static_cast<unsigned char>(quote_[0])))
        return verdict::no;
    auto const key = see_.find_key(k);
    if (key.found != verdict::yes)
        return key.found;
    if (status_of_key(0, key.name) != key_status::known)
        return verdict::no;
    return inner_ == 0 ? verdict::yes : verdict::unclear;
}

/// A quote from `i` to `next` belongs to the string.
void reader::inner_quote(std::size_t i, std::size_t next)
{
    auto const is_letter = [](int c) { return is_word(c) && c != '-'; };
    auto const before = i > token_ + quote_size_ ? see_.before(i) : 0;
    auto const after = see_.peek(see_.skip(next));
    bool const beside_another = inner_quotes_.last == i && inner_quotes_.last != 0;
    inner_quotes_.add(i, next);
    if (quote_ != "\"" && i > token_ && is_letter(see_.peek(i - 1)) && is_letter(see_.peek(next)))
        return; // an apostrophe
    ++inner_;
    at_edge_ = at_edge_ || i == token_ + quote_size_;
    swallowed_ = swallowed_ || (beside_another && quote_.size() == 1);
    auto const among
        = [](int c, std::string_view of) { return c > 0 && of.find(static_cast<char>(c)) != std::string_view::npos; };
    structured_ = structured_ || among(before, ",:{[") || among(after, ",:}]");
    bool const value = among(after, "\"'{[") || is_digit(after);
    if ((after != ':' && !value) || swallowed_)
        return;
    // What has a colon may be the name of another member, which this string has swallowed.
    auto begin = i;
    while (begin > token_ + quote_size_ && i - begin < 64 && is_word(see_.peek(begin - 1)))
        --begin;
    auto const name = see_.text().substr(begin, i - begin);
    bool const quoted = begin > token_ + quote_size_ && (see_.peek(begin - 1) == '"' || see_.peek(begin - 1) == '\'');
    begin -= quoted ? 1 : 0;
    if (name.empty() || (value && !quoted) || !among(see_.before(begin), ",{\n\r"))
        return;
    for (std::size_t up = 0; up < levels_.size() && !swallowed_; ++up) {
        auto const known = status_of_key(up, name);
        swallowed_ = levels_[levels_.size() - 1 - up].closer == '}'
            && (known == key_status::known || known == key_status::given);
    }
}

key_status reader::status_of_key(std::size_t up, std::string_view key)
{
    return settled_ || over_ || pending_ ? key_status::any : to_.status_of_key(up, key);
}

} // namespace coax::repair
