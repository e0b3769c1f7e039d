// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace coax::http {

/// The peer of a connection; the key of a pool.
struct origin {
    bool tls = true;
    std::string host; ///< without brackets for IPv6
    std::uint16_t port = 443;

    friend auto operator<=>(origin const&, origin const&) = default;
};

/// As "host:port", an IPv6 address in brackets.
std::string to_string(origin const& address);

/// A base URL taken apart; `prefix` is its path without a trailing '/'.
struct base_url {
    http::origin origin;
    std::string prefix;
};

/// Throws `coax::error` with `errc::invalid_base_url` and a message about the error in `text`. A user name,
/// a query and a fragment are refused: a key must not travel in a URL.
base_url parse_base_url(std::string_view text);

} // namespace coax::http
