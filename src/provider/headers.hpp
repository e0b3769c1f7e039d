// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/message.hpp"
#include "provider/protocol.hpp"

#include <string_view>

namespace coax::provider {

/// The headers of every JSON request: content-type, accept, user-agent.
http::headers json_headers(bool stream);

/// Adds a header that carries a key, `prefix` before it; nothing where the key is empty. Throws `coax::error` with
/// `errc::invalid_api_key` if the key holds what no header may hold; the key is not shown.
void add_key(http::headers& list, std::string_view name, std::string_view prefix, std::string_view key);

/// Adds a query ("a=1&b=2", or "") to a target that may have one.
std::string with_query(std::string target, std::string_view query);

/// Adds the user's own headers and query.
void add_own(http::request& to, endpoint const& endpoint);

} // namespace coax::provider
