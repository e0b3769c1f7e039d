// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "repair/bracket_repair.hpp"
#include "repair/key_reader.hpp"
#include "repair/space_reader.hpp"
#include "repair/string_reader.hpp"
#include "repair/word_reader.hpp"

namespace coax::repair {

/// Reads one object or array, and the values in it. A step is false where it needs more text.
class value_reader {
public:
    value_reader(text_cursor& text, answer_choice& choice, candidate_writer& writer, sink& to) noexcept;

    void start() noexcept;
    /// The bracket at the cursor may begin a value, which `closer` closes.
    void open(char closer);
    bool step();
    /// The text is over inside the value.
    void close_at_end(bool clean);

    [[nodiscard]] bool in_block_comment() const noexcept { return spaces_.in_block_comment(); }
    [[nodiscard]] escape_reader& escapes() noexcept { return escapes_; }

private:
    bool key();
    bool colon();
    bool value();
    bool after();

    text_cursor& text_;
    answer_choice& choice_;
    candidate_writer& writer_;
    container_stack& containers_;
    structure_writer structure_;
    space_reader spaces_;
    escape_reader escapes_;
    key_reader keys_;
    string_reader strings_;
    word_reader words_;
    bracket_repair brackets_;
};

} // namespace coax::repair
