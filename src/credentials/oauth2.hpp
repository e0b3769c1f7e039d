// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "credentials/fetch.hpp"

#include <coax/credential.hpp>

namespace coax::credentials {

/// Asks a token endpoint: `access_token`, `token_type` and `expires_in` of RFC 6749, 5.1.
boost::asio::awaitable<credential> fetch_token(http_transport& by, fetch_request asked);

} // namespace coax::credentials
