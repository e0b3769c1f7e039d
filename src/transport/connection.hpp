// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/origin.hpp"
#include "transport/read_buffer.hpp"
#include "transport/tls_session.hpp"
#include "transport/watchdog.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <memory>
#include <string_view>

namespace coax::transport {

/// A socket, its TLS session if it has one, and the one buffer that all reading goes through. Closed when destroyed,
/// at once and without ceremony.
class connection {
public:
    using error_code = boost::system::error_code;

    connection(boost::asio::any_io_executor const& sockets_on, std::size_t buffer_bytes);

    [[nodiscard]] boost::asio::ip::tcp::socket& socket() noexcept { return socket_; }
    [[nodiscard]] tls_session* tls() noexcept { return tls_.get(); }
    void start_tls(tls_context const& context, std::string const& host, SSL_SESSION* ticket);

    /// What came behind the handshake is there to be pulled.
    void handshake_done() noexcept { drained_ = !tls_->may_hold_more(); }

    /// Everything at once, encrypted where TLS is on. `ec` says what failed.
    boost::asio::awaitable<void> write(std::string_view bytes, watchdog& guard, error_code& ec);
    /// What TLS has to say, as it is.
    boost::asio::awaitable<void> flush(error_code& ec);

    // Reading: a read of the socket into room(), received(n), pull(), unread(), until drained().

    /// Where the next read of the socket goes. Only when drained(), and where make_room() is true.
    boost::asio::mutable_buffer room();
    void received(std::size_t bytes) noexcept;
    /// Decrypts what has come, as far as it fits. False when that broke TLS: tls()->fault().
    bool pull();
    /// True after pull() when the peer said that it is done.
    [[nodiscard]] bool peer_closed() const noexcept { return peer_closed_; }
    /// True when only the socket can bring more: all that was received is in unread() or was consumed.
    [[nodiscard]] bool drained() const noexcept { return !tls_ || drained_; }

    [[nodiscard]] std::string_view unread() const noexcept { return plain_.unread(); }
    [[nodiscard]] char* unread_data() noexcept { return plain_.data(); }
    void consume(std::size_t bytes) noexcept { plain_.consume(bytes); }
    /// Makes the buffer larger, up to `most`, when it is full. False when it may not be.
    bool make_room(std::size_t most) { return plain_.make_room(most); }

    /// Whether an idle connection is still good, by a look that does not wait.
    bool still_open();

    void close() noexcept;

private:
    boost::asio::ip::tcp::socket socket_;
    std::unique_ptr<tls_session> tls_;
    read_buffer cipher_; // what the socket gave, with TLS
    read_buffer plain_;
    bool peer_closed_ = false;
    bool drained_ = true;
};

} // namespace coax::transport
