// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "repair/structure_writer.hpp"

#include <array>
#include <cstddef>

namespace coax::repair {

/// Closes containers where the brackets do not fit: finds which brackets are missing, and which are too many.
class bracket_repair {
public:
    bracket_repair(text_cursor& text, answer_choice& choice, structure_writer& structure, candidate_writer& writer,
        sink& to) noexcept;

    /// The bracket `c` is at the cursor. False: more text is needed.
    bool close(char c);
    /// A comma is at the cursor, in an object; the element behind it belongs to an array around the object.
    bool close_before_element();

private:
    /// The closing brackets at the cursor, and what follows them.
    struct bracket_row {
        static constexpr std::size_t most = 32;
        std::array<std::size_t, most> at{};
        std::size_t size = 0;
        int first = 0; ///< the first character of what follows, behind a comma if there is one
        bool comma = false;
        bool goes_on = false; ///< what follows is a value or a key
        lookahead::key key;
    };

    bool look_behind_brackets(bracket_row& found);
    unsigned doubt_behind(bracket_row const& found, std::size_t depth);
    bool close_in_best_way(bracket_row const& found);

    text_cursor& text_;
    answer_choice& choice_;
    structure_writer& structure_;
    candidate_writer& writer_;
    container_stack& containers_;
    sink& to_;
};

} // namespace coax::repair
