// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "repair/closing_quote.hpp"
#include "repair/structure_writer.hpp"

#include <cstddef>
#include <string>

namespace coax::repair {

/// Reads a string in quotes of any kind, and writes it while it arrives.
class string_reader {
public:
    string_reader(text_cursor& text, answer_choice& choice, structure_writer& structure, candidate_writer& writer,
        escape_reader& escapes) noexcept;

    /// The string begins at the cursor.
    void open(quote const& with);
    /// False: more text is needed.
    bool read();
    /// The string ends before `end`, and its closing quote before `next`.
    void close(std::size_t end, std::size_t next);
    [[nodiscard]] bool has_inner_quotes() const noexcept { return closing_.has_inner(); }

private:
    void plain(std::size_t begin, std::size_t end);

    text_cursor& text_;
    answer_choice& choice_;
    structure_writer& structure_;
    candidate_writer& writer_;
    escape_reader& escapes_;
    closing_quote closing_;
    std::string out_;
};

} // namespace coax::repair
