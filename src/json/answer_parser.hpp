// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "json/event_handler.hpp"

#include <boost/json/basic_parser.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace coax::json {

/// Adapts an `event_handler` to what `boost::json::basic_parser` calls.
class basic_handler {
public:
    explicit basic_handler(event_handler& to) noexcept : to_(to) { }

    static constexpr auto max_object_size = static_cast<std::size_t>(-1);
    static constexpr auto max_array_size = static_cast<std::size_t>(-1);
    static constexpr auto max_key_size = static_cast<std::size_t>(-1);
    static constexpr auto max_string_size = static_cast<std::size_t>(-1);

    using view = boost::json::string_view;
    using error_code = boost::system::error_code;

    bool on_document_begin(error_code&) noexcept { return true; }
    bool on_document_end(error_code&) noexcept { return true; }
    bool on_object_begin(error_code&);
    bool on_object_end(std::size_t, error_code&);
    bool on_array_begin(error_code&);
    bool on_array_end(std::size_t, error_code&);
    bool on_key_part(view part, std::size_t, error_code&);
    bool on_key(view part, std::size_t, error_code&);
    bool on_string_part(view part, std::size_t, error_code&);
    bool on_string(view part, std::size_t, error_code&);
    bool on_number_part(view part, error_code&);
    bool on_int64(std::int64_t number, view part, error_code&);
    bool on_uint64(std::uint64_t number, view part, error_code&);
    bool on_double(double number, view part, error_code&);
    bool on_bool(bool value, error_code&);
    bool on_null(error_code&);
    bool on_comment_part(view, error_code&) noexcept { return true; }
    bool on_comment(view, error_code&) noexcept { return true; }

    void skip_null() noexcept { skip_null_ = true; }
    void start() noexcept
    {
        number_.clear();
        open_.clear();
        skip_null_ = false;
    }
    [[nodiscard]] bool in_array() const noexcept { return !open_.empty() && open_.back() == '['; }

private:
    event_handler& to_;
    std::string open_; ///< brackets
    std::string number_; ///< the parts of a number that came in several
    bool skip_null_ = false;
};

/// Parses an answer (RFC 8259, to the letter, in UTF-8) that comes in fragments cut anywhere. It is
/// `boost::json::basic_parser` with three additions: an error is found at the same byte however the text is cut, a
/// decimal number is the nearest double, and a value can be put in from outside the text.
class answer_parser {
public:
    /// `to` is borrowed for the parser's life. `max_depth` counts open brackets.
    answer_parser(event_handler& to, std::size_t max_depth);

    enum class problem : std::uint8_t { none, syntax, escape, exponent, too_deep, more_text };

    /// Begins a new document.
    void start() noexcept;
    /// Returns false where the text is not JSON; `bytes` is then the place. Not to be called again until `start`.
    bool feed(std::string_view fragment);
    /// Ends the text. Returns true where one whole value was read. A number at the end of the text is one only where
    /// `clean`: a text that was cut off may have been cut inside it.
    bool finish(bool clean);
    /// Takes the place of a value without an event. Returns false where no value can stand.
    bool skip_value();

    [[nodiscard]] problem found() const noexcept { return problem_; }
    /// Bytes read since `start`. Where the text is not JSON: up to the first byte that cannot be there.
    [[nodiscard]] std::size_t bytes() const noexcept { return bytes_ + (problem_ == problem::none ? held_.size() : 0); }

private:
    bool parse(std::string_view text);
    bool refuse_character(bool is_escape);
    bool check_end(std::string_view text, std::size_t from);
    void fail(std::string_view text, std::size_t at);
    [[nodiscard]] bool value_expected(std::string_view text, std::size_t at) const noexcept;

    boost::json::basic_parser<basic_handler> parser_;
    boost::system::error_code error_;
    std::size_t bytes_ = 0;
    std::string held_; ///< the begin of a character whose end has not come
    std::string joined_; ///< such a begin with what came after it
    problem problem_ = problem::none;
    char last_ = '['; ///< the last byte before this fragment that is not white space
};

} // namespace coax::json
