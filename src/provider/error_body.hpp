// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "json/json_cursor.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace coax::provider {

/// What a provider says about an error, wherever it puts it.
struct error_body {
    bool found = false; ///< there is something that is meant as an error
    std::string type; ///< as spelled; "" where there is none
    std::string code; ///< likewise; a number in digits
    std::string message;
    std::string param; ///< the member of the request that it is about
    std::string host_code; ///< OpenRouter's: the code or type by which the model's host refused ...
    std::string host_message; ///< ... and its words
    std::string reason; ///< Google's, in its details: says more than type and code
    std::string request_id;
    std::string answer; ///< the model's, where it is what the service finds wrong (Groq)
    int status = 0; ///< an HTTP status that stands in the body
    std::optional<std::chrono::milliseconds> retry_after; ///< a delay that stands in the body
    bool per_day = false; ///< a quota for a day or a month: waiting for seconds does not help
};

/// Passes the value of an `error` member, and says whether there was one: services put null, {}, "", false, or an
/// object whose members are as empty beside a good answer.
bool says_error(json::json_cursor& c);

/// Reads `error.message`, `error`, `message`, `detail` and their like out of a JSON text, which may be cut off.
error_body read_error_body(std::string_view body);

} // namespace coax::provider
