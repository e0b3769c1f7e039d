// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/sim/faults.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace coax::sim {

/// One accepted socket, with TLS or without, and a clock that a client's hanging up wakes. Used on the socket's
/// executor only. Owned by a shared pointer: operations in flight keep it alive.
class connection : public std::enable_shared_from_this<connection> {
public:
    /// `tls` null means plain text; it must outlive the connection.
    connection(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls);

    boost::asio::awaitable<bool> handshake();
    [[nodiscard]] bool resumed() const noexcept;

    /// Appends what has arrived to `in`; false at the end or on an error.
    boost::asio::awaitable<bool> read(std::string& in);
    /// False when the client has hung up.
    boost::asio::awaitable<bool> write(std::string_view bytes);
    /// False when the client has hung up meanwhile.
    boost::asio::awaitable<bool> wait_until(std::chrono::steady_clock::time_point when);

    /// From now on the client is expected to send nothing: its hanging up ends waits at once.
    void watch();
    void unwatch();

    boost::asio::awaitable<void> end(faults::ending end_as);
    /// Closes the socket; whoever waits is woken.
    void close() noexcept;

    [[nodiscard]] boost::asio::any_io_executor get_executor() { return socket_.get_executor(); }

private:
    [[nodiscard]] bool peer_is_gone();

    boost::asio::ip::tcp::socket socket_;
    std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
    boost::asio::steady_timer timer_;
    std::size_t watching_ = 0; ///< tells an old watch's news from the present one's
    bool gone_ = false;
};

} // namespace coax::sim
