// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/reader.hpp"

#include "repair/thinking.hpp"

#include <algorithm>

namespace coax::repair {

reader::reader(sink& to) noexcept
    : to_(to),
      writer_(to),
      choice_(text_, writer_, to),
      value_(text_, choice_, writer_, to)
{
}

void reader::start(tolerance level, bool list_at_root)
{
    text_ = {};
    writer_.start();
    choice_.start(level);
    value_.start();
    list_at_root_ = list_at_root;
    no_root_text_ = false;
}

void reader::read(std::string_view text)
{
    text_.see(text, false);
    run();
}

void reader::finish(std::string_view text, bool clean)
{
    text_.see(text, true);
    text_.cut = !clean;
    run();
    auto const& containers = writer_.containers();
    if (!writer_.stopped() && !containers.empty() && !value_.in_block_comment())
        value_.close_at_end(clean);
    if (writer_.stopped())
        return;
    bool open = !containers.empty();
    if (open && (writer_.settled() || (writer_.pending() && choice_.began()))) { // a brace in a sentence
        choice_.add_words(choice_.current().begin, text.size());
        open = false;
    }
    if (text_.next == place::thinking) // which has no end
        to_.left_out({kind::thinking, "", thinking_, text.size() - thinking_});
    choice_.end_words();
    bool const may_be_bare = !open && !choice_.began() && !choice_.given_up() && !choice_.failed();
    if (may_be_bare && bare_root(clean))
        return;
    choice_.around().leave_out_kept();
    writer_.stop();
    if (choice_.given_up() || (open && !clean && to_.close_rest(text.size())))
        return;
    if (open)
        to_.fail("ends at byte " + std::to_string(text.size()) + ", before it is whole");
    else
        choice_.finish();
}

bool reader::continues_behind(std::string_view text) const noexcept
{
    auto const behind = text.substr(std::min(choice_.end(), text.size()));
    return writer_.settled() && behind.find_first_not_of(" \t\r\n`") != behind.npos;
}

void reader::run()
{
    bool more = true;
    while (more && !writer_.stopped())
        more = text_.next == place::outside ? outside() : text_.next == place::thinking ? thinking() : value_.step();
}

bool reader::outside()
{
    auto const c = text_.peek(text_.at);
    if (c < 0)
        return false;
    if (is_space(c)) {
        if (c == '\n')
            choice_.around().set_line_start(true);
        ++text_.at;
        return true;
    }
    if (begins_mark(c)) {
        auto const mark = mark_at(text_, text_.at);
        if (mark.is == thinking_mark::kind::wait)
            return false;
        bool const opens = mark.is == thinking_mark::kind::opens && !choice_.given_up()
            && (choice_.around().at_line_start() || text_.before(text_.at) == '>');
        if (opens)
            open_thinking(mark.end);
        else if (mark.is == thinking_mark::kind::closes)
            choice_.close_thinking(mark.end);
        if (opens || mark.is == thinking_mark::kind::closes)
            return true;
    }
    if (choice_.given_up()) { // only the end of thinking can change the result
        auto const next = text_.text().find_first_of("<[a\xE2", text_.at + 1);
        text_.at = std::min(next, text_.text().size());
        return true;
    }
    if (choice_.after_answer()) {
        auto const behind = behind_answer();
        if (behind != verdict::no)
            return behind == verdict::yes;
    }
    if (c == '`') {
        auto const fenced = text_.has(text_.at, "```");
        if (fenced == verdict::wait)
            return false;
        if (fenced == verdict::yes)
            return fence();
    }
    if (auto const odd = text_.odd_space(text_.at); odd != 0 && !choice_.around().in_words()) {
        if (odd == lookahead::wait)
            return false;
        to_.left_out({kind::white_space, "", text_.at, odd});
        text_.at += odd;
        return true;
    }
    if (c == '"' && !choice_.began() && !choice_.around().in_words() && !no_root_text_) {
        auto const whole = whole_text();
        if (whole != verdict::no)
            return whole == verdict::yes;
    }
    if (c == '{' || (c == '[' && list_at_root_ && choice_.around().at_line_start())) {
        value_.open(c == '{' ? '}' : ']');
        return true;
    }
    choice_.add_words(text_.at, text_.at + 1);
    ++text_.at;
    return true;
}

/// What is behind the last bracket of the answer. A value that continues there was closed by a wrong one. `yes`: it
/// was read.
verdict reader::behind_answer()
{
    auto const c = text_.peek(text_.at);
    if (c == '}' || c == ']') {
        auto end = text_.at;
        while (text_.peek(end) == '}' || text_.peek(end) == ']')
            ++end;
        if (text_.peek(end) == lookahead::more)
            return verdict::wait;
        if (choice_.current().guessed || choice_.current().unknown_key) {
            continues_behind_answer();
            return verdict::yes;
        }
        choice_.end_words();
        to_.left_out({kind::extra_bracket, "", text_.at, end - text_.at});
        text_.at = end;
        return verdict::yes;
    }
    auto const k = c == ',' ? text_.skip(text_.at + 1) : text_.at;
    auto const first = text_.peek(k);
    if (first == lookahead::more)
        return verdict::wait;
    auto const key = text_.find_key(k);
    if (key.found == verdict::wait)
        return verdict::wait;
    bool const a_key = key.found == verdict::yes && (!key.bare || to_.status_of_key(0, key.name) == key_status::known);
    bool const element = c == ',' && (first == '{' || first == '[' || first == '"');
    bool const torn = choice_.current().guessed && (c == ',' || c == '"' || c == '\'');
    choice_.leave_answer();
    if (!a_key && !element && !torn && c != ':')
        return verdict::no;
    continues_behind_answer();
    return verdict::yes;
}

void reader::continues_behind_answer()
{
    choice_.conflict("goes on behind its last bracket, at byte " + std::to_string(text_.at)
        + ": a bracket or quote before is wrong");
}

/// Whether the answer is one JSON string, which is known when all of it has come. `yes`: it was read.
verdict reader::whole_text()
{
    auto end = std::max(text_.ahead, text_.at + 1);
    for (;; ++end) {
        end = text_.letters_end(end, '"');
        auto const c = text_.peek(end);
        text_.ahead = end;
        if (c == lookahead::more || (c == '\\' && text_.peek(end + 1) == lookahead::more))
            return verdict::wait;
        if (c == '"' || c == lookahead::end)
            break;
        end += c == '\\' ? 1 : 0;
    }
    auto const next = text_.skip(end + 1);
    if (text_.peek(next) == lookahead::more)
        return verdict::wait;
    bool const whole = text_.peek(end) == '"' && (text_.peek(next) == lookahead::end || text_.peek(next) == '`');
    text_.ahead = 0;
    no_root_text_ = true;
    if (!whole)
        return verdict::no;
    choice_.add_words(text_.at, end + 1);
    text_.at = end + 1;
    return verdict::yes;
}

void reader::open_thinking(std::size_t end)
{
    choice_.end_words();
    thinking_ = text_.at;
    text_.next = place::thinking;
    choice_.leave_answer();
    text_.at = end;
}

bool reader::thinking()
{
    for (;;) {
        text_.at = std::min(text_.text().find_first_of("<[a\xE2", text_.at), text_.text().size());
        if (text_.at == text_.text().size())
            return false;
        auto const mark = mark_at(text_, text_.at);
        if (mark.is == thinking_mark::kind::wait)
            return false;
        if (mark.is == thinking_mark::kind::closes) {
            to_.left_out({kind::thinking, "", thinking_, mark.end - thinking_});
            text_.at = mark.end;
            text_.next = place::outside;
            choice_.around().set_line_start(true);
            return true;
        }
        ++text_.at;
    }
}

/// Three back quotes, and the word that directly follows them.
bool reader::fence()
{
    constexpr std::size_t longest = 64;
    auto const of_fence = [](int c) { return c == '`' || c == '+' || c == '.' || is_word(c); };
    auto end = text_.at + 3;
    while (end - text_.at < longest && of_fence(text_.peek(end)))
        ++end;
    if (text_.peek(end) == lookahead::more)
        return false;
    choice_.end_words();
    choice_.leave_answer();
    to_.left_out({kind::fence, "", text_.at, end - text_.at});
    text_.at = end;
    choice_.around().set_line_start(true);
    return true;
}

/// The whole answer is one value without brackets: a number, a literal, a string. False where it is none.
bool reader::bare_root(bool clean)
{
    auto const text = text_.text();
    auto [begin, end] = choice_.around().only_words();
    while (end > begin && is_space(text_.peek(end - 1)))
        --end;
    auto const written = text.substr(begin, end - begin);
    if (written.empty())
        return false;
    bool const quoted = written.size() > 1 && written.front() == '"' && written.back() == '"';
    auto const inside = quoted ? written.find_first_not_of(" \t\r\n", 1) : 0;
    bool const holds = quoted && (written[inside] == '{' || written[inside] == '[');
    if (!to_.may_stand_bare() && !holds)
        return false;
    std::string out;
    auto& escapes = value_.escapes();
    escapes.start();
    if (quoted) {
        for (auto i = begin + 1; i + 1 < end;) {
            auto const c = text_.peek(i);
            if (c == '"')
                return false;
            if (c == '\\' || c < 0x20)
                escapes.read(i, out);
            else
                out += static_cast<char>(c), ++i;
        }
        if (escapes.unclear())
            return false;
        out = '"' + out + '"';
    } else if (!clean || !read_literal(written, out)) {
        return false;
    }
    choice_.take_words();
    if (!quoted && out.back() != ' ')
        writer_.repaired(kind::python_literal, begin, end);
    if (auto const& controls = escapes.controls(); !controls.empty())
        writer_.repaired(kind::control_character, controls.first, controls.last);
    if (auto const& odd = escapes.escapes(); !odd.empty())
        writer_.repaired(kind::escape, odd.first, odd.last);
    writer_.mark(begin, end);
    writer_.emit(out);
    writer_.stop();
    return true;
}

} // namespace coax::repair
