// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "sim/protocol.hpp"

#include <string>
#include <string_view>

namespace coax::sim {

/// What OpenAI says beside an HTTP status; `message` "" is its usual one.
std::string openai_error_body(int status, std::string_view message);
/// The error alone, on one line, as it is in a stream.
std::string openai_error_object(int status);

/// The headers beside such a status.
std::string openai_error_headers(service_error const& error);

} // namespace coax::sim
