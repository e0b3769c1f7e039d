// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/origin.hpp"
#include "transport/connection.hpp"
#include "transport/names.hpp"
#include "transport/proxy.hpp"
#include "transport/watchdog.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <memory>

namespace coax::transport {

/// What it takes to reach an origin.
struct route {
    boost::asio::any_io_executor sockets_on;
    names& known;
    http::origin const& where;
    proxy const* via; ///< null for the straight way
    tls_context const* tls;
    SSL_SESSION* ticket; ///< null for none
    std::size_t buffer_bytes;
    std::size_t max_head_bytes;
};

/// Looks the name up, connects, goes through the proxy and shakes hands. `guard` holds the new socket after that.
/// `to` must live until it returns.
boost::asio::awaitable<std::unique_ptr<connection>> connect(route const& to, watchdog& guard);

} // namespace coax::transport
