// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/message.hpp"
#include "http/origin.hpp"

#include <string>
#include <string_view>

namespace coax::transport {

/// The bytes of a POST. Host and Content-Length are added. Throws `coax::error`, invalid_option, for a header or
/// target that would break the message apart; a header's value is never shown.
std::string to_bytes(http::origin const& where, http::request const& what);

/// The bytes of a CONNECT; `authorization` is the field's whole value or "".
std::string connect_to(http::origin const& where, std::string_view authorization);

} // namespace coax::transport
