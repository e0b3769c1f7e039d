// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/closing_quote.hpp"

namespace coax::repair {

namespace {

constexpr std::size_t most_blanks = 64;
constexpr std::size_t most_brackets = 64;

} // namespace

closing_quote::closing_quote(lookahead& text, candidate_writer& writer, escape_reader const& escapes) noexcept
    : text_(text),
      writer_(writer),
      containers_(writer.containers()),
      escapes_(escapes)
{
}

void closing_quote::start(std::size_t begin, quote with) noexcept
{
    quote_ = with;
    begin_ = begin;
    inner_ = 0;
    inner_quotes_ = {};
    structured_ = passed_ = at_edge_ = swallowed_ = false;
}

verdict closing_quote::closes(std::size_t next)
{
    auto const k = text_.skip(next);
    auto const c = text_.peek(k);
    closing_ = next - quote_.close.size();
    if (c == lookahead::more)
        return verdict::wait;
    if (c == lookahead::end)
        return unless_open();
    if (c == ':' && inner_ == 0) // a key where a value should be
        return verdict::unclear;
    auto const depth = containers_.size();
    auto const own = containers_.closer();
    if (c == own || (is_closer(c) && depth > 1 && containers_.closer_at(depth - 1) == c))
        return closes_before_brackets(k);
    if (is_closer(c))
        return verdict::no;
    if (c == ',')
        return closes_before_comma(k);
    if (c == '/' || (c == '#' && k > next))
        return text_.comment_at(k);
    bool const new_line = text_.text().substr(next, k - next).find('\n') != std::string_view::npos;
    auto then = verdict::no;
    if (own != '}')
        then = new_line && (c == '"' || c == '{' || c == '[') ? unless_open() : verdict::no;
    else if (c == '"' || c == '\'' || (new_line && is_word(c)))
        then = closes_before_key(k, 0);
    return then == verdict::no && c == '"' && k > next && !passed_ ? verdict::unclear : then;
}

/// A string can only end where the quotes inside it are in pairs, or belong to no structure, as inches.
verdict closing_quote::unless_open() const noexcept
{
    bool const odd = inner_ % 2 != 0;
    bool const doubled = inner_quotes_.last == closing_ && closing_ > begin_ + quote_.close.size()
        && !is_digit(text_.peek(closing_ - quote_.close.size() - 1));
    bool const open = odd && (structured_ || passed_ || at_edge_ || doubled || escapes_.has_escaped_quote());
    return swallowed_ || open ? verdict::unclear : verdict::yes;
}

/// As `closes`, where a key seems to be at `k`, in the `up`-th container from within.
verdict closing_quote::closes_before_key(std::size_t k, std::size_t up)
{
    auto const key = text_.find_key(k);
    if (key.found != verdict::yes)
        return key.found;
    auto const known = writer_.status_of_key(up, key.name);
    if (known == key_status::known)
        return unless_open();
    if (inner_ == 0)
        return key.half ? verdict::unclear : verdict::yes;
    if (inner_ % 2 != 0) { // perhaps of code inside the string: what follows decides
        passed_ = true;
        return verdict::no;
    }
    return known == key_status::any && !key.half ? unless_open() : verdict::unclear;
}

/// As `closes`, where closing brackets follow.
verdict closing_quote::closes_before_brackets(std::size_t first)
{
    std::size_t closed = 0;
    auto last = first;
    auto k = first;
    auto depth = containers_.size();
    bool fits = true;
    for (; closed < most_brackets && is_closer(text_.peek(k)); k = text_.skip(last + 1)) {
        last = k;
        ++closed;
        if (depth > 0 && containers_.closer_at(depth) == text_.peek(k))
            --depth;
        else if (depth > 1 && containers_.closer_at(depth - 1) == text_.peek(k) && inner_ == 0)
            depth -= 2;
        else
            fits = false;
        if (depth == 0)
            break;
    }
    if (depth == 0)
        return closes_at_root(last);
    auto const c = text_.peek(k);
    if (c == lookahead::more)
        return verdict::wait;
    if (!fits && inner_ != 0) {
        passed_ = true;
        return verdict::no;
    }
    if (c == lookahead::end || closed == most_brackets)
        return unless_open();
    if (c == '/' || c == '#')
        return text_.comment_at(k);
    if (c == ',') {
        if (inner_ == 0)
            return verdict::yes;
        auto const then = text_.skip(k + 1);
        if (text_.peek(then) == lookahead::more)
            return verdict::wait;
        return containers_.closer_at(depth) == '}' ? closes_before_key(then, containers_.size() - depth)
                                                   : unless_open();
    }
    if (inner_ == 0 && (c == '"' || c == '\'')) { // a comma is missing, perhaps
        auto const key
            = containers_.closer_at(depth) == '}' ? text_.find_key(k) : lookahead::key{verdict::yes, {}, false, false};
        return key.found == verdict::no ? verdict::unclear : key.found;
    }
    bool const new_line = text_.text().substr(last, k - last).find('\n') != std::string_view::npos;
    if (new_line ? inner_ == 0 || (c != '"' && c != '\'') : c == '{')
        return unless_open();
    passed_ = passed_ || inner_ != 0;
    return verdict::no;
}

/// As `closes`, where the bracket closes the whole value: any text may follow.
verdict closing_quote::closes_at_root(std::size_t closer)
{
    auto k = closer + 1;
    auto const blanks = [&] {
        for (std::size_t n = 0; n < most_blanks && is_blank(text_.peek(k)); ++n)
            ++k;
    };
    auto const line_ends = [&] { return text_.peek(k) == lookahead::end || is_space(text_.peek(k)); };
    blanks();
    if (text_.peek(k) == lookahead::more)
        return verdict::wait;
    if (text_.peek(k) == '`')
        return unless_open();
    if (line_ends()) {
        if (inner_ == 0)
            return verdict::yes;
        auto const c = text_.peek(text_.skip(k));
        if (c == lookahead::more)
            return verdict::wait;
        bool const goes_on = c == '"' || c == ',' || is_closer(c);
        passed_ = passed_ || goes_on;
        return goes_on ? verdict::no : unless_open();
    }
    if (text_.peek(k) == '"') { // quotes around all of it?
        ++k;
        blanks();
        if (text_.peek(k) == lookahead::more)
            return verdict::wait;
        if (line_ends())
            return unless_open();
    } else if (inner_ == 0) {
        return verdict::yes;
    }
    passed_ = passed_ || inner_ != 0;
    return verdict::no;
}

verdict closing_quote::closes_before_comma(std::size_t comma)
{
    auto const k = text_.skip(comma + 1);
    auto const c = text_.peek(k);
    if (c == lookahead::more)
        return verdict::wait;
    if (c == lookahead::end)
        return unless_open();
    if (containers_.in_object()) {
        if (c == '}' || c == ',')
            return unless_open();
        if (c == '/' || c == '#')
            return text_.comment_at(k);
        if (c == '{' && containers_.size() > 1 && containers_.closer_at(containers_.size() - 1) == ']')
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

/// As `closes`, where an object follows that belongs to the array around this object, whose bracket is missing.
verdict closing_quote::closes_before_element(std::size_t brace)
{
    auto const inside = text_.skip(brace + 1);
    if (text_.peek(inside) == lookahead::more)
        return verdict::wait;
    auto const key = text_.find_key(inside);
    if (key.found != verdict::yes)
        return key.found;
    if (inner_ == 0)
        return verdict::yes;
    passed_ = true;
    return inner_ % 2 != 0 ? verdict::no : verdict::unclear;
}

verdict closing_quote::missing_at(std::size_t i)
{
    if (!containers_.in_object() || quote_.tripled())
        return verdict::no;
    bool line_end = true;
    if (text_.peek(i) == ',') {
        ++i;
        for (std::size_t n = 0; n < most_blanks && is_blank(text_.peek(i)); ++n)
            ++i;
        if (text_.peek(i) == lookahead::more)
            return verdict::wait;
        line_end = text_.peek(i) == '\n' || text_.peek(i) == '\r';
    }
    auto const k = line_end ? text_.skip(i) : i;
    auto const c = text_.peek(k);
    if (c == lookahead::more)
        return verdict::wait;
    if ((c != '"' && c != '\'') || (!line_end && c != static_cast<unsigned char>(quote_.close[0])))
        return verdict::no;
    auto const key = text_.find_key(k);
    if (key.found != verdict::yes)
        return key.found;
    if (writer_.status_of_key(0, key.name) != key_status::known)
        return verdict::no;
    return inner_ == 0 ? verdict::yes : verdict::unclear;
}

void closing_quote::add_inner(std::size_t i, std::size_t next)
{
    auto const is_letter = [](int c) { return is_word(c) && c != '-'; };
    auto const before = i > begin_ + quote_.open.size() ? text_.before(i) : 0;
    auto const after = text_.peek(text_.skip(next));
    bool const beside_another = !inner_quotes_.empty() && inner_quotes_.last == i;
    inner_quotes_.add(i, next);
    if (!quote_.of_json() && i > begin_ && is_letter(text_.peek(i - 1)) && is_letter(text_.peek(next)))
        return; // an apostrophe
    ++inner_;
    at_edge_ = at_edge_ || i == begin_ + quote_.open.size();
    swallowed_ = swallowed_ || (beside_another && quote_.close.size() == 1);
    auto const among
        = [](int c, std::string_view of) { return c > 0 && of.find(static_cast<char>(c)) != std::string_view::npos; };
    structured_ = structured_ || among(before, ",:{[") || among(after, ",:}]");
    bool const value = among(after, "\"'{[") || is_digit(after);
    if ((after != ':' && !value) || swallowed_)
        return;
    // A name with a colon may be another member, which this string has swallowed.
    auto begin = i;
    while (begin > begin_ + quote_.open.size() && i - begin < 64 && is_word(text_.peek(begin - 1)))
        --begin;
    auto const name = text_.text().substr(begin, i - begin);
    bool const quoted
        = begin > begin_ + quote_.open.size() && (text_.peek(begin - 1) == '"' || text_.peek(begin - 1) == '\'');
    begin -= quoted ? 1 : 0;
    if (name.empty() || (value && !quoted) || !among(text_.before(begin), ",{\n\r"))
        return;
    for (std::size_t up = 0; up < containers_.size() && !swallowed_; ++up) {
        auto const known = writer_.status_of_key(up, name);
        swallowed_ = containers_.closer_at(containers_.size() - up) == '}'
            && (known == key_status::known || known == key_status::given);
    }
}

} // namespace coax::repair
