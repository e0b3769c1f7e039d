// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "repair/lookahead.hpp"
#include "repair/sink.hpp"

#include <coax/tolerance.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace coax::repair {

/// Finds the value in an answer as a model wrote it, and gives it on as strict JSON while it is being written.
///
/// It looks at each byte once, and ahead only where what follows says what a quote, a comma or a bare word means; what
/// is not decided by the text so far waits. So what it gives depends on the text alone, not on how it was cut.
class reader {
public:
    explicit reader(sink& to) : to_(to) { }

    /// `list_at_root`: an array may be the value, too.
    void start(tolerance level, bool list_at_root);
    /// `text` is the whole text so far; goes on where it stopped.
    void read(std::string_view text);
    /// No more will come. `clean`: the model ended by itself, it was not cut off.
    void finish(std::string_view text, bool clean);

    /// What has been read may yet turn out not to be the answer.
    [[nodiscard]] bool undecided() const noexcept;
    /// There is an answer, and `text`, which is the whole text, has more behind it than white space or a fence's end.
    [[nodiscard]] bool goes_on_behind(std::string_view text) const noexcept;

private:
    enum class place : std::uint8_t { outside, thinking, key, colon, value, text, after };
    enum class comment : std::uint8_t { none, line, block };
    using kind = applied_repair::kind;

    struct level {
        char closer = '}';
        std::size_t count = 0;
        std::string key;
        bool inside = false; ///< a member's or an element's value is being read
    };
    /// Bytes that one repair is about.
    struct span {
        std::size_t first = 0;
        std::size_t last = 0; ///< 0: there are none
        void add(std::size_t begin, std::size_t end);
    };

    // reader.cpp: the value's structure, and what is said of it. A step is false where it must wait for more.
    void run();
    bool step();
    bool key();
    bool colon();
    bool value();
    bool after();
    void open(char with);
    void close();
    void separate();
    void close_at_end(bool clean);
    void close_all();
    void emit(std::string_view json);
    void repaired(kind repair, std::size_t begin, std::size_t end);
    void give_up(std::string why);
    void refuse(std::string why);
    void mark(std::size_t begin, std::size_t end);
    void ended();
    [[nodiscard]] std::string pointer() const;

    // reader_gap.cpp: white space and comments
    bool gap(bool value_next);
    bool in_comment();

    // reader_brackets.cpp: which brackets are missing, and which are too many
    struct row;
    bool closer(char c);
    bool element_after_comma();
    void close_as_written();
    bool look_behind_brackets(row& found);
    unsigned doubt_behind(row const& found, std::size_t depth);
    bool close_in_best_way(row const& found);

    // reader_outside.cpp: what stands around the value
    bool outside();
    verdict behind_root();
    void goes_on_behind_root();
    void conflict(std::string why);
    void stop_reading();
    verdict whole_text();
    bool bare_root(bool clean);
    void open_thinking(std::size_t end);
    bool thinking();
    void close_thinking(std::size_t end);
    bool fence();
    void prose(std::size_t begin, std::size_t end);
    void end_prose();
    void left_out_first_piece();
    void candidate(char closer);
    void begin_candidate();
    void end_candidate();

    // reader_quotes.cpp: which quotes a text has, and which of them closes it
    bool open_quote();
    verdict closes(std::size_t next);
    [[nodiscard]] verdict unless_open() const noexcept;
    verdict closes_before_key(std::size_t k, std::size_t up);
    verdict closes_before_brackets(std::size_t first);
    verdict closes_at_root(std::size_t closer);
    verdict closes_before_comma(std::size_t comma);
    verdict closes_before_element(std::size_t brace);
    verdict forgotten_quote(std::size_t i);
    void inner_quote(std::size_t i, std::size_t next);
    key_status status_of_key(std::size_t up, std::string_view key);

    // reader_text.cpp: what has quotes: keys, strings
    bool quoted_key();
    void name_member(std::string_view raw, std::size_t end, kind repair);
    bool belongs_elsewhere(std::string_view key);
    bool open_text();
    bool text();
    void close_text(std::size_t end, std::size_t next);
    void start_escapes() noexcept;
    bool escape(std::size_t& i, std::string& out);
    void plain(std::size_t begin, std::size_t end);
    static void append_control(std::string& out, int c);

    // reader_bare.cpp: what has none: keys, numbers, literals, words
    bool bare_key();
    bool bare();
    verdict bare_ends(std::size_t i);
    verdict thousands(std::size_t comma) const;
    bool bare_value(std::size_t end);
    void bare_word(std::string_view word, bool quoted);
    static bool literal(std::string_view word, std::string& out);

    sink& to_;
    lookahead see_;
    std::vector<level> levels_;
    std::string quote_; ///< what closes the string being read
    std::size_t quote_size_ = 0; ///< bytes of what opened it
    std::string out_;
    std::vector<applied_repair> early_; ///< before anything has shown the bracket to be a value's
    std::string failed_; ///< why the last candidate is none, if it is not
    std::size_t at_ = 0; ///< the next byte
    std::size_t ahead_ = 0; ///< how far a token that waits was looked at
    std::size_t token_ = 0; ///< where the token being read begins
    std::size_t comma_ = 0; ///< the last comma
    std::size_t comment_ = 0; ///< where the comment being read begins
    std::size_t candidate_ = 0; ///< where the candidate begins
    std::size_t last_ = 0; ///< where the last one that was read begins, ...
    std::size_t candidate_end_ = 0; ///< ... and ended
    std::size_t prose_ = 0; ///< text that belongs to nothing, from here ...
    std::size_t prose_end_ = 0; ///< ... to here; 0: there is none
    span piece_; ///< the first of it, not yet listed as left out
    std::size_t pieces_ = 0;
    std::size_t drafts_ = 0; ///< bad answers that may have been thinking
    std::size_t thinking_ = 0; ///< where thinking begins
    std::uint64_t hash_ = 0; ///< of what was emitted of this candidate
    std::uint64_t answer_hash_ = 0; ///< of the one that is the answer
    std::size_t closing_ = 0; ///< where the quote stands that may be the string's end
    std::size_t inner_ = 0; ///< quotes inside the string being read, but for apostrophes
    bool structured_ = false; ///< one of them stands beside a comma, colon or bracket
    bool passed_ = false; ///< one of them may have been the string's end
    bool quote_escaped_ = false; ///< it has quotes with a backslash
    bool at_edge_ = false; ///< one of them is its first character
    bool unknown_seen_ = false; ///< the candidate has a key that its type does not know
    bool swallowed_ = false; ///< a member of the type seems to stand inside it
    span inner_quotes_, controls_, escapes_;
    tolerance tolerance_ = tolerance::report;
    place place_ = place::outside;
    comment in_comment_ = comment::none;
    bool list_at_root_ = false;
    bool line_start_ = true; ///< only blanks since the line began
    bool after_comma_ = false;
    bool pending_ = false; ///< a bracket that nothing has shown to be a value's
    bool began_ = false; ///< some candidate did
    bool ours_ = false; ///< the candidate has a member of the type
    bool guessed_ = false; ///< a bracket or the end of a string in it may have been meant otherwise
    bool misplaced_ = false; ///< it has a member that belongs to something around the object it stands in
    bool broke_off_ = false; ///< a candidate before it was no JSON
    bool given_up_ = false; ///< the answer is bad, unless all of it turns out to be thinking
    bool spoke_ = false; ///< words stand outside of values
    bool stray_ = false; ///< the end of thinking stands right behind an answer
    bool draft_ = false; ///< all candidates so far were thinking
    bool no_root_text_ = false; ///< the answer is not one string
    bool escaped_ = false; ///< in the string being read, a backslash begins an escape ...
    bool raw_ = false; ///< ... or stands for itself
    bool clash_ = false; ///< both
    bool odd_escape_ = false; ///< somewhere \b or \f came before a letter
    bool raw_somewhere_ = false;
    bool after_root_ = false; ///< only white space and brackets since the answer ended
    bool settled_ = false; ///< there is an answer; further candidates are only compared with it
    bool over_ = false;
    bool cut_ = false; ///< the text is over, but was cut off: its last word or number may not be whole
};

} // namespace coax::repair
