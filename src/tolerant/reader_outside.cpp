// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What stands around the value.
#include "tolerant/reader.hpp"

#include <algorithm>
#include <utility>

namespace coax::tolerant {

namespace {

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
    if (c == '{' || (c == '[' && list_at_root_ && line_start_)) {
        candidate(c == '{' ? '}' : ']');
        return true;
    }
    if (c == '<' && !began_ && prose_end_ == 0)
        return open_think(at_);
    prose(at_, at_ + 1);
    ++at_;
    return true;
}

/// Local models write their thinking before the answer, braces and all.
bool reader::open_think(std::size_t tag)
{
    auto const opens = see_.has(tag, "<think");
    if (opens == verdict::wait)
        return false;
    prose(tag, tag + 1);
    if (opens == verdict::yes)
        place_ = place::thinking;
    at_ = tag + 1;
    return true;
}

bool reader::thinking()
{
    constexpr std::string_view close = "</think";
    constexpr std::size_t longest_tag = 32;
    auto const text = see_.text();
    auto const found = text.find(close, at_);
    if (found == std::string_view::npos) {
        at_ = std::max(at_, text.size() - std::min(text.size(), close.size()));
        return false;
    }
    at_ = found;
    auto end = found + close.size();
    while (end - found < longest_tag && (is_word(see_.peek(end)) || is_space(see_.peek(end))))
        ++end;
    if (see_.peek(end) == lookahead::more)
        return false;
    if (see_.peek(end) != '>') { // not a tag
        ++at_;
        return true;
    }
    prose(found, end + 1);
    at_ = end + 1;
    place_ = place::outside;
    return true;
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
    line_start_ = false;
}

void reader::end_prose()
{
    if (prose_end_ != 0)
        to_.left_out({kind::surrounding_text, "", prose_, prose_end_ - prose_});
    prose_end_ = 0;
}

void reader::candidate(char closer)
{
    candidate_ = at_;
    pending_ = true;
    hash_ = fnv_offset;
    early_.clear();
    open(closer);
}

/// The bracket is a value's: what came before it was not the answer.
void reader::begin_candidate()
{
    pending_ = false;
    end_prose();
    if (!settled_) {
        if (began_)
            to_.left_out({kind::other_answer, "", last_, candidate_end_ - last_});
        began_ = true;
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
            settled_ = true;
            answer_hash_ = hash_;
        } else if (ours_ && how_ != tolerance::lenient) {
            over_ = true;
        }
        return;
    }
    if (ours_ && hash_ != answer_hash_ && how_ != tolerance::lenient) {
        over_ = true;
        to_.fail("is followed by another answer that says something else; give one only");
        return;
    }
    to_.left_out({kind::other_answer, "", candidate_, candidate_end_ - candidate_});
}

} // namespace coax::tolerant
