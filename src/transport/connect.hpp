// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/origin.hpp"
#include "transport/connection.hpp"
#include "transport/proxy.hpp"
#include "transport/resolver.hpp"
#include "transport/watchdog.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <memory>

namespace coax::transport {

/// All that is needed to reach an origin.
struct route {
    boost::asio::any_io_executor sockets_on;
    transport::resolver& resolver;
    http::origin const& origin;
    transport::proxy const* proxy; ///< null for a direct connection
    tls_context const* tls; ///< null for plain HTTP
    SSL_SESSION* ticket; ///< null for none
    std::size_t buffer_bytes;
    std::size_t max_head_bytes;
};

/// Resolves the name, connects, opens the proxy's tunnel and does the TLS handshake. `guard` is attached to the new
/// socket after that. `to` must live until it returns. Throws `coax::error`: resolve_failed, connect_failed,
/// tls_failed, proxy_failed, timed_out.
boost::asio::awaitable<std::unique_ptr<connection>> connect(route const& to, watchdog& guard);

} // namespace coax::transport
