// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/origin.hpp"
#include "transport/read_buffer.hpp"
#include "transport/tls_stream.hpp"
#include "transport/watchdog.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace coax::transport {

/// A TCP socket, with TLS or without, and the buffer that is read into. Destroying it closes the socket without a TLS
/// shutdown.
class connection {
public:
    using error_code = boost::system::error_code;

    connection(boost::asio::any_io_executor const& sockets_on, std::size_t buffer_bytes);

    [[nodiscard]] boost::asio::ip::tcp::socket& socket() noexcept { return socket_; }
    /// Null without TLS.
    [[nodiscard]] tls_stream* tls() noexcept { return tls_.get(); }
    /// From now on all bytes pass through TLS. The caller does the handshake.
    void start_tls(tls_context const& context, std::string const& host, SSL_SESSION* ticket);

    /// Writes all of `bytes`.
    boost::asio::awaitable<void> write(std::string_view bytes, watchdog& guard, error_code& ec);

    /// Those of the TLS stream, or of the socket.
    template <class Token>
    auto async_read_some(boost::asio::mutable_buffer to, Token&& token);
    template <class Token>
    auto async_write_some(boost::asio::const_buffer from, Token&& token);

    // To read: call read_received; if that would block, async_read_some into room(), then buffer().filled(n).

    /// Received bytes that are not consumed yet.
    [[nodiscard]] read_buffer& buffer() noexcept { return plain_; }
    /// The free part of the buffer. It is not empty after `buffer().make_room` has returned true.
    boost::asio::mutable_buffer room();
    /// Decrypts bytes that were received before into the buffer. `asio::error::would_block` if there are none.
    void read_received(error_code& ec);
    /// The same, after a read of the socket that does not wait.
    void read_now(error_code& ec);

    /// Whether an idle connection can be used again. It does not wait.
    bool still_open();

    void close() noexcept;

private:
    boost::asio::ip::tcp::socket socket_;
    std::unique_ptr<tls_stream> tls_;
    read_buffer plain_;
};

template <class Token>
auto connection::async_read_some(boost::asio::mutable_buffer to, Token&& token)
{
    return boost::asio::async_initiate<Token, void(error_code, std::size_t)>(
        [this, to](auto handler) {
            if (tls_)
                tls_->async_read_some(to, std::move(handler));
            else
                socket_.async_read_some(to, std::move(handler));
        },
        token);
}

template <class Token>
auto connection::async_write_some(boost::asio::const_buffer from, Token&& token)
{
    return boost::asio::async_initiate<Token, void(error_code, std::size_t)>(
        [this, from](auto handler) {
            if (tls_)
                tls_->async_write_some(from, std::move(handler));
            else
                socket_.async_write_some(from, std::move(handler));
        },
        token);
}

} // namespace coax::transport
