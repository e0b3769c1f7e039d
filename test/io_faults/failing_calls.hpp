// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>

namespace coax::test {

/// While it lives, the n-th socket call of this thread (from 0) fails: with `error`, or, where that is 0, a read finds
/// the connection closed. One at a time.
class failing_calls {
public:
    failing_calls(std::size_t n, int error);
    failing_calls(failing_calls const&) = delete;
    failing_calls& operator=(failing_calls const&) = delete;
    ~failing_calls();

    /// How many there were so far.
    [[nodiscard]] std::size_t made() const noexcept;
    [[nodiscard]] bool failed() const noexcept;
};

} // namespace coax::test
