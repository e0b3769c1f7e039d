// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>

namespace coax::cli {

/// Puts the output lines of a batch into the order of its inputs: a line waits for those before it. Without order it
/// passes lines on at once.
class output_order {
public:
    /// `window`: inputs that are begun and whose lines are not yet passed on, at most.
    output_order(bool ordered, std::size_t window) : ordered_(ordered), window_(window) { }

    /// Whether another input may begin. Not before lines are passed on, if the window is full: one slow input would
    /// make all others wait in memory.
    [[nodiscard]] bool has_room() const noexcept { return begun_ - passed_on_ < window_; }

    /// The next input begins. Returns its number, counted from 0.
    std::size_t begin();
    /// The line of an input is known. Returns all that can be written now.
    std::string settle(std::size_t number, std::string line);

private:
    bool ordered_;
    std::size_t window_;
    std::size_t begun_ = 0;
    std::size_t passed_on_ = 0;
    std::deque<std::optional<std::string>> waiting_; ///< of the inputs from `passed_on_` on
};

} // namespace coax::cli
