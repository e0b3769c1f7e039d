// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "repair/byte_range.hpp"
#include "repair/lookahead.hpp"

#include <cstddef>
#include <string>

namespace coax::repair {

/// Reads escapes, and the characters that JSON does not take in a string without one.
///
/// Once one backslash stands for itself, so do all in that string. A string where others begin escapes is unclear.
class escape_reader {
public:
    explicit escape_reader(lookahead const& text) noexcept : text_(text) { }

    /// Begins a value, which may be the answer.
    void start_value() noexcept { letter_after_escape_ = literal_in_value_ = false; }
    /// Begins a key or a string.
    void start() noexcept;
    /// Appends what JSON has for the character or escape at `i`, and moves `i` behind it. False: more text is needed.
    bool read(std::size_t& i, std::string& out);

    /// Some backslashes begin escapes, and others stand for themselves.
    [[nodiscard]] bool unclear() const noexcept { return unclear_; }
    [[nodiscard]] bool has_escaped_quote() const noexcept { return escaped_quote_; }
    [[nodiscard]] byte_range const& controls() const noexcept { return controls_; }
    /// The escapes that JSON does not have.
    [[nodiscard]] byte_range const& escapes() const noexcept { return escapes_; }

    static void append_control(std::string& out, int c);

private:
    lookahead const& text_;
    byte_range controls_, escapes_;
    bool escaped_ = false; ///< a backslash in the string begins an escape
    bool literal_ = false; ///< a backslash in the string stands for itself
    bool unclear_ = false;
    bool escaped_quote_ = false;
    bool letter_after_escape_ = false; ///< a \b or \f in the value is followed by a letter
    bool literal_in_value_ = false; ///< a backslash in the value stands for itself
};

} // namespace coax::repair
