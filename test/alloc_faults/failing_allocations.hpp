// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>

namespace coax::test {

/// Who asks for memory: `operator new`; Asio, for coroutine frames and handlers; OpenSSL.
enum class memory_of : unsigned { program = 1, asio = 2, openssl = 4 };

/// While it lives, allocations of this thread fail, from the n-th (from 0), `count` of them. One at a time.
class failing_allocations {
public:
    failing_allocations(memory_of whose, std::size_t n, std::size_t count = 1) noexcept;
    failing_allocations(failing_allocations const&) = delete;
    failing_allocations& operator=(failing_allocations const&) = delete;
    ~failing_allocations();

    /// From here on none fails and none is counted.
    static void stop() noexcept;
    [[nodiscard]] static std::size_t made() noexcept;
    [[nodiscard]] static bool failed() noexcept;
};

} // namespace coax::test
