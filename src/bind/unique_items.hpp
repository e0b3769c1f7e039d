// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/frame.hpp"

#include <cstddef>
#include <unordered_map>
#include <vector>

namespace coax::bind {

/// The elements of open lists whose elements must differ. A list of n of them costs n look-ups.
class unique_items {
public:
    void clear() noexcept { lists_.clear(); }
    /// The last element of `list`, an array of JSON that is the `depth`-th open container, is complete. False where it
    /// was there before.
    bool add(frame const& list, std::size_t depth);
    /// No more elements come of the list that is the `depth`-th open container.
    void close(std::size_t depth) noexcept;

private:
    struct open_list {
        std::size_t depth;
        std::unordered_multimap<std::size_t, std::size_t> elements; ///< from their hashes to their positions
    };
    std::vector<open_list> lists_;
};

} // namespace coax::bind
