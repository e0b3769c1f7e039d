// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace coax::transport {

/// Bytes that came and were not yet consumed, in one piece. It begins small and doubles where a peer fills it:
/// thousands of slow streams must not each hold what one fast stream wants.
class read_buffer {
public:
    static constexpr std::size_t first = 2 * 1024;

    /// `most` bytes is how far it grows by itself.
    explicit read_buffer(std::size_t most) noexcept : most_(most) { }

    /// Where the next bytes go; empty when it is full. A few bytes that were left, the beginning of a chunk's line
    /// say, move to the front, so that reads do not become short.
    std::span<char> room()
    {
        if (begin_ > 0 && end_ - begin_ <= few) {
            std::memmove(bytes_.get(), bytes_.get() + begin_, end_ - begin_);
            end_ -= begin_;
            begin_ = 0;
        }
        if (end_ <= few && capacity_ < most_ && (capacity_ == 0 || was_full_))
            allocate(std::clamp(capacity_ * 2, std::min(first, most_), most_));
        return {bytes_.get() + end_, capacity_ - end_};
    }
    void filled(std::size_t bytes) noexcept
    {
        end_ += bytes;
        was_full_ = end_ == capacity_;
    }

    [[nodiscard]] char* data() noexcept { return bytes_.get() + begin_; }
    [[nodiscard]] std::string_view unread() const noexcept { return {bytes_.get() + begin_, end_ - begin_}; }
    /// Until `room` is asked for, what was consumed stays where it is.
    void consume(std::size_t bytes) noexcept
    {
        begin_ += bytes;
        if (begin_ == end_)
            begin_ = end_ = 0;
    }

    /// Makes room where there is none, though not everything is consumed, up to `most`. False when it may not.
    bool make_room(std::size_t most)
    {
        if (begin_ == end_ || end_ < capacity_)
            return true;
        if (begin_ > 0) {
            std::memmove(bytes_.get(), bytes_.get() + begin_, end_ - begin_);
            end_ -= begin_;
            begin_ = 0;
            return true;
        }
        if (capacity_ >= most)
            return false;
        allocate(std::min(capacity_ * 2, most));
        return true;
    }

private:
    void allocate(std::size_t capacity)
    {
        auto grown = std::make_unique_for_overwrite<char[]>(capacity);
        if (end_ != 0)
            std::memcpy(grown.get(), bytes_.get(), end_);
        bytes_ = std::move(grown);
        capacity_ = capacity;
        was_full_ = false;
    }

    static constexpr std::size_t few = 32;

    std::size_t most_;
    std::unique_ptr<char[]> bytes_;
    std::size_t capacity_ = 0;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    bool was_full_ = false;
};

} // namespace coax::transport
