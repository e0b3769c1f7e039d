// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace coax::transport {

/// Received bytes that are not consumed yet, contiguous. The buffer begins small and doubles when the peer fills it, so
/// that thousands of slow streams do not each have the memory that a fast one needs.
class read_buffer {
public:
    static constexpr std::size_t first = 2 * 1024;

    /// It grows by itself up to `max` bytes.
    explicit read_buffer(std::size_t max) noexcept : max_(max) { }

    /// The free part, for the next bytes; empty when the buffer is full. A few unread bytes, as of a chunk's line, are
    /// moved to the front, so that reads do not become short.
    std::span<char> room()
    {
        if (begin_ > 0 && end_ - begin_ <= few) {
            std::memmove(bytes_.get(), bytes_.get() + begin_, end_ - begin_);
            end_ -= begin_;
            begin_ = 0;
        }
        if (end_ <= few && capacity_ < max_ && (capacity_ == 0 || was_full_))
            allocate(std::clamp(capacity_ * 2, std::min(first, max_), max_));
        return {bytes_.get() + end_, capacity_ - end_};
    }
    void filled(std::size_t bytes) noexcept
    {
        end_ += bytes;
        was_full_ = end_ == capacity_;
    }

    [[nodiscard]] char* data() noexcept { return bytes_.get() + begin_; }
    [[nodiscard]] std::string_view unread() const noexcept { return {bytes_.get() + begin_, end_ - begin_}; }
    /// Consumed bytes stay valid until the next call of `room` or `make_room`.
    void consume(std::size_t bytes) noexcept
    {
        begin_ += bytes;
        if (begin_ == end_)
            begin_ = end_ = 0;
    }

    /// Makes room if there is none. The buffer grows up to `max` bytes for that; false when it has that size.
    bool make_room(std::size_t max)
    {
        if (begin_ == end_ || end_ < capacity_)
            return true;
        if (begin_ > 0) {
            std::memmove(bytes_.get(), bytes_.get() + begin_, end_ - begin_);
            end_ -= begin_;
            begin_ = 0;
            return true;
        }
        if (capacity_ >= max)
            return false;
        allocate(std::min(capacity_ * 2, max));
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

    static constexpr std::size_t few = 32; // bytes that are cheap to move

    std::size_t max_;
    std::unique_ptr<char[]> bytes_;
    std::size_t capacity_ = 0;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    bool was_full_ = false;
};

} // namespace coax::transport
