// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/message.hpp"
#include "http/origin.hpp"

#include <coax/timeouts.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace coax::transport {

struct settings {
    std::string ca_file; ///< trusted beside the system's store; "" for none
    std::string ca_pem; ///< the same as text, PEM
    std::string https_proxy; ///< "" for none; from HTTPS_PROXY unless set
    std::string no_proxy;
    std::size_t max_connections = 64; ///< to one origin
    std::chrono::milliseconds idle_eviction{60'000}; ///< an idle connection older than this is not used again
    /// A reused connection that ends this soon after the request was sent, and before the first byte of an answer, was
    /// closed by the server before it saw the request: the request is sent once more. Later, the server may have
    /// begun to work, and what it did may be paid for.
    std::chrono::milliseconds resend_within{1'000};
    std::size_t max_head_bytes = 64 * 1024;
    std::size_t max_body_bytes = 64 * 1024 * 1024;
    std::size_t read_buffer_bytes = 16 * 1024;
};

/// One request and its answer on a leased connection. Destroying it before the body ended closes the socket at
/// once; after the end the connection is back in its pool. One coroutine at a time.
class exchange {
public:
    /// What stands behind it: a connection, or something that is as good as one. The functions are as below.
    class source {
    public:
        virtual ~source() = default;
        [[nodiscard]] virtual http::response_head const& head() const noexcept = 0;
        virtual boost::asio::awaitable<std::string_view> read() = 0;
        virtual void wind_up() noexcept = 0;
        virtual void abort() noexcept = 0;
        [[nodiscard]] virtual bool resent() const noexcept { return false; }
    };
    class impl;
    explicit exchange(std::unique_ptr<source> from) noexcept;
    exchange(exchange&&) noexcept;
    exchange& operator=(exchange&&) noexcept;
    ~exchange();

    [[nodiscard]] http::response_head const& head() const noexcept;

    /// The next bytes of the body, transfer coding removed, as one read brought them; "" once at the end.
    /// Valid until the next read. One suspension a read at most; no allocation in steady state.
    /// Throws `coax::error`: connection_lost, timed_out (idle, attempt, call), response_too_large, protocol_error
    /// (a broken transfer coding), operation_aborted when cancelled. The socket is closed then; bytes that came
    /// before the fault are given first.
    boost::asio::awaitable<std::string_view> read();

    /// The answer is whole; only the body's own end is still to be read, so that the connection can be used again.
    /// It has 250 ms to come, however long the other limits are: then `read` throws timed_out.
    void wind_up() noexcept;

    /// Closes the socket now; nothing returns to the pool.
    void abort() noexcept;

    /// True when the request was sent twice, because the reused connection of the first time had ended at once.
    [[nodiscard]] bool resent() const noexcept;

private:
    std::unique_ptr<source> impl_;
};

/// Connections to providers: TLS, pool, proxy, deadlines. Shared by all calls of a client, from any
/// thread; each exchange runs on its caller's executor. Keeps no executor busy while nothing is asked.
class hub {
public:
    /// Throws `coax::error`, invalid_option, when the trusted certificates or the proxy cannot be read.
    hub(boost::asio::any_io_executor sockets_on, settings how);
    ~hub();
    hub(hub const&) = delete;
    hub& operator=(hub const&) = delete;

    /// Sends and returns with the head of the answer. `call_ends` bounds it beside `limits`.
    /// Throws `coax::error`: resolve_failed, connect_failed, tls_failed, proxy_failed, connection_lost,
    /// timed_out, response_too_large (the head), protocol_error (not HTTP); operation_aborted when cancelled
    /// (terminal, partial and total alike close the socket). The arguments must live until it returns.
    boost::asio::awaitable<exchange> send(http::origin const& where, http::request const& what,
        coax::timeouts const& limits, std::chrono::steady_clock::time_point call_ends);

    /// Drops every idle connection.
    void drop_idle() noexcept;

private:
    class impl;
    std::shared_ptr<impl> impl_;
};

} // namespace coax::transport
