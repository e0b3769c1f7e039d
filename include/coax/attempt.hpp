// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>
#include <coax/usage.hpp>
#include <coax/violation.hpp>

#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace coax {

/// Why the model stopped, in one vocabulary; the provider's word stands beside it.
enum class stop_reason : std::uint8_t {
    none, ///< it has not, or the connection ended first
    complete, ///< end of turn, stop, tool call
    truncated, ///< token or context limit
    refused, ///< the model declined
    filtered, ///< a content filter
    failed, ///< the provider reported an error
    aborted, ///< coax stopped it: a rule was broken
};

/// The enumerator's name.
[[nodiscard]] COAX_DECL std::string_view to_string(stop_reason why) noexcept;

/// One call to the model, kept whatever became of it.
class attempt {
public:
    attempt() = default;

    std::string model; ///< as "provider/model"
    std::string text; ///< the answer's JSON as received
    std::vector<violation> violations; ///< rules it broke; empty where it ended for another reason
    coax::usage usage; ///< tokens spent on this attempt
    double cost = 0; ///< by `client_options::prices`
    stop_reason stop = stop_reason::none;
    std::string provider_stop_reason; ///< the provider's own word
    boost::system::error_code code; ///< set where the call itself failed
    std::string message; ///< and coax's words for it
    /// Members that coax adds by itself and left out of this request, because the service had refused them; an effort
    /// as "reasoning_effort=max".
    std::vector<std::string> omitted;
    std::chrono::nanoseconds to_first_byte{}; ///< from sending to the first byte of the body
    std::chrono::nanoseconds total{}; ///< from sending to the end
};

} // namespace coax
