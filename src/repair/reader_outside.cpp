// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What stands around the value.
#include "repair/reader.hpp"
#include "repair/thinking.hpp"

#include <algorithm>
#include <utility>

namespace coax::repair {

namespace {

constexpr std::size_t most_drafts = 8; ///< that are bad, and looked through once more for the end of thinking
constexpr std::uint64_t fnv_offset = 14695981039346656037U;

} // namespace

bool reader::outside()
{
    auto const c = see_.peek(at_);
    if (c < 0)
        return false;
    if (is_space(c)) {
        line_start_ = line_start_ || c == '\n';
        ++at_;
        return true;
    }
    if (begins_mark(c)) {
        auto const mark = mark_at(see_, at_);
        if (mark.is == thinking_mark::kind::wait)
            return false;
        bool const opens
            = mark.is == thinking_mark::kind::opens && !given_up_ && (line_start_ || see_.before(at_) == '>');
        if (opens)
            open_thinking(mark.end);
        else if (mark.is == thinking_mark::kind::closes)
            close_thinking(mark.end);
        if (opens || mark.is == thinking_mark::kind::closes)
            return true;
    }
    if (given_up_) { // only the end of thinking can change what is known
        auto const next = see_.text().find_first_of("<[a\xE2", at_ + 1);
        at_ = std::min(next, see_.text().size());
        return true;
    }
    if (after_root_) {
        auto const behind = behind_root();
        if (behind != verdict::no)
            return behind == verdict::yes;
    }
    if (c == '`') {
        auto const fenced = see_.has(at_, "```");
        if (fenced == verdict::wait)
            return false;
        if (fenced == verdict::yes)
            return fence();
    }
    if (auto const odd = see_.odd_space(at_); odd != 0 && prose_end_ == 0) {
        if (odd == lookahead::wait)
            return false;
        to_.left_out({kind::white_space, "", at_, odd});
        at_ += odd;
        return true;
    }
    if (c == '"' && !began_ && prose_end_ == 0 && !no_root_text_) {
        auto const whole = whole_text();
        if (whole != verdict::no)
            return whole == verdict::yes;
    }
    if (c == '{' || (c == '[' && list_at_root_ && line_start_)) {
        candidate(c == '{' ? '}' : ']');
        return true;
    }
    prose(at_, at_ + 1);
    ++at_;
    return true;
}

/// What stands behind the answer's last bracket. A value that goes on there was closed by a wrong one. `yes`: it was
/// read.
verdict reader::behind_root()
{
    auto const c = see_.peek(at_);
    if (c == '}' || c == ']') {
        auto end = at_;
        while (see_.peek(end) == '}' || see_.peek(end) == ']')
            ++end;
        if (see_.peek(end) == lookahead::more)
            return verdict::wait;
        if (guessed_ || unknown_seen_) {
            goes_on_behind_root();
            return verdict::yes;
        }
        end_prose();
        to_.left_out({kind::extra_bracket, "", at_, end - at_});
        at_ = end;
        return verdict::yes;
    }
    auto const k = c == ',' ? see_.skip(at_ + 1) : at_;
    auto const first = see_.peek(k);
    if (first == lookahead::more)
        return verdict::wait;
    auto const key = see_.find_key(k);
    if (key.found == verdict::wait)
        return verdict::wait;
    bool const a_key = key.found == verdict::yes && (!key.bare || to_.status_of_key(0, key.name) == key_status::known);
    bool const element = c == ',' && (first == '{' || first == '[' || first == '"');
    bool const torn = guessed_ && (c == ',' || c == '"' || c == '\'');
    after_root_ = false;
    if (!a_key && !element && !torn && c != ':')
        return verdict::no;
    goes_on_behind_root();
    return verdict::yes;
}

void reader::goes_on_behind_root()
{
    conflict(
        "goes on behind its last bracket, at byte " + std::to_string(at_) + ": a bracket or quote before is wrong");
}

/// It is not known what the answer is, unless all of it turns out to be thinking.
void reader::conflict(std::string why)
{
    to_.fail(std::move(why));
    stop_reading();
}

/// A whole answer that is one JSON string: known when all of it has come.
verdict reader::whole_text()
{
    auto end = std::max(ahead_, at_ + 1);
    for (;; ++end) {
        end = see_.letters_end(end, '"');
        auto const c = see_.peek(end);
        ahead_ = end;
        if (c == lookahead::more || (c == '\\' && see_.peek(end + 1) == lookahead::more))
            return verdict::wait;
        if (c == '"' || c == lookahead::end)
            break;
        end += c == '\\' ? 1 : 0;
    }
    auto const next = see_.skip(end + 1);
    if (see_.peek(next) == lookahead::more)
        return verdict::wait;
    bool const whole = see_.peek(end) == '"' && (see_.peek(next) == lookahead::end || see_.peek(next) == '`');
    ahead_ = 0;
    no_root_text_ = true;
    if (!whole)
        return verdict::no;
    prose(at_, end + 1);
    at_ = end + 1;
    return verdict::yes;
}

/// What is thought before the answer, drafts and all.
void reader::open_thinking(std::size_t end)
{
    end_prose();
    thinking_ = at_;
    place_ = place::thinking;
    after_root_ = false;
    at_ = end;
}

bool reader::thinking()
{
    for (;;) {
        at_ = std::min(see_.text().find_first_of("<[a\xE2", at_), see_.text().size());
        if (at_ == see_.text().size())
            return false;
        auto const mark = mark_at(see_, at_);
        if (mark.is == thinking_mark::kind::wait)
            return false;
        if (mark.is == thinking_mark::kind::closes) {
            to_.left_out({kind::thinking, "", thinking_, mark.end - thinking_});
            at_ = mark.end;
            place_ = place::outside;
            line_start_ = true;
            return true;
        }
        ++at_;
    }
}

/// The end of thinking that had no beginning: all before it is thinking, and no answer.
void reader::close_thinking(std::size_t end)
{
    bool const stray = settled_ && !given_up_ && !spoke_; // behind an answer without a word beside it
    if (settled_ && !to_.can_forget()) {
        conflict("has its thinking end behind elements that were already given; give the answer alone");
        at_ = end;
        return;
    }
    prose_end_ = pieces_ = 0;
    piece_ = {};
    if (stray)
        to_.left_out({kind::thinking, "", at_, end - at_});
    else
        to_.all_left_out({kind::thinking, "", 0, end});
    stray_ = stray;
    draft_ = !stray && (began_ || draft_);
    began_ = stray;
    settled_ = ours_ = given_up_ = after_root_ = spoke_ = broke_off_ = false;
    failed_.clear();
    at_ = end;
    line_start_ = true;
}

/// Three back quotes, and what follows on their line if it is one word.
bool reader::fence()
{
    constexpr std::size_t longest = 64;
    auto const of_fence = [](int c) { return c == '`' || c == '+' || c == '.' || is_word(c); };
    auto end = at_ + 3;
    while (end - at_ < longest && of_fence(see_.peek(end)))
        ++end;
    if (see_.peek(end) == lookahead::more)
        return false;
    end_prose();
    after_root_ = false;
    to_.left_out({kind::fence, "", at_, end - at_});
    at_ = end;
    line_start_ = true;
    return true;
}

void reader::prose(std::size_t begin, std::size_t end)
{
    if (prose_end_ == 0)
        prose_ = begin;
    prose_end_ = end;
    line_start_ = after_root_ = false;
    spoke_ = true;
}

/// The first piece is kept: it may be the answer, said bare.
void reader::end_prose()
{
    if (prose_end_ == 0)
        return;
    if (pieces_ > 0 || began_) {
        left_out_first_piece();
        to_.left_out({kind::surrounding_text, "", prose_, prose_end_ - prose_});
    } else {
        piece_ = {prose_, prose_end_};
    }
    ++pieces_;
    prose_end_ = 0;
}

void reader::left_out_first_piece()
{
    if (piece_.last != 0)
        to_.left_out({kind::surrounding_text, "", piece_.first, piece_.last - piece_.first});
    piece_ = {};
}

void reader::candidate(char closer)
{
    candidate_ = at_;
    pending_ = true;
    guessed_ = broke_off_;
    misplaced_ = unknown_seen_ = after_root_ = odd_escape_ = raw_somewhere_ = false;
    hash_ = fnv_offset;
    early_.clear();
    open(closer);
}

/// The bracket is a value's: what came before it was not the answer.
void reader::begin_candidate()
{
    pending_ = false;
    end_prose();
    left_out_first_piece();
    if (!settled_) {
        if (began_)
            to_.left_out({stray_ ? kind::thinking
                    : ours_      ? kind::other_answer
                                 : kind::other_object,
                "", last_, candidate_end_ - last_});
        began_ = true;
        draft_ = stray_ = false;
        failed_.clear();
        to_.begin();
    }
    last_ = candidate_;
    bool const object = levels_.front().closer == '}';
    ours_ = !object; // an array is, where the type wants one
    mark(candidate_, candidate_ + 1);
    emit(object ? "{" : "[");
    if (!settled_)
        for (auto& one : early_)
            to_.repaired(std::move(one));
    early_.clear();
}

void reader::end_candidate()
{
    place_ = place::outside;
    line_start_ = false;
    candidate_end_ = at_;
    if (!settled_) {
        if (ours_ && to_.good()) {
            settled_ = after_root_ = true;
            answer_hash_ = hash_;
        } else if (ours_ && tolerance_ != tolerance::lenient) {
            at_ = candidate_ + 1; // the end of thinking may stand in it
            stop_reading();
        }
        return;
    }
    bool const same = hash_ == answer_hash_;
    if (ours_ && !same && tolerance_ != tolerance::lenient) {
        at_ = candidate_ + 1;
        conflict("is followed by another answer that says something else; give one only");
        return;
    }
    to_.left_out({!ours_ ? kind::other_object
            : same       ? kind::repeated_answer
                         : kind::other_answer,
        "", candidate_, candidate_end_ - candidate_});
}

/// The answer is bad. Where words came before it, it may have been a draft, and the end of thinking is yet to come.
void reader::stop_reading()
{
    given_up_ = spoke_ && ++drafts_ <= most_drafts;
    over_ = !given_up_;
    after_root_ = false;
    place_ = place::outside;
}

/// The whole answer is one value without brackets: a number, a literal, a string. False where it is none.
bool reader::bare_root(bool clean)
{
    auto const text = see_.text();
    auto [begin, end] = piece_;
    while (end > begin && is_space(see_.peek(end - 1)))
        --end;
    auto const written = text.substr(begin, end - begin);
    if (written.empty())
        return false;
    bool const quoted = written.size() > 1 && written.front() == '"' && written.back() == '"';
    auto const inside = quoted ? written.find_first_not_of(" \t\r\n", 1) : 0;
    bool const holds = quoted && (written[inside] == '{' || written[inside] == '[');
    if (!to_.may_stand_bare() && !holds)
        return false;
    out_.clear();
    start_escapes();
    if (quoted) {
        for (auto i = begin + 1; i + 1 < end;) {
            auto const c = see_.peek(i);
            if (c == '"')
                return false;
            if (c == '\\' || c < 0x20)
                escape(i, out_);
            else
                out_ += static_cast<char>(c), ++i;
        }
        if (clash_)
            return false;
        out_ = '"' + out_ + '"';
    } else if (!clean || !literal(written, out_)) {
        return false;
    }
    piece_ = {};
    began_ = true;
    to_.begin();
    if (!quoted && out_.back() != ' ')
        repaired(kind::python_literal, begin, end);
    if (controls_.last != 0)
        repaired(kind::control_character, controls_.first, controls_.last);
    if (escapes_.last != 0)
        repaired(kind::escape, escapes_.first, escapes_.last);
    mark(begin, end);
    emit(out_);
    over_ = true;
    return true;
}

} // namespace coax::repair
