// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "transport/tls_context.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace coax::transport {

/// OpenSSL's thread-wide error queue in words, emptied; "" when it holds none.
std::string take_openssl_error();

/// One client-side TLS session without a socket: the peer's bytes in, bytes for the peer out. So many records cost
/// one read of the socket, and OpenSSL never sees a descriptor.
class tls_session {
public:
    enum class outcome : std::uint8_t { done, want_input, closed, failed };

    /// Verifies that the peer is `host`, a name (sent as SNI) or an IP address. `ticket` may be null.
    tls_session(tls_context const& context, std::string const& host, SSL_SESSION* ticket);
    ~tls_session();
    tls_session(tls_session const&) = delete;
    tls_session& operator=(tls_session const&) = delete;

    /// What the peer sent; borrowed until used up. Only when the last was.
    void input(std::string_view bytes) noexcept { input_ = bytes; }
    [[nodiscard]] bool input_used_up() const noexcept { return input_.empty(); }

    /// What is to be sent to the peer; `sent` when it was.
    [[nodiscard]] std::string_view output() const noexcept { return output_; }
    void sent() noexcept { std::string().swap(output_); }

    outcome handshake();
    /// Writes close_notify to output().
    outcome shutdown();
    /// Takes decrypted bytes into `to`; `got` says how many, at least one when done.
    outcome read(std::span<char> to, std::size_t& got);
    /// Encrypts all of `bytes` into output().
    outcome write(std::string_view bytes);

    /// True while OpenSSL holds bytes that a read may give.
    [[nodiscard]] bool may_hold_more() const noexcept;

    /// Which check failed and what to do, after `failed`. `where` is host:port.
    [[nodiscard]] std::string const& fault() const noexcept { return fault_; }
    /// OpenSSL's own number for it, or 0.
    [[nodiscard]] int fault_code() const noexcept { return fault_code_; }
    [[nodiscard]] bool resumed() const noexcept;
    /// The newest ticket that the server gave since the last call, or null.
    tls_ticket take_ticket() noexcept { return std::move(ticket_); }

    static int on_new_ticket(SSL* session, SSL_SESSION* ticket);

private:
    class bio;
    outcome write_all(std::string_view bytes);
    outcome judge(int result, char const* doing);
    std::string explain() const;
    static int on_verify(int passed, X509_STORE_CTX* chain);

    std::unique_ptr<SSL, openssl_free> ssl_;
    std::string host_;
    std::string_view input_;
    std::string output_;
    std::string fault_;
    int fault_code_ = 0;
    tls_ticket ticket_;
    bool names_no_host_ = false; ///< the certificate has no subject alternative name
    bool to_tidy_ = false; ///< OpenSSL holds memory for writing that it may never need
};

} // namespace coax::transport
