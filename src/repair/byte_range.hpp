// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>

namespace coax::repair {

/// Bytes of the text that one repair is about.
struct byte_range {
    std::size_t first = 0;
    std::size_t last = 0; ///< behind the last byte; 0: the range is empty

    [[nodiscard]] bool empty() const noexcept { return last == 0; }
    [[nodiscard]] std::size_t size() const noexcept { return last - first; }
    /// Extends the range to `end`.
    void add(std::size_t begin, std::size_t end) noexcept
    {
        if (empty())
            first = begin;
        last = end;
    }
};

} // namespace coax::repair
