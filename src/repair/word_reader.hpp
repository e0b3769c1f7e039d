// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "repair/structure_writer.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace coax::repair {

/// Reads a value without quotes: a number, a literal, or words.
class word_reader {
public:
    word_reader(
        text_cursor& text, answer_choice& choice, structure_writer& structure, candidate_writer& writer) noexcept;

    /// The value at the cursor. False: more text is needed.
    bool read();

private:
    verdict ends_at(std::size_t i);
    [[nodiscard]] verdict thousands(std::size_t comma) const;
    bool finish(std::size_t end);
    void write(std::string_view word, bool quoted);

    text_cursor& text_;
    answer_choice& choice_;
    structure_writer& structure_;
    candidate_writer& writer_;
    container_stack& containers_;
    std::string out_;
};

/// Writes a number or a literal as JSON has it, or one of Python's literals. A space is added where the word was JSON
/// as written: it ends a number. False: it is neither.
bool read_literal(std::string_view word, std::string& out);

} // namespace coax::repair
