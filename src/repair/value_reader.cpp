// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/value_reader.hpp"

namespace coax::repair {

using kind = applied_repair::kind;

value_reader::value_reader(text_cursor& text, answer_choice& choice, candidate_writer& writer, sink& to) noexcept
    : text_(text),
      choice_(choice),
      writer_(writer),
      containers_(writer.containers()),
      structure_(text, writer, choice),
      spaces_(text, writer),
      escapes_(text),
      keys_(text, choice, structure_, writer, escapes_, to),
      strings_(text, choice, structure_, writer, escapes_),
      words_(text, choice, structure_, writer),
      brackets_(text, choice, structure_, writer, to)
{
}

void value_reader::start() noexcept
{
    spaces_.start();
    escapes_.start_value();
}

void value_reader::open(char closer)
{
    choice_.open_candidate();
    escapes_.start_value();
    structure_.open(closer);
}

bool value_reader::step()
{
    switch (text_.next) {
    case place::key:
        return key();
    case place::colon:
        return colon();
    case place::value:
        return value();
    case place::text:
        return strings_.read();
    default:
        return after();
    }
}

bool value_reader::key()
{
    if (!spaces_.read(false))
        return false;
    auto const c = text_.peek(text_.at);
    if (c == lookahead::end)
        return false;
    if (is_closer(c))
        return brackets_.close(static_cast<char>(c));
    if (c == ',') {
        writer_.repaired(kind::trailing_comma, text_.at, text_.at + 1);
        ++text_.at;
        return true;
    }
    quote quoted;
    if (!find_quote(text_, text_.at, quoted))
        return false;
    return quoted.empty() ? keys_.read_bare() : keys_.read_quoted(quoted);
}

bool value_reader::colon()
{
    if (!spaces_.read(false))
        return false;
    if (text_.peek(text_.at) == lookahead::end)
        return false;
    if (text_.peek(text_.at) != ':') {
        choice_.give_up("has a key without a value");
        return true;
    }
    ++text_.at;
    writer_.emit(":");
    text_.next = place::value;
    return true;
}

bool value_reader::value()
{
    bool const object = containers_.in_object();
    if (!spaces_.read(object))
        return false;
    auto const c = text_.peek(text_.at);
    if (c == lookahead::end)
        return false;
    if (object && (c == '}' || c == ']' || c == ',')) {
        choice_.give_up("has a key without a value");
        return true;
    }
    if (is_closer(c)) {
        if (writer_.pending() && text_.at != choice_.current().begin + 1) // a box to tick
            choice_.give_up("holds nothing");
        else
            return brackets_.close(static_cast<char>(c));
        return true;
    }
    if (c == ',') {
        choice_.give_up("has two commas with nothing between them");
        return true;
    }
    if (c == '{' || c == '[' || c == '(') {
        structure_.separate();
        if (c == '(')
            writer_.repaired(kind::python_literal, text_.at, text_.at + 1);
        structure_.open(c == '{' ? '}' : c == '[' ? ']' : ')');
        return true;
    }
    quote quoted;
    if (!find_quote(text_, text_.at, quoted))
        return false;
    if (quoted.empty())
        return words_.read();
    strings_.open(quoted);
    return true;
}

bool value_reader::after()
{
    if (!spaces_.read(false))
        return false;
    auto const c = text_.peek(text_.at);
    if (c == lookahead::end)
        return false;
    auto const object = containers_.in_object();
    if (c == ',') {
        if (object && !writer_.pending() && !writer_.settled()) {
            auto const next = text_.peek(text_.skip(text_.at + 1));
            if (next == lookahead::more)
                return false;
            if (next == '{')
                return brackets_.close_before_element();
        }
        structure_.comma();
        return true;
    }
    if (is_closer(c))
        return brackets_.close(static_cast<char>(c));
    if (c == '`') {
        auto const fenced = text_.has(text_.at, "```");
        if (fenced == verdict::wait)
            return false;
        if (fenced == verdict::yes) { // the end, whatever comes after it
            structure_.close_all();
            return true;
        }
    }
    auto next = c == '"' || c == '{' || c == '[' ? verdict::yes : verdict::no;
    if (object)
        next = text_.key_at(text_.at);
    if (next == verdict::wait)
        return false;
    if (next == verdict::no) {
        choice_.give_up("has something between two values that is no comma");
        return true;
    }
    writer_.repaired(kind::missing_comma, text_.at, text_.at);
    text_.next = object ? place::key : place::value;
    return true;
}

void value_reader::close_at_end(bool clean)
{
    auto const size = text_.text().size();
    auto const last = text_.text().find_last_not_of(" \t\r\n");
    auto const end = last == std::string_view::npos ? ' ' : text_.text()[last];
    bool const in_brackets = end == '}' || end == ']'; // which may be the value's
    if (clean && text_.next == place::text && choice_.level() == tolerance::lenient && !strings_.has_inner_quotes()
        && !in_brackets) {
        writer_.repaired(kind::missing_end_quote, size, size);
        strings_.close(size, size);
    }
    if (!clean || text_.next != place::after)
        return;
    if (choice_.current().misplaced) {
        choice_.give_up("lacks a bracket, and has a member where it does not belong");
        return;
    }
    text_.at = size;
    structure_.close_all();
}

} // namespace coax::repair
