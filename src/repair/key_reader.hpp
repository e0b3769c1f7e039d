// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "repair/escape_reader.hpp"
#include "repair/quote.hpp"
#include "repair/structure_writer.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace coax::repair {

/// Reads the key at the cursor, in quotes or without, up to its colon.
class key_reader {
public:
    key_reader(text_cursor& text, answer_choice& choice, structure_writer& structure, candidate_writer& writer,
        escape_reader& escapes, sink& to) noexcept;

    /// False: more text is needed.
    bool read_quoted(quote const& quoted);
    bool read_bare();

private:
    using kind = applied_repair::kind;

    /// The key `raw`, which ends before `end`. `kind::key`: it is written as JSON has it.
    void begin_member(std::string_view raw, std::size_t end, kind repair, bool of_json);
    bool belongs_elsewhere(std::string_view key);

    text_cursor& text_;
    answer_choice& choice_;
    structure_writer& structure_;
    candidate_writer& writer_;
    container_stack& containers_;
    escape_reader& escapes_;
    sink& to_;
    std::string out_;
};

} // namespace coax::repair
