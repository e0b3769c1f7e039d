// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/message.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace coax::rate_limit {

/// One of a provider's limits, from its headers.
struct quota {
    std::optional<std::uint64_t> limit; ///< a minute
    std::optional<std::uint64_t> remaining;
    std::optional<std::chrono::milliseconds> reset; ///< from now until all of it is available again
};

/// The rate limits in the head of a response: `anthropic-ratelimit-*` or `x-ratelimit-*`.
struct rate_limit_headers {
    quota requests;
    quota tokens;
};

rate_limit_headers parse_rate_limit_headers(http::response_head const& head);

/// "6s", "30ms", "1m2.5s", "1h0m0s"; a plain number is seconds.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// "2025-08-21T12:40:59Z", with a fraction and an offset where there are any (RFC 3339).
std::optional<std::chrono::sys_time<std::chrono::milliseconds>> parse_time(std::string_view text);

} // namespace coax::rate_limit
