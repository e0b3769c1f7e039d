// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Which quotes a text has, and which of them closes it.
#include "tolerant/reader.hpp"

namespace coax::tolerant {

namespace {

constexpr std::size_t most_blanks = 64;

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
    return then == verdict::no && c == '"' && k > next ? verdict::unclear : then;
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
    if (!value)
        return verdict::no;
    return inner_ % 2 == 0 ? verdict::yes : verdict::unclear;
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

} // namespace coax::tolerant
