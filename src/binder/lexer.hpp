// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "binder/writer.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace coax::binder {

/// JSON text (RFC 8259, to the letter, in UTF-8) in fragments cut anywhere, events to a writer. Each byte is looked at
/// once: what has no end yet and cannot be told in parts (a number, an escape, a character of several bytes) is kept
/// until the rest comes. A string is told of once for each fragment, not at all where nothing of it came.
class lexer {
public:
    lexer(writer& to, std::size_t max_depth) noexcept : to_(to), max_depth_(max_depth) { }

    enum class trouble : std::uint8_t { none, syntax, escape, too_deep, more_text };

    /// Begins a new document; the writer is started by its owner.
    void start() noexcept;
    /// False: what is at `bytes()` cannot be there, and nothing from there on was read. Not to be called again then.
    bool feed(std::string_view fragment);
    /// No more will come. False: the value is not whole. A number that ends with the text is one only where `clean`: a
    /// text that was cut off may have been cut inside it.
    bool finish(bool clean);
    /// In the place of a value: one that is none; `why` is what the writer is told.
    void refuse(std::string why);

    [[nodiscard]] trouble what_is_wrong() const noexcept { return wrong_; }
    /// Read since `start`. Where something is wrong, up to the first byte of what that is.
    [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

private:
    /// What comes next, or goes on.
    enum class step : std::uint8_t { value, first_element, first_key, key, colon, comma, text, number, word, end };

    struct numeral;
    static numeral read_number(char const* at, char const* end) noexcept;

    // Each takes what stands at `at` and returns where it ends; null where something is wrong.
    char const* next(char const* at, char const* end);
    char const* value(char const* at, char const* end);
    char const* open(char const* at);
    char const* close(char const* at);
    char const* begin_text(char const* at, char const* end, bool is_key);
    char const* text(char const* at, char const* end);
    char const* odd_text(char const* from, char const* at, char const* end);
    char const* unescaped(char const* from, char const* at, char const* end);
    char const* rest_of_character(char const* at, char const* end);
    char const* number(char const* at, char const* end);
    char const* begin_word(char const* at, char const* end);
    char const* word(char const* at, char const* end);
    char const* text_ends(std::string_view last_piece, char const* quote);
    char const* rest_of_number(char const* at, char const* end);
    bool number_ends(char const* after, bool clean = true);
    void tell(numeral const& is, std::string_view written);
    char const* keep(char const* at, char const* end);
    char const* wrong(char const* at, trouble what = trouble::syntax, std::size_t bytes_before = 0) noexcept;
    void part(std::string_view piece);
    [[nodiscard]] trouble unexpected() const noexcept
    {
        return step_ == step::end ? trouble::more_text : trouble::syntax;
    }
    void value_ends() noexcept { step_ = open_.empty() ? step::end : step::comma; }

    writer& to_;
    std::size_t max_depth_;
    std::size_t bytes_ = 0; ///< before this fragment
    char const* begin_ = nullptr; ///< of this fragment
    std::string open_; ///< brackets
    std::string token_; ///< what came of a number, escape or character that was cut
    std::string_view word_; ///< what must yet come of a literal
    step step_ = step::value;
    trouble wrong_ = trouble::none;
    char said_ = 0; ///< the first letter of the literal
    bool is_key_ = false; ///< the string is
};

} // namespace coax::binder
