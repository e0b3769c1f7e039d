// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "repair/reader.hpp"

#include "shape/pointer.hpp"

#include <algorithm>
#include <utility>

namespace coax::repair {

namespace {

constexpr std::uint64_t fnv_prime = 1099511628211U;
constexpr std::size_t max_early = 256; ///< repairs before the first value; `diagnostics` lists no more

} // namespace

void reader::span::add(std::size_t begin, std::size_t end)
{
    if (last == 0)
        first = begin;
    last = end;
}

void reader::start(tolerance level, bool list_at_root)
{
    see_.start();
    levels_.clear();
    failed_.clear();
    at_ = ahead_ = token_ = comma_ = comment_ = candidate_ = candidate_end_ = prose_ = prose_end_ = 0;
    tolerance_ = level;
    place_ = place::outside;
    in_comment_ = comment::none;
    piece_ = {};
    pieces_ = drafts_ = thinking_ = 0;
    list_at_root_ = list_at_root;
    line_start_ = true;
    after_comma_ = guessed_ = misplaced_ = broke_off_ = after_root_ = given_up_ = spoke_ = stray_ = draft_ = false;
    no_root_text_ = pending_ = began_ = ours_ = settled_ = over_ = cut_ = false;
}

void reader::read(std::string_view text)
{
    see_.see(text, false);
    run();
}

void reader::finish(std::string_view text, bool clean)
{
    see_.see(text, true);
    cut_ = !clean;
    run();
    if (over_)
        return;
    if (!levels_.empty() && in_comment_ != comment::block)
        close_at_end(clean);
    if (over_)
        return;
    bool open = !levels_.empty();
    if (open && (settled_ || (pending_ && began_))) { // a brace in a sentence
        prose(candidate_, text.size());
        open = false;
    }
    if (place_ == place::thinking) // which has no end
        to_.left_out({kind::thinking, "", thinking_, text.size() - thinking_});
    end_prose();
    bool const bare = !open && !began_ && !given_up_ && failed_.empty() && pieces_ == 1 && bare_root(clean);
    left_out_first_piece();
    over_ = true;
    if (bare || given_up_)
        return;
    if (open && cut_ && to_.close_rest(text.size()))
        return;
    if (open)
        to_.fail("ends at byte " + std::to_string(text.size()) + ", before it is whole");
    else if (!failed_.empty())
        to_.fail(std::move(failed_));
    else if (draft_)
        to_.fail("holds nothing behind its thinking");
    else if (!began_)
        to_.fail(text.empty() ? "is empty" : "holds no JSON value");
}

bool reader::undecided() const noexcept
{
    return !over_ && (given_up_ || (!settled_ && (tolerance_ == tolerance::lenient || !ours_ || spoke_)));
}

bool reader::goes_on_behind(std::string_view text) const noexcept
{
    auto const behind = text.substr(std::min(candidate_end_, text.size()));
    return settled_ && behind.find_first_not_of(" \t\r\n`") != behind.npos;
}

void reader::run()
{
    while (!over_ && step())
        ;
}

bool reader::step()
{
    switch (place_) {
    case place::outside:
        return outside();
    case place::thinking:
        return thinking();
    case place::key:
        return key();
    case place::colon:
        return colon();
    case place::value:
        return value();
    case place::text:
        return text();
    default:
        return after();
    }
}

bool reader::key()
{
    if (!gap(false))
        return false;
    auto const c = see_.peek(at_);
    if (c == lookahead::end)
        return false;
    if (c == '}' || c == ']' || c == ')')
        return closer(static_cast<char>(c));
    if (c == ',') {
        repaired(kind::trailing_comma, at_, at_ + 1);
        ++at_;
        return true;
    }
    if (!open_quote())
        return false;
    return quote_.empty() ? bare_key() : quoted_key();
}

bool reader::colon()
{
    if (!gap(false))
        return false;
    if (see_.peek(at_) == lookahead::end)
        return false;
    if (see_.peek(at_) != ':') {
        give_up("has a key without a value");
        return true;
    }
    ++at_;
    emit(":");
    place_ = place::value;
    return true;
}

bool reader::value()
{
    bool const object = levels_.back().closer == '}';
    if (!gap(object))
        return false;
    auto const c = see_.peek(at_);
    if (c == lookahead::end)
        return false;
    if (object && (c == '}' || c == ']' || c == ',')) {
        give_up("has a key without a value");
        return true;
    }
    if (c == '}' || c == ']' || c == ')') {
        if (pending_ && at_ != candidate_ + 1) // a box to tick
            give_up("holds nothing");
        else
            return closer(static_cast<char>(c));
        return true;
    }
    if (c == ',') {
        give_up("has two commas with nothing between them");
        return true;
    }
    if (c == '{' || c == '[' || c == '(') {
        separate();
        if (c == '(')
            repaired(kind::python_literal, at_, at_ + 1);
        open(c == '{' ? '}' : c == '[' ? ']' : ')');
        return true;
    }
    if (!open_quote())
        return false;
    token_ = at_;
    return quote_.empty() ? bare() : open_text();
}

bool reader::after()
{
    if (!gap(false))
        return false;
    auto const c = see_.peek(at_);
    if (c == lookahead::end)
        return false;
    auto const object = levels_.back().closer == '}';
    if (c == ',') {
        if (object && !pending_ && !settled_) {
            auto const next = see_.peek(see_.skip(at_ + 1));
            if (next == lookahead::more)
                return false;
            if (next == '{')
                return element_after_comma();
        }
        comma_ = at_++;
        after_comma_ = true;
        place_ = object ? place::key : place::value;
        return true;
    }
    if (c == '}' || c == ']' || c == ')')
        return closer(static_cast<char>(c));
    if (c == '`') {
        auto const fenced = see_.has(at_, "```");
        if (fenced == verdict::wait)
            return false;
        if (fenced == verdict::yes) { // the end, whatever comes after it
            close_all();
            return true;
        }
    }
    auto next = c == '"' || c == '{' || c == '[' ? verdict::yes : verdict::no;
    if (object)
        next = see_.key_at(at_);
    if (next == verdict::wait)
        return false;
    if (next == verdict::no) {
        give_up("has something between two values that is no comma");
        return true;
    }
    repaired(kind::missing_comma, at_, at_);
    place_ = object ? place::key : place::value;
    return true;
}

void reader::open(char with)
{
    ++at_;
    after_comma_ = false;
    auto& opened = levels_.emplace_back();
    opened.closer = with;
    place_ = with == '}' ? place::key : place::value;
    if (!pending_) {
        mark(at_ - 1, at_);
        emit(with == '}' ? "{" : "[");
    }
}

void reader::close()
{
    if (pending_)
        begin_candidate();
    bool const object = levels_.back().closer == '}';
    after_comma_ = false;
    levels_.pop_back();
    emit(object ? "}" : "]");
    if (levels_.empty())
        end_candidate();
    else
        ended();
}

/// Before a key or an element.
void reader::separate()
{
    if (pending_)
        begin_candidate();
    auto& top = levels_.back();
    if (top.closer == '}' && place_ == place::value)
        return;
    if (top.count++ > 0)
        emit(",");
    top.inside = true;
    after_comma_ = false;
}

void reader::close_at_end(bool clean)
{
    auto const size = see_.text().size();
    auto const last = see_.text().find_last_not_of(" \t\r\n");
    auto const end = last == std::string_view::npos ? ' ' : see_.text()[last];
    bool const in_brackets = end == '}' || end == ']'; // which may be the value's
    if (clean && place_ == place::text && tolerance_ == tolerance::lenient && inner_ == 0 && !in_brackets) {
        repaired(kind::missing_end_quote, size, size);
        close_text(size, size);
    }
    if (!clean || place_ != place::after)
        return;
    if (misplaced_) {
        give_up("lacks a bracket, and has a member where it does not belong");
        return;
    }
    at_ = size;
    close_all();
}

void reader::close_all()
{
    while (!over_ && !levels_.empty()) {
        repaired(kind::missing_bracket, at_, at_);
        close();
    }
}

void reader::emit(std::string_view json)
{
    for (char const c : json)
        hash_ = (hash_ ^ static_cast<unsigned char>(c)) * fnv_prime;
    if (!settled_ && !over_ && !to_.emit(json))
        over_ = true;
}

void reader::repaired(kind repair, std::size_t begin, std::size_t end)
{
    applied_repair done(repair, pointer(), begin, end - begin);
    if (pending_ && early_.size() == max_early)
        return;
    if (pending_)
        early_.push_back(std::move(done));
    else if (!settled_ && !over_) // within a step it may go on
        to_.repaired(std::move(done));
}

void reader::refuse(std::string why)
{
    if (settled_)
        emit(why);
    else if (!over_ && !to_.refuse(std::move(why)))
        over_ = true;
}

void reader::mark(std::size_t begin, std::size_t end)
{
    if (!settled_)
        to_.at(begin, end - begin);
}

void reader::ended()
{
    place_ = place::after;
    levels_.back().inside = false;
}

/// The candidate cannot be read on.
void reader::give_up(std::string why)
{
    if (over_) // by what came before in the same step
        return;
    bool const inside = levels_.size() > 1;
    levels_.clear();
    place_ = place::outside;
    after_comma_ = false;
    ahead_ = 0;
    candidate_end_ = at_;
    if (std::exchange(pending_, false)) { // a brace in a sentence
        prose(candidate_, at_);
        return;
    }
    if (settled_) {
        if (ours_ && tolerance_ != tolerance::lenient) {
            at_ = candidate_ + 1;
            conflict("is followed by another answer that breaks off; give one only");
        } else
            to_.left_out({ours_ ? kind::other_answer : kind::other_object, "", candidate_, at_ - candidate_});
        return;
    }
    failed_ = "is not JSON: it " + std::move(why) + ", at byte " + std::to_string(at_);
    broke_off_ = true;
    if (ours_ && (tolerance_ != tolerance::lenient || inside)) { // what comes in it is no answer
        to_.fail(std::move(failed_));
        failed_.clear();
        at_ = candidate_ + 1; // the end of thinking may stand in it
        stop_reading();
    }
}

std::string reader::pointer() const
{
    std::string all;
    for (auto const& open : levels_) {
        if (!open.inside)
            break;
        detail::append_token(all, open.closer == '}' ? open.key : std::to_string(open.count - 1));
    }
    return all;
}

} // namespace coax::repair
