// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/message.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace coax::record {

/// One exchange with a provider, as it is kept in a file.
struct recorded {
    std::string url;
    http::headers request_headers; ///< those of keys say REDACTED
    std::string request_body;
    http::response_head head;
    std::string body;
    std::vector<std::size_t> chunk_lengths; ///< the reads the body came in
    bool complete = true; ///< the body's own end was seen
};

/// As JSON, in the form of doc/requests.md.
std::string to_text(recorded const& what);

/// Throws `std::exception` where the text is not of that form.
recorded from_text(std::string_view text);

/// Overwrites what a header of a key, a cookie or an account holds.
void hide_secrets(http::headers& list);

/// The URL without the port of a server on this machine: a simulator has another at every start, and a model server
/// may.
std::string without_local_port(std::string_view url);

/// Where two requests' bodies differ, as a JSON pointer with both values in words; "" where they are the same JSON.
std::string first_difference(std::string_view had, std::string_view has);

} // namespace coax::record
