// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/http_transport.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

namespace boost::asio::ssl {
class context;
}

namespace coax::transport {

struct settings {
    std::string ca_file; ///< trusted beside the system's store; "" for none
    std::string ca_pem; ///< the same as text, PEM
    std::shared_ptr<boost::asio::ssl::context> tls; ///< in the place of all that is named here about TLS, or null
    std::string certificate; ///< the client's own: PEM text, or the path of a file; "" for none
    std::string certificate_key; ///< likewise
    std::string certificate_password;
    std::string https_proxy; ///< "" for none
    std::string no_proxy;
    std::size_t max_connections = 64; ///< to one origin
    std::chrono::milliseconds idle_eviction{60'000}; ///< an idle connection older than this is not used again
    /// A reused connection that ends this soon after the request was sent, and before the first byte of a response, was
    /// closed by the server before it saw the request: the request is sent once more. Later, the server may have
    /// begun to work, and that work may be billed.
    std::chrono::milliseconds resend_within{1'000};
    std::size_t max_head_bytes = 64 * 1024;
    std::size_t read_buffer_bytes = 16 * 1024;
};

/// HTTP/1.1 over TLS or TCP: a pool of connections, a proxy, time limits. Safe to use from any thread; each exchange
/// runs on the executor of its caller. It keeps no executor busy while no request is under way.
class http_client final : public http_transport {
public:
    /// Throws `coax::error`, invalid_option, when the certificates, the key or the proxy cannot be read.
    http_client(boost::asio::any_io_executor sockets_on, settings config);
    ~http_client() override;
    http_client(http_client const&) = delete;
    http_client& operator=(http_client const&) = delete;

    /// Terminal, partial and total cancellation close the socket. An exchange may outlive the client. Reading
    /// suspends once for each read of the socket and allocates nothing.
    boost::asio::awaitable<std::unique_ptr<http_exchange>> send(http_request const& request) override;

    /// Closes every idle connection.
    void drop_idle() noexcept;

private:
    class impl;
    std::shared_ptr<impl> impl_;
};

} // namespace coax::transport
