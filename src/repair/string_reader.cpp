// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/string_reader.hpp"

#include <utility>

namespace coax::repair {

using kind = applied_repair::kind;

string_reader::string_reader(text_cursor& text, answer_choice& choice, structure_writer& structure,
    candidate_writer& writer, escape_reader& escapes) noexcept
    : text_(text),
      choice_(choice),
      structure_(structure),
      writer_(writer),
      escapes_(escapes),
      closing_(text, writer, escapes)
{
}

void string_reader::open(quote const& with)
{
    structure_.separate();
    closing_.start(text_.at, with);
    escapes_.start();
    text_.next = place::text;
    if (with.of_json()) // its quote is passed on with the text
        return;
    text_.at += with.open.size();
    writer_.mark(closing_.begin(), text_.at);
    writer_.emit("\"");
}

/// What is JSON as written is passed on in one piece, with its quotes where all of it has come.
bool string_reader::read()
{
    auto const& quote = closing_.kind();
    auto const begin = closing_.begin();
    auto const first = static_cast<unsigned char>(quote.close[0]);
    auto const stop = [&](std::size_t i) {
        if (text_.at == begin)
            writer_.mark(begin, begin + quote.open.size());
        plain(text_.at, i);
        text_.at = i;
    };
    for (auto i = text_.at == begin ? text_.at + quote.open.size() : text_.at;;) {
        i = text_.letters_end(i, quote.close[0]);
        auto const c = text_.peek(i);
        if (c < 0) {
            stop(i);
            return false;
        }
        if (c == ',' || c == '\n' || c == '\r') {
            auto const missing = closing_.missing_at(i);
            if (missing != verdict::no) {
                stop(i);
                if (missing == verdict::wait)
                    return false;
                if (missing == verdict::unclear) {
                    choice_.give_up("has a quote of which it is not clear whether it ends a string");
                    return true;
                }
                writer_.repaired(kind::missing_quotes, i, i);
                close(i, i);
                return true;
            }
            if (c == ',') {
                ++i;
                continue;
            }
        }
        std::size_t width = 1;
        if (c >= 0x80) {
            width = text_.character(i);
            if (width == 0 || width == lookahead::wait) {
                stop(i);
                if (width == 0)
                    choice_.give_up("holds bytes that are not UTF-8");
                return width == 0;
            }
        }
        if (c == first) {
            auto const here = text_.has(i, quote.close);
            auto const next = i + quote.close.size();
            auto const closing = here == verdict::yes && !quote.tripled() ? closing_.closes(next) : here;
            if (closing == verdict::yes) {
                close(i, next);
                return true;
            }
            stop(i);
            if (closing == verdict::wait)
                return false;
            if (closing == verdict::unclear) {
                choice_.give_up("has a quote of which it is not clear whether it ends a string");
                return true;
            }
            if (here == verdict::yes) {
                closing_.add_inner(i, next);
                writer_.emit(quote.of_json() ? "\\\"" : quote.close);
                text_.at = i = next;
                continue;
            }
        }
        if (c >= 0x80 || (c == first && c != '"')) { // another character that begins with the same byte, perhaps
            i += width;
            continue;
        }
        out_.clear();
        auto after = i;
        if (!escapes_.read(after, out_)) {
            stop(i);
            return false;
        }
        if (escapes_.unclear()) {
            stop(i);
            choice_.give_up("has backslashes that begin escapes beside others that stand for themselves");
            return true;
        }
        if (text_.text().substr(i, after - i) != out_) {
            stop(i);
            writer_.emit(out_);
            text_.at = after;
        }
        i = after;
    }
}

void string_reader::plain(std::size_t begin, std::size_t end)
{
    if (begin < end)
        writer_.emit(text_.text().substr(begin, end - begin));
}

void string_reader::close(std::size_t end, std::size_t next)
{
    auto const& quote = closing_.kind();
    auto const begin = closing_.begin();
    auto const& inner = closing_.inner_quotes();
    auto const& controls = escapes_.controls();
    auto const& escapes = escapes_.escapes();
    bool const repaired = !inner.empty() || !controls.empty() || !escapes.empty();
    bool const as_written = quote.of_json() && end != next && !repaired;
    if (!as_written)
        plain(text_.at, end);
    writer_.mark(begin, next);
    if (!quote.of_json())
        writer_.repaired(kind::other_quotes, begin, next);
    for (auto const& [repair, bytes] :
        {std::pair(kind::inner_quote, inner), {kind::control_character, controls}, {kind::escape, escapes}})
        if (!bytes.empty())
            writer_.repaired(repair, bytes.first, bytes.last);
    if (as_written)
        plain(text_.at, next);
    else
        writer_.emit("\"");
    text_.at = next;
    structure_.end_value();
}

} // namespace coax::repair
