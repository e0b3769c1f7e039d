// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace coax::answer {

/// JSON that was received and is not read yet, in the pieces that it came in.
class piece_queue {
public:
    /// A longer piece is cut into parts of this size.
    static constexpr std::size_t max_piece = 16 * 1024;

    void push(std::string_view piece)
    {
        for (; !piece.empty(); piece = piece.substr(std::min(piece.size(), max_piece))) {
            text_.append(piece.substr(0, max_piece));
            ends_.push_back(text_.size());
        }
    }
    /// The oldest piece, valid until the next call; "" where the queue is empty.
    std::string_view pop()
    {
        if (next_ == ends_.size()) {
            clear();
            return {};
        }
        auto const begin = next_ == 0 ? 0 : ends_[next_ - 1];
        return std::string_view(text_).substr(begin, ends_[next_++] - begin);
    }
    /// Nothing was pushed since the last `clear`, or `pop` has found the queue empty.
    [[nodiscard]] bool empty() const noexcept { return ends_.empty(); }
    void clear() noexcept
    {
        text_.clear();
        ends_.clear();
        next_ = 0;
    }

private:
    std::string text_;
    std::vector<std::size_t> ends_; ///< of each piece in `text_`
    std::size_t next_ = 0; ///< piece
};

} // namespace coax::answer
