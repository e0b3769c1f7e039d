// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/media.hpp"
#include "provider/protocol.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace coax::provider {

/// The body as text, with what the user adds by `request::extra`. Throws `coax::error`: `errc::invalid_option` where
/// that is no object or names a member that is set already, `errc::request_too_large` over the service's limit.
std::string request_body(
    std::string_view service, boost::json::object body, model_request const& asked, std::size_t max_bytes = 0);

} // namespace coax::provider
