// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/origin.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace coax::transport {

struct proxy {
    http::origin where;
    std::string authorization; ///< the value of Proxy-Authorization, or ""
};

/// From `http://[user:password@]host[:port]` or `host:port`; nullopt for "". Throws `coax::error`, invalid_option;
/// a password is never shown.
std::optional<proxy> parse_proxy(std::string_view text);

/// Whether `no_proxy` (comma-separated names, domains, addresses, address/bits, each with :port if wanted, or "*")
/// takes `where` past the proxy. As curl reads it: a name stands for its subdomains too.
bool bypasses(std::string_view no_proxy, http::origin const& where);

} // namespace coax::transport
