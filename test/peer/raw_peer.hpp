// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "sim/identity.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace coax::test {

/// A server that runs a script for each connection, in a thread of its own. It sends exactly the bytes of the script.
class raw_peer {
public:
    using tcp = boost::asio::ip::tcp;

    class link {
    public:
        link(tcp::socket socket, raw_peer& owner) : socket_(std::move(socket)), owner_(owner) { }

        /// Does the server's side of a TLS handshake with the certificate of `identity`. `newest` is the newest version
        /// of TLS that it supports, 0 for all.
        boost::asio::awaitable<void> handshake(sim::identity const& identity, int newest = 0);
        /// A HelloRequest, with TLS 1.2.
        boost::asio::awaitable<void> ask_to_renegotiate();
        /// Reads bytes of the client as they are on the wire.
        boost::asio::awaitable<std::string> some_encrypted();
        /// One request, head and body by Content-Length; kept in `raw_peer::requests`.
        boost::asio::awaitable<std::string> request();
        boost::asio::awaitable<void> write(std::string_view bytes);
        /// Waits until the client closes the connection.
        boost::asio::awaitable<void> stall();
        /// Reads bytes of the client, at least one; "" at the end.
        boost::asio::awaitable<std::string> some();
        /// Sends close_notify, then waits until the client closes the connection.
        boost::asio::awaitable<void> close_notify();
        /// Ends the connection with a RST.
        void reset();
        /// Passes bytes between the client and `port` on loopback, as a proxy does, until either side ends.
        boost::asio::awaitable<void> tunnel_to(std::uint16_t port);
        [[nodiscard]] bool resumed();
        /// The host that the client names in its handshake (SNI); "" for none.
        [[nodiscard]] std::string server_name();

        int index = 0; ///< the number of the connection, from 0

    private:
        friend class raw_peer;
        tcp::socket socket_;
        raw_peer& owner_;
        std::optional<boost::asio::ssl::stream<tcp::socket&>> tls_;
        std::string left_;
    };

    /// The connection is closed at the end of its script, without close_notify.
    using script = std::function<boost::asio::awaitable<void>(link&)>;

    explicit raw_peer(script for_each);
    ~raw_peer();

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
    [[nodiscard]] int connections() const noexcept { return connections_; }
    /// Scripts that have ended.
    [[nodiscard]] int ended() const noexcept { return ended_; }
    [[nodiscard]] std::vector<std::string> requests() const;

private:
    boost::asio::awaitable<void> accept();
    boost::asio::awaitable<void> serve(std::list<link>::iterator at);

    boost::asio::io_context io_;
    tcp::acceptor acceptor_;
    script script_;
    std::list<link> links_;
    mutable std::mutex mutex_;
    std::vector<std::string> requests_;
    std::map<std::string, boost::asio::ssl::context> contexts_; // by certificate, so that tickets stay valid
    std::uint16_t port_;
    std::atomic<int> connections_ = 0;
    std::atomic<int> ended_ = 0;
    std::thread thread_;
};

} // namespace coax::test
