// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/origin.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace coax::transport {

struct proxy {
    http::origin origin;
    std::string authorization; ///< the value of Proxy-Authorization, or ""
};

/// From `http://[user:password@]host[:port]` or `host:port`; nullopt for "". Throws `coax::error`, invalid_option;
/// a password is never shown.
std::optional<proxy> parse_proxy(std::string_view text);

/// Whether `no_proxy` (comma-separated names, domains, addresses or address/bits, each with an optional :port, or "*")
/// excepts `origin` from the proxy. As in curl, a name also means its subdomains.
bool bypasses(std::string_view no_proxy, http::origin const& origin);

} // namespace coax::transport
