// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "transport/tls_context.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace coax::transport {

/// The last error in OpenSSL's queue of this thread, as text; "" when there is none. Clears the queue.
std::string take_openssl_error();

/// The client's side of one TLS session, without a socket: the peer's bytes in, bytes for the peer out. So one read of
/// the socket can bring many records, and OpenSSL has no descriptor.
class tls_session {
public:
    enum class outcome : std::uint8_t { done, want_input, closed, failed };

    /// Verifies that the peer is `host`, a name (sent as SNI) or an IP address. `ticket` may be null.
    tls_session(tls_context const& context, std::string const& host, SSL_SESSION* ticket);
    ~tls_session();
    tls_session(tls_session const&) = delete;
    tls_session& operator=(tls_session const&) = delete;

    /// Gives bytes of the peer, once the last are used up. They are borrowed until then.
    void input(std::string_view bytes) noexcept { input_ = bytes; }
    [[nodiscard]] bool input_used_up() const noexcept { return input_.empty(); }

    /// The bytes to send to the peer. Call `sent` after that.
    [[nodiscard]] std::string_view output() const noexcept { return output_; }
    void sent() noexcept { std::string().swap(output_); }

    outcome handshake();
    /// Writes close_notify to output().
    outcome shutdown();
    /// Decrypts bytes into `to`; `got` is their number, at least one when done.
    outcome read(std::span<char> to, std::size_t& got);
    /// Encrypts all of `bytes` into output().
    outcome write(std::string_view bytes);

    /// Whether OpenSSL has bytes that a read may return.
    [[nodiscard]] bool may_hold_more() const noexcept;

    /// After `failed`: which check failed, and what the user can do.
    [[nodiscard]] std::string const& fault() const noexcept { return fault_; }
    /// OpenSSL's error code for it, or 0.
    [[nodiscard]] int fault_code() const noexcept { return fault_code_; }
    [[nodiscard]] bool resumed() const noexcept;
    /// The newest ticket that the server sent since the last call, or null.
    tls_ticket take_ticket() noexcept { return std::move(ticket_); }

    static int on_new_ticket(SSL* session, SSL_SESSION* ticket);

private:
    class bio;
    outcome write_all(std::string_view bytes);
    outcome outcome_of(int result, char const* doing);
    std::string explain() const;
    static int on_verify(int passed, X509_STORE_CTX* chain);

    std::unique_ptr<SSL, openssl_free> ssl_;
    std::string host_;
    std::string_view input_;
    std::string output_;
    std::string fault_;
    int fault_code_ = 0;
    tls_ticket ticket_;
    bool has_no_alternative_name_ = false; ///< the certificate has no subject alternative name
    bool free_buffers_ = false; ///< at the next read: OpenSSL has allocated them for a ticket
};

} // namespace coax::transport
