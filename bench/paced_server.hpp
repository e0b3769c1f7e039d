// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <csignal>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace coax::bench {

inline std::int64_t monotonic_ns()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

/// The content of each delta is the time it was written, in this many digits.
inline constexpr std::size_t stamp_size = 18;
inline constexpr std::string_view before_stamp = R"("delta":{"content":")";

struct load {
    std::size_t streams = 0; ///< at once
    std::size_t deltas = 0; ///< to each
    double pace = 0; ///< of them a second
};

/// A server in a process of its own that begins once all streams were asked for. To be made before the first thread.
class paced_server {
public:
    explicit paced_server(load const& of);
    ~paced_server();
    paced_server(paced_server const&) = delete;
    paced_server& operator=(paced_server const&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
    [[nodiscard]] std::string const& ca_pem() const noexcept { return ca_pem_; }

private:
    std::string ca_pem_;
    std::uint16_t port_ = 0;
    pid_t child_ = -1;
};

} // namespace coax::bench
