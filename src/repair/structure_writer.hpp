// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "repair/answer_choice.hpp"

#include <cstddef>
#include <optional>

namespace coax::repair {

/// Opens, separates and closes the containers of the value that is read.
class structure_writer {
public:
    structure_writer(text_cursor& text, candidate_writer& writer, answer_choice& choice) noexcept;

    /// The bracket at the cursor opens a container that `closer` closes.
    void open(char closer);
    /// A comma, at the cursor.
    void comma();
    /// Before a key or an element is written.
    void separate();
    /// A value in the innermost container has ended.
    void end_value() noexcept;
    /// The bracket at the cursor closes the innermost container.
    void close_as_written();
    /// The innermost container is closed without a bracket of its own.
    void close_missing();
    /// So are all of them.
    void close_all();

    /// Nothing came since a comma.
    [[nodiscard]] bool after_comma() const noexcept { return comma_.has_value(); }

private:
    void close();

    text_cursor& text_;
    candidate_writer& writer_;
    answer_choice& choice_;
    std::optional<std::size_t> comma_; ///< where the comma is that nothing came after
};

} // namespace coax::repair
