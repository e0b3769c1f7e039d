// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/message.hpp"
#include "rate_limit/rate_limiter.hpp"

#include <coax/answer_cache.hpp>
#include <coax/credential.hpp>
#include <coax/failure.hpp>
#include <coax/violation.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

// What the driver of a call reports to its machine: the outcome of the action before.
namespace coax::call {

/// The call begins, or its consumer has seen what was to show.
struct go_on { };

/// The rate limit lets the attempt go.
struct admitted {
    std::optional<rate_limit::permit> permit; ///< is held while the attempt runs
    std::chrono::nanoseconds waited{};
    bool in_time = true; ///< else the call's time was over first
};

/// There is a credential for the attempt.
struct authorized {
    coax::credential credential;
    std::uint64_t number = 0; ///< by which it can be rejected
};

/// The request was sent, and the head of the answer is there. Borrowed until the body is over.
struct head_arrived {
    http::response_head const* head = nullptr;
    bool resent = false; ///< the request was sent twice
};

/// The next bytes of the body.
struct bytes_arrived {
    std::string_view bytes;
};

/// The body is over.
struct body_ended { };

/// The action failed, or the call was cancelled (`operation_aborted`).
struct broke_off {
    failure why;
};

/// The wait is over.
struct time_passed { };

/// The rules that wait have seen the value.
struct rules_ran {
    std::vector<violation> broken;
};

/// The cache has an answer, or none.
struct looked_up {
    std::optional<cached_answer> found;
};

/// The cache has what was accepted.
struct kept { };

using fact = std::variant<go_on, admitted, authorized, head_arrived, bytes_arrived, body_ended, broke_off, time_passed,
    rules_ran, looked_up, kept>;

/// When a fact is reported, and a number in [0, 1) for the waits that are spread at random.
struct circumstances {
    std::chrono::steady_clock::time_point now;
    double random = 0;
};

} // namespace coax::call
