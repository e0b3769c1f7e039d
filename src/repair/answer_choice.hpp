// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "repair/candidate_writer.hpp"
#include "repair/surrounding_text.hpp"
#include "repair/text_cursor.hpp"

#include <coax/tolerance.hpp>

#include <string>

namespace coax::repair {

/// What is known of the value that is read, which may be the answer.
struct candidate {
    std::size_t begin = 0;
    bool of_type = false; ///< it has a member of the type
    bool guessed = false; ///< a bracket or the end of a string in it may have been meant otherwise
    bool misplaced = false; ///< it has a member that belongs to a container around the object it is in
    bool unknown_key = false; ///< it has a key that its type does not know
};

/// Decides which of the values in a text is the answer, and whether there is one.
class answer_choice {
public:
    answer_choice(text_cursor& text, candidate_writer& writer, sink& to) noexcept;

    void start(tolerance level);

    /// A bracket may begin a value.
    void open_candidate();
    /// The bracket does begin a value: what came before it was not the answer.
    void begin_candidate();
    /// The value is complete.
    void end_candidate();
    /// The value cannot be read further.
    void give_up(std::string why);
    /// It is not known which value is the answer, unless all so far turns out to be thinking.
    void conflict(std::string why);
    /// The end of thinking that had no beginning, up to `end`: all before it is thinking, and no answer.
    void close_thinking(std::size_t end);
    /// Words outside of values.
    void add_words(std::size_t begin, std::size_t end) noexcept;
    void end_words() { around_.end(began_); }
    /// The words are a value without brackets, and the answer.
    void take_words();
    /// What comes no longer directly follows the answer.
    void leave_answer() noexcept { after_answer_ = false; }
    /// The text is over after all values that are complete. Reports that there is no answer where there is none.
    void finish();

    [[nodiscard]] candidate& current() noexcept { return candidate_; }
    [[nodiscard]] surrounding_text& around() noexcept { return around_; }
    [[nodiscard]] tolerance level() const noexcept { return tolerance_; }
    /// Some value began.
    [[nodiscard]] bool began() const noexcept { return began_; }
    /// The answer is bad, unless all of it turns out to be thinking.
    [[nodiscard]] bool given_up() const noexcept { return given_up_; }
    /// The last value could not be read.
    [[nodiscard]] bool failed() const noexcept { return !failed_.empty(); }
    /// Only white space and brackets came since the answer ended.
    [[nodiscard]] bool after_answer() const noexcept { return after_answer_; }
    /// Where the last value ended.
    [[nodiscard]] std::size_t end() const noexcept { return end_; }
    [[nodiscard]] bool undecided() const noexcept;

private:
    enum class thinking_end : unsigned char { none, behind_drafts, behind_answer };

    void stop_reading();

    text_cursor& text_;
    candidate_writer& writer_;
    sink& to_;
    surrounding_text around_;
    candidate candidate_;
    std::string failed_; ///< why the last value is none
    std::size_t last_ = 0; ///< where the last value that was read begins, ...
    std::size_t end_ = 0; ///< ... and ended
    std::size_t drafts_ = 0; ///< bad answers that may have been thinking
    tolerance tolerance_ = tolerance::report;
    thinking_end thinking_end_ = thinking_end::none; ///< the last one that had no beginning
    bool began_ = false;
    bool broke_off_ = false; ///< a value before this one could not be read
    bool given_up_ = false;
    bool after_answer_ = false;
};

} // namespace coax::repair
