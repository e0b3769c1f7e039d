// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "json/answer_parser.hpp"

#include "text/ascii.hpp"
#include "text/utf8.hpp"
#include "json/character.hpp"
#include "json/number.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <utility>

namespace coax::json {

namespace {

// Boost 1.81 overflows a buffer when an escape is cut and 4 kB of string follow; smaller pieces are safe.
constexpr std::size_t max_piece = 2048;

std::string_view view_of(boost::json::string_view text) noexcept { return {text.data(), text.size()}; }

boost::json::parse_options options(std::size_t max_depth)
{
    boost::json::parse_options all;
    all.max_depth = max_depth;
    return all;
}

/// What of a literal stands at the begin of `text`: "true" has 4 bytes of it, "trust" 3.
std::size_t literal_size(std::string_view text) noexcept
{
    for (std::string_view literal : {"true", "false", "null"})
        if (literal.front() == text.front())
            return static_cast<std::size_t>(std::ranges::mismatch(literal, text).in1 - literal.begin());
    return 0;
}

} // namespace

bool basic_handler::on_object_begin(error_code&)
{
    open_.push_back('{');
    to_.begin_object();
    return true;
}

bool basic_handler::on_object_end(std::size_t, error_code&)
{
    open_.pop_back();
    to_.end_object();
    return true;
}

bool basic_handler::on_array_begin(error_code&)
{
    open_.push_back('[');
    to_.begin_array();
    return true;
}

bool basic_handler::on_array_end(std::size_t, error_code&)
{
    open_.pop_back();
    to_.end_array();
    return true;
}

bool basic_handler::on_key_part(view part, std::size_t, error_code&)
{
    to_.key_part(view_of(part));
    return true;
}

bool basic_handler::on_key(view part, std::size_t, error_code&)
{
    to_.key(view_of(part));
    return true;
}

bool basic_handler::on_string_part(view part, std::size_t, error_code&)
{
    to_.text_part(view_of(part));
    return true;
}

bool basic_handler::on_string(view part, std::size_t, error_code&)
{
    to_.text(view_of(part));
    return true;
}

bool basic_handler::on_number_part(view part, error_code&)
{
    number_.append(part.data(), part.size());
    return true;
}

bool basic_handler::on_int64(std::int64_t number, view, error_code&)
{
    number_.clear();
    to_.integer(number);
    return true;
}

bool basic_handler::on_uint64(std::uint64_t number, view, error_code&)
{
    number_.clear();
    to_.natural(number);
    return true;
}

/// The digits are read again: Boost 1.81 does not always give the nearest double.
bool basic_handler::on_double(double, view part, error_code&)
{
    if (number_.empty()) {
        to_.real(nearest_double(view_of(part)), view_of(part));
    } else {
        number_.append(part.data(), part.size());
        to_.real(nearest_double(number_), number_);
        number_.clear();
    }
    return true;
}

bool basic_handler::on_bool(bool value, error_code&)
{
    to_.boolean(value);
    return true;
}

bool basic_handler::on_null(error_code&)
{
    if (skip_null_)
        skip_null_ = false;
    else
        to_.null();
    return true;
}

answer_parser::answer_parser(event_handler& to, std::size_t max_depth) : parser_(options(max_depth), to) { }

void answer_parser::start() noexcept
{
    parser_.reset();
    parser_.handler().start();
    bytes_ = 0;
    held_.clear();
    problem_ = problem::none;
    last_ = '[';
}

bool answer_parser::feed(std::string_view fragment)
{
    if (!held_.empty()) {
        joined_.swap(held_);
        joined_.append(fragment);
        held_.clear();
        fragment = joined_;
    }
    // A character that is cut waits for its end, so that what is wrong with it is found where it begins.
    if (auto const cut = cut_character_size(fragment); cut != 0) {
        held_.assign(fragment.substr(fragment.size() - cut));
        fragment.remove_suffix(cut);
    }
    return parse(fragment);
}

bool answer_parser::parse(std::string_view text)
{
    while (!text.empty()) {
        if (parser_.done())
            return check_end(text, 0);
        auto piece = text.substr(0, max_piece);
        if (piece.size() < text.size())
            piece.remove_suffix(cut_character_size(piece));
        // What may be wrong in a string begins a piece of its own: the parser reports nothing of a piece's string that
        // is wrong further on, and what is reported must not depend on the cuts.
        auto const sure = sure_size(piece);
        if (sure != 0)
            piece = piece.substr(0, sure);
        else if (text::is_space(piece.front())) // right, unless it stands in a string
            piece = piece.substr(0, 1 + sure_size(piece.substr(1)));
        else if (character_size(piece) <= 0)
            return refuse_character(piece.front() == '\\');
        auto const read = parser_.write_some(true, piece.data(), piece.size(), error_);
        if (error_) {
            fail(piece, read);
            return false;
        }
        if (read < piece.size())
            return check_end(text, read);
        bytes_ += read;
        if (!text::is_space(piece.back()))
            last_ = piece.back();
        else if (auto const last = std::find_if_not(piece.rbegin(), piece.rend(), text::is_space); last != piece.rend())
            last_ = *last;
        text.remove_prefix(read);
    }
    return true;
}

/// What comes next is no character. The parser is given something shorter that is none, for it would first wait for as
/// many bytes as the first one announces.
bool answer_parser::refuse_character(bool is_escape)
{
    auto const wrong = is_escape ? std::string_view("\\\xFF") : std::string_view("\xFF");
    auto const read = parser_.write_some(true, wrong.data(), wrong.size(), error_);
    problem_ = read == 0 ? problem::syntax : problem::escape;
    return false;
}

/// The value is over: only white space may follow.
bool answer_parser::check_end(std::string_view text, std::size_t from)
{
    auto const other = std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), text::is_space);
    bytes_ += static_cast<std::size_t>(other - text.begin());
    if (other == text.end())
        return true;
    problem_ = problem::more_text;
    return false;
}

bool answer_parser::finish(bool clean)
{
    if (!held_.empty()) {
        auto const held = std::exchange(held_, {});
        bytes_ += character_size(held) == text::cut ? held.size() : 0;
        return character_size(held) == text::none && parse(held);
    }
    if (clean && !parser_.done()) {
        parser_.write_some(false, "", 0, error_);
        if (error_ && error_ != boost::json::error::incomplete)
            problem_ = problem::syntax;
    }
    return parser_.done();
}

bool answer_parser::skip_value()
{
    parser_.handler().skip_null();
    parser_.write_some(true, "null", 4, error_);
    last_ = 'l';
    return !error_;
}

/// The parser stopped at `at`. To it a literal is wrong as a whole, or only in the part that came last.
void answer_parser::fail(std::string_view text, std::size_t at)
{
    problem_ = error_ == boost::json::error::too_deep     ? problem::too_deep
        : error_ == boost::json::error::exponent_overflow ? problem::exponent
                                                          : problem::syntax;
    if (problem_ == problem::syntax && at < text.size() && value_expected(text, at))
        at += literal_size(text.substr(at));
    bytes_ += at;
}

bool answer_parser::value_expected(std::string_view text, std::size_t at) const noexcept
{
    auto const before = text.substr(0, at);
    auto const last = std::find_if_not(before.rbegin(), before.rend(), text::is_space);
    auto const c = last == before.rend() ? last_ : *last;
    return c == '[' || c == ':' || (c == ',' && parser_.handler().in_array());
}

} // namespace coax::json
