// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "batch/journal_line.hpp"

#include <cstdint>

namespace coax::batching {

/// What is remembered of an input: 16 bytes, because there may be many millions.
class entry {
public:
    enum kind : std::uint8_t {
        none,
        good,
        bad, ///< it is not asked again when the batch is started anew: it would fail the same way
        passing, ///< it failed, and is asked again
    };

    entry() = default;
    entry(std::uint64_t at, std::uint64_t fingerprint, kind state) : input(fingerprint), place_(at << 2 | state) { }

    [[nodiscard]] std::uint64_t at() const noexcept { return place_ >> 2; }
    [[nodiscard]] kind state() const noexcept { return static_cast<kind>(place_ & 3); }

    std::uint64_t input = 0;

private:
    std::uint64_t place_ = 0;
};
static_assert(sizeof(entry) == 16);

[[nodiscard]] entry::kind state_of(journal_line const& result);

} // namespace coax::batching
