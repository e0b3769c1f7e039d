// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "repair/byte_range.hpp"
#include "repair/sink.hpp"

namespace coax::repair {

/// The words around values, which are listed as left out. The first words before a value are kept until it is known
/// whether they are the answer, written without brackets.
class surrounding_text {
public:
    explicit surrounding_text(sink& to) noexcept : to_(to) { }

    void start() noexcept;
    void add(std::size_t begin, std::size_t end) noexcept;
    /// Words end here. `began`: a value came before.
    void end(bool began);
    /// Lists the kept words as left out.
    void leave_out_kept();
    /// The words so far belong to thinking, which lists them.
    void drop() noexcept;
    /// The kept words where they are the only ones.
    [[nodiscard]] byte_range only_words() const noexcept { return count_ == 1 ? kept_ : byte_range(); }
    /// The kept words are the answer.
    void take_kept() noexcept { kept_ = {}; }

    [[nodiscard]] bool in_words() const noexcept { return !words_.empty(); }
    /// Words were found anywhere outside of values.
    [[nodiscard]] bool any() const noexcept { return any_; }
    void forget_any() noexcept { any_ = false; }

    /// Only blanks came since the line began.
    [[nodiscard]] bool at_line_start() const noexcept { return line_start_; }
    void set_line_start(bool is) noexcept { line_start_ = is; }

private:
    sink& to_;
    byte_range words_; ///< that are being read
    byte_range kept_;
    std::size_t count_ = 0; ///< of ranges
    bool any_ = false;
    bool line_start_ = true;
};

} // namespace coax::repair
