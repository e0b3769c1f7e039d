// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/message.hpp"

#include <coax/http_transport.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace coax::record {

/// One exchange with a provider, as a file holds it.
struct recorded_exchange {
    std::string url;
    http::headers request_headers; ///< secret ones have the value REDACTED
    std::string request_body;
    http::response_head head;
    std::string body;
    std::vector<std::size_t> chunk_lengths; ///< of the pieces in which the body was received
    bool complete = true; ///< the end of the body was received
};

/// The URL and the body of a request, without its secrets and without the port of this machine.
recorded_exchange recorded_request(http_request const& request);

/// As JSON, in the form of doc/requests.md.
std::string to_text(recorded_exchange const& exchange);

/// Throws `std::exception` where the text is not of that form.
recorded_exchange from_text(std::string_view text);

/// Overwrites the value of each header that holds a key, a cookie or an account.
void hide_secrets(http::headers& list);

/// The URL, without its port if the host is this machine: a simulator has another port at each start.
std::string without_local_port(std::string_view url);

/// The first difference of two requests' bodies, as a JSON pointer with both values; "" if they are the same JSON.
std::string first_difference(std::string_view recorded, std::string_view asked);

} // namespace coax::record
