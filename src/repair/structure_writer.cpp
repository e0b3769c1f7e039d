// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/structure_writer.hpp"

namespace coax::repair {

using kind = applied_repair::kind;

structure_writer::structure_writer(text_cursor& text, candidate_writer& writer, answer_choice& choice) noexcept
    : text_(text),
      writer_(writer),
      choice_(choice)
{
}

void structure_writer::open(char closer)
{
    ++text_.at;
    comma_.reset();
    writer_.containers().push(closer);
    text_.next = closer == '}' ? place::key : place::value;
    if (!writer_.pending()) {
        writer_.mark(text_.at - 1, text_.at);
        writer_.emit(closer == '}' ? "{" : "[");
    }
}

void structure_writer::comma()
{
    comma_ = text_.at++;
    text_.next = writer_.containers().in_object() ? place::key : place::value;
}

void structure_writer::separate()
{
    if (writer_.pending())
        choice_.begin_candidate();
    if (writer_.containers().in_object() && text_.next == place::value)
        return;
    if (!writer_.containers().begin_child())
        writer_.emit(",");
    comma_.reset();
}

void structure_writer::end_value() noexcept
{
    text_.next = place::after;
    writer_.containers().end_child();
}

void structure_writer::close_as_written()
{
    if (comma_)
        writer_.repaired(kind::trailing_comma, *comma_, *comma_ + 1);
    writer_.mark(text_.at, text_.at + 1);
    ++text_.at;
    close();
}

void structure_writer::close_missing()
{
    writer_.repaired(kind::missing_bracket, text_.at, text_.at);
    close();
}

void structure_writer::close_all()
{
    while (!writer_.stopped() && !writer_.containers().empty())
        close_missing();
}

void structure_writer::close()
{
    if (writer_.pending())
        choice_.begin_candidate();
    bool const object = writer_.containers().in_object();
    comma_.reset();
    writer_.containers().pop();
    writer_.emit(object ? "}" : "]");
    if (writer_.containers().empty())
        choice_.end_candidate();
    else
        end_value();
}

} // namespace coax::repair
