// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <openssl/types.h>

#include <memory>
#include <string>

using SSL_SESSION = struct ssl_session_st; // as in <openssl/ssl.h>, which is large

namespace boost::asio::ssl {
class context;
}

namespace coax::transport {

struct openssl_free {
    void operator()(SSL_CTX* context) const noexcept;
    void operator()(SSL* session) const noexcept;
    void operator()(SSL_SESSION* ticket) const noexcept;
};

/// A session ticket: a later connection to the same origin skips most of the handshake with it.
using tls_ticket = std::unique_ptr<SSL_SESSION, openssl_free>;

/// The settings of every TLS session of a client: TLS 1.2 or later; the peer is always verified, with the certificates
/// given here and, after `trust_system`, the system's.
class tls_context {
public:
    /// Throws `coax::error`, invalid_option, when `ca_file` or `ca_pem` holds no certificate.
    tls_context(std::string const& ca_file, std::string const& ca_pem);
    /// Shares a user's own context and does not change it. Its sessions are not resumed.
    explicit tls_context(boost::asio::ssl::context& own);

    /// A client certificate with its chain, and its key: PEM text, or the path of a file. Throws `coax::error`,
    /// invalid_option; the key and its password are never shown.
    void use_certificate(std::string const& certificate, std::string const& key, std::string const& password);

    /// Trusts the system's certificates too; before the first session. Throws std::bad_alloc.
    void trust_system();

    [[nodiscard]] SSL_CTX* get() const noexcept { return context_.get(); }

private:
    std::unique_ptr<SSL_CTX, openssl_free> context_;
    bool has_own_authorities_ = false;
};

} // namespace coax::transport
