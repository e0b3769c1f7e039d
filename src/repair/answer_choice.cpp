// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/answer_choice.hpp"

#include <utility>

namespace coax::repair {

namespace {

using kind = applied_repair::kind;

/// Bad answers after which the end of thinking is still looked for: each is read twice.
constexpr std::size_t most_drafts = 8;

} // namespace

answer_choice::answer_choice(text_cursor& text, candidate_writer& writer, sink& to) noexcept
    : text_(text),
      writer_(writer),
      to_(to),
      around_(to)
{
}

void answer_choice::start(tolerance level)
{
    around_.start();
    candidate_ = {};
    failed_.clear();
    last_ = end_ = drafts_ = 0;
    tolerance_ = level;
    thinking_end_ = thinking_end::none;
    began_ = broke_off_ = given_up_ = after_answer_ = false;
}

void answer_choice::open_candidate()
{
    candidate_ = {text_.at, candidate_.of_type, broke_off_, false, false};
    after_answer_ = false;
    writer_.begin();
}

void answer_choice::begin_candidate()
{
    around_.end(began_);
    around_.leave_out_kept();
    if (!writer_.settled()) {
        if (began_)
            to_.left_out({thinking_end_ == thinking_end::behind_answer ? kind::thinking
                    : candidate_.of_type                               ? kind::other_answer
                                                                       : kind::other_object,
                "", last_, end_ - last_});
        began_ = true;
        thinking_end_ = thinking_end::none;
        failed_.clear();
    }
    last_ = candidate_.begin;
    candidate_.of_type = writer_.containers().closer_at(1) != '}'; // an array is, where the type is a list
    writer_.confirm(candidate_.begin);
}

void answer_choice::end_candidate()
{
    text_.next = place::outside;
    around_.set_line_start(false);
    end_ = text_.at;
    bool const strict = candidate_.of_type && tolerance_ != tolerance::lenient;
    if (!writer_.settled()) {
        if (candidate_.of_type && to_.good()) {
            writer_.accept();
            after_answer_ = true;
        } else if (strict) {
            text_.at = candidate_.begin + 1; // the end of thinking may be in it
            stop_reading();
        }
        return;
    }
    bool const same = writer_.same_as_answer();
    if (strict && !same) {
        text_.at = candidate_.begin + 1;
        conflict("is followed by another answer that says something else; give one only");
        return;
    }
    to_.left_out({!candidate_.of_type ? kind::other_object
            : same                    ? kind::repeated_answer
                                      : kind::other_answer,
        "", candidate_.begin, end_ - candidate_.begin});
}

void answer_choice::give_up(std::string why)
{
    if (writer_.stopped()) // by what came before in the same step
        return;
    bool const inside = writer_.containers().size() > 1;
    writer_.containers().clear();
    text_.next = place::outside;
    text_.ahead = 0;
    end_ = text_.at;
    if (writer_.pending()) { // a brace in a sentence
        writer_.drop();
        add_words(candidate_.begin, text_.at);
        return;
    }
    if (writer_.settled()) {
        if (candidate_.of_type && tolerance_ != tolerance::lenient) {
            text_.at = candidate_.begin + 1;
            conflict("is followed by another answer that breaks off; give one only");
        } else
            to_.left_out({candidate_.of_type ? kind::other_answer : kind::other_object, "", candidate_.begin,
                text_.at - candidate_.begin});
        return;
    }
    failed_ = "is not JSON: it " + std::move(why) + ", at byte " + std::to_string(text_.at);
    broke_off_ = true;
    if (candidate_.of_type && (tolerance_ != tolerance::lenient || inside)) { // what comes in it is no answer
        to_.fail(std::move(failed_));
        failed_.clear();
        text_.at = candidate_.begin + 1; // the end of thinking may be in it
        stop_reading();
    }
}

void answer_choice::conflict(std::string why)
{
    to_.fail(std::move(why));
    stop_reading();
}

/// The answer is bad. Where words came before it, it may have been a draft, and the end of thinking is yet to come.
void answer_choice::stop_reading()
{
    given_up_ = around_.any() && ++drafts_ <= most_drafts;
    writer_.stop(!given_up_); // a parser that takes no more of this value takes the next one
    after_answer_ = false;
    text_.next = place::outside;
}

void answer_choice::close_thinking(std::size_t end)
{
    bool const behind_answer = writer_.settled() && !given_up_ && !around_.any();
    if (writer_.settled() && !to_.can_forget()) {
        conflict("has its thinking end behind elements that were already given; give the answer alone");
        text_.at = end;
        return;
    }
    around_.drop();
    if (behind_answer)
        to_.left_out({kind::thinking, "", text_.at, end - text_.at});
    else
        to_.all_left_out({kind::thinking, "", 0, end});
    bool const drafts = began_ || thinking_end_ == thinking_end::behind_drafts;
    thinking_end_ = behind_answer ? thinking_end::behind_answer
        : drafts                  ? thinking_end::behind_drafts
                                  : thinking_end::none;
    began_ = behind_answer;
    writer_.forget_answer();
    candidate_.of_type = given_up_ = after_answer_ = broke_off_ = false;
    around_.forget_any();
    failed_.clear();
    text_.at = end;
    around_.set_line_start(true);
}

void answer_choice::add_words(std::size_t begin, std::size_t end) noexcept
{
    around_.add(begin, end);
    after_answer_ = false;
}

void answer_choice::take_words()
{
    around_.take_kept();
    began_ = true;
    to_.begin();
}

void answer_choice::finish()
{
    if (!failed_.empty())
        to_.fail(std::move(failed_));
    else if (thinking_end_ == thinking_end::behind_drafts)
        to_.fail("holds nothing behind its thinking");
    else if (!began_)
        to_.fail(text_.text().empty() ? "is empty" : "holds no JSON value");
}

bool answer_choice::undecided() const noexcept
{
    return !writer_.stopped()
        && (given_up_
            || (!writer_.settled() && (tolerance_ == tolerance::lenient || !candidate_.of_type || around_.any())));
}

} // namespace coax::repair
