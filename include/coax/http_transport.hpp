// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>
#include <coax/http_message.hpp>
#include <coax/timeouts.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace coax {

/// A request to a provider. It owns nothing: all that it refers to lives until `http_transport::send` has returned.
struct http_request {
    std::string_view method = "POST";
    bool tls = true; ///< https, else http
    std::string_view host; ///< a name or an IP address; an IPv6 address without brackets
    std::uint16_t port = 443;
    std::string_view target; ///< path and query, already escaped, with '/' at the beginning
    std::span<http_header const> headers; ///< all but `Host` and `Content-Length`, which the transport adds
    std::string_view body;
    coax::timeouts timeouts; ///< the limit of each phase; `call` is already in `deadline`
    std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max(); ///< of the call
    std::size_t max_body_bytes = 64 * 1024 * 1024; ///< of the response; `errc::response_too_large` above that
    std::span<std::string_view const> secrets; ///< keys and tokens in it, which no log and no file may hold

    /// As "https://host/target"; the port where it is not the usual one.
    [[nodiscard]] COAX_DECL std::string url() const;
};

/// A response that is being received. It is used by one coroutine at a time, on that coroutine's executor. Destroying
/// it closes the connection, or returns it to a pool after the end of the body.
class http_exchange {
public:
    virtual ~http_exchange() = default;

    /// Lives as long as the exchange.
    [[nodiscard]] virtual http_response_head const& head() const noexcept = 0;

    /// The next bytes of the body, without transfer and content codings; "" once, at its end. They are valid until the
    /// next `read`. A response that arrives slowly is given piece by piece, not collected: partial values depend on it.
    ///
    /// Throws `coax::error` with the `errc` that applies: connection_lost, timed_out, response_too_large,
    /// protocol_error. When the awaiting coroutine is cancelled, `boost::system::system_error` or `coax::error` with
    /// the code `operation_aborted`. Anything else that is thrown ends the call and reaches its caller as it is.
    virtual boost::asio::awaitable<std::string_view> read() = 0;

    /// The value is complete, only the end of the body is still read, so that the connection can be used again. A
    /// transport limits that wait. By default nothing.
    virtual void expect_end() noexcept { }

    /// Whether the request was sent twice, because a reused connection had been closed by the server.
    [[nodiscard]] virtual bool resent() const noexcept { return false; }

protected:
    http_exchange() = default;
    http_exchange(http_exchange const&) = default;
    http_exchange& operator=(http_exchange const&) = default;
};

/// Carries requests to providers. `client_options::transport` takes one of your own: another HTTP library, a proxy
/// with its own rules, a fake in a test (doc/testing.md).
///
/// All calls of a client share it, and it must be safe to use from the threads on which they run. It lives longer than
/// its exchanges.
class http_transport {
public:
    virtual ~http_transport() = default;

    /// Sends `request` and returns when the head of the response is there, whatever its status. Each attempt of a call
    /// is one `send`: retries and their waits are not the transport's.
    ///
    /// Throws `coax::error` with the `errc` that applies: resolve_failed, connect_failed, tls_failed, proxy_failed,
    /// connection_lost, timed_out, response_too_large, protocol_error. Those that may pass are tried again.
    /// Cancellation and other exceptions as for `http_exchange::read`.
    virtual boost::asio::awaitable<std::unique_ptr<http_exchange>> send(http_request const& request) = 0;

protected:
    http_transport() = default;
    http_transport(http_transport const&) = default;
    http_transport& operator=(http_transport const&) = default;
};

} // namespace coax
