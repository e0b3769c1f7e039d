// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/origin.hpp"

#include <coax/http_transport.hpp>

#include <string>
#include <string_view>

namespace coax::transport {

/// The bytes of a request. `Host` and `Content-Length` are added. Throws `coax::error`, invalid_option, for a header or
/// a target that would split the message; a header's value is never shown.
std::string serialize(http_request const& request);

/// The bytes of a CONNECT; `authorization` is the value of Proxy-Authorization, or "".
std::string serialize_connect(http::origin const& origin, std::string_view authorization);

} // namespace coax::transport
