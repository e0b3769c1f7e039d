// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/message.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace coax::http {

/// How long the head of a failed answer asks to wait: `retry-after-ms`, else `retry-after` in seconds or as a date
/// (counted from the answer's own `date`, so that clocks need not agree), else, on 429, `x-ratelimit-reset`. Zero
/// and the past are ignored: they must not lead to a busy loop.
std::optional<std::chrono::milliseconds> retry_after(http::response_head const& head);

/// The time of an HTTP date, "Sun, 06 Nov 1994 08:49:37 GMT".
std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text);

} // namespace coax::http
