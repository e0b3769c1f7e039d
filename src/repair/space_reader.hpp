// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "repair/candidate_writer.hpp"
#include "repair/text_cursor.hpp"

namespace coax::repair {

/// Reads the white space and the comments between keys and values.
class space_reader {
public:
    space_reader(text_cursor& text, candidate_writer& writer) noexcept : text_(text), writer_(writer) { }

    void start() noexcept { comment_ = comment::none; }
    /// False: more text is needed. `value_next`: a '#' begins a value and no comment.
    bool read(bool value_next);
    [[nodiscard]] bool in_block_comment() const noexcept { return comment_ == comment::block; }

private:
    enum class comment : unsigned char { none, line, block };

    bool read_comment();

    text_cursor& text_;
    candidate_writer& writer_;
    comment comment_ = comment::none;
    std::size_t begin_ = 0; ///< of the comment
};

} // namespace coax::repair
