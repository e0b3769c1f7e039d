// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/attempt.hpp>
#include <coax/errc.hpp>

#include <chrono>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <vector>

namespace coax {

/// Everything known about why a call gave no value. coax's words (`message`) are kept apart from the
/// provider's (`provider_*`). Never holds a key.
class failure {
public:
    failure() = default;
    failure(boost::system::error_code why, std::string words) : code(why), message(std::move(words)) { }

    boost::system::error_code code; ///< an `errc`, or `operation_aborted` when cancelled
    std::string message; ///< what went wrong, where, and what to do: coax's words

    int http_status = 0; ///< 0 where no response head was received
    std::string provider_type; ///< the provider's error type, as it spells it
    std::string provider_code; ///< the provider's error code, as it spells it
    std::string provider_message; ///< the provider's own words
    std::string request_id; ///< the provider's request id, for its support
    std::optional<std::chrono::milliseconds> retry_after; ///< how long the provider asked us to wait
    std::optional<bool> should_retry; ///< what the provider says of trying again (x-should-retry)

    std::string text; ///< the answer's JSON or text as far as it was received
    std::vector<violation> violations; ///< the rules broken by the last attempt
    std::uint64_t call = 0; ///< number of the call, as in `call_facts`; 0 where none was begun
    std::string tag; ///< the request's
    std::vector<attempt> attempts; ///< every attempt in order, the last one included
    std::exception_ptr cause; ///< what was thrown, where it came from outside coax
};

} // namespace coax
