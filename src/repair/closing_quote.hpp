// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "repair/byte_range.hpp"
#include "repair/candidate_writer.hpp"
#include "repair/escape_reader.hpp"
#include "repair/quote.hpp"

#include <cstddef>
#include <string_view>

namespace coax::repair {

/// Decides which quote closes a string: by what follows it, and by the quotes inside the string.
class closing_quote {
public:
    closing_quote(lookahead& text, candidate_writer& writer, escape_reader const& escapes) noexcept;

    /// Begins the string that `with` opens at `begin`.
    void start(std::size_t begin, quote with) noexcept;
    /// Whether the quote that ends before `next` closes the string.
    verdict closes(std::size_t next);
    /// Whether the string ended before the comma or the line end at `i`, where a key follows: its quote is missing.
    verdict missing_at(std::size_t i);
    /// The quote from `i` to `next` belongs to the string.
    void add_inner(std::size_t i, std::size_t next);

    [[nodiscard]] std::size_t begin() const noexcept { return begin_; }
    [[nodiscard]] quote const& kind() const noexcept { return quote_; }
    [[nodiscard]] byte_range const& inner_quotes() const noexcept { return inner_quotes_; }
    /// Quotes belong to the string, apart from apostrophes.
    [[nodiscard]] bool has_inner() const noexcept { return inner_ != 0; }

private:
    [[nodiscard]] verdict unless_open() const noexcept;
    verdict closes_before_key(std::size_t k, std::size_t up);
    verdict closes_before_brackets(std::size_t first);
    verdict closes_at_root(std::size_t closer);
    verdict closes_before_comma(std::size_t comma);
    verdict closes_before_element(std::size_t brace);

    lookahead& text_;
    candidate_writer& writer_;
    container_stack& containers_;
    escape_reader const& escapes_;
    quote quote_;
    std::size_t begin_ = 0;
    std::size_t closing_ = 0; ///< where the quote is that may close the string
    std::size_t inner_ = 0; ///< quotes inside, apart from apostrophes
    byte_range inner_quotes_; ///< from the first to the last, apostrophes included
    bool structured_ = false; ///< one of them is beside a comma, colon or bracket
    bool passed_ = false; ///< one of them may have closed the string
    bool at_edge_ = false; ///< one of them is the first character
    bool swallowed_ = false; ///< a member of the type seems to be inside the string
};

} // namespace coax::repair
