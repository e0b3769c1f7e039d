// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/tls_session.hpp"

#include "transport/system_trust.hpp"

#include <coax/error.hpp>

#include <boost/asio/ip/address.hpp>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cstring>

namespace coax::transport {

std::string take_openssl_error()
{
    auto const code = ERR_peek_last_error();
    ERR_clear_error();
    if (code == 0)
        return {};
    if (auto const reason = ERR_reason_error_string(code))
        return reason;
    char text[256];
    ERR_error_string_n(code, text, sizeof text);
    return text;
}

// The BIO that OpenSSL reads input() from and writes output_ to.
class tls_session::bio {
public:
    static BIO* make(tls_session* owner)
    {
        auto const made = BIO_new(method());
        if (!made)
            throw error(failure(errc::tls_failed, "OpenSSL cannot make a BIO: " + take_openssl_error()));
        BIO_set_data(made, owner);
        BIO_set_init(made, 1);
        return made;
    }

private:
    static BIO_METHOD* method()
    {
        static auto const table = [] {
            auto const made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "coax");
            if (!made)
                throw error(failure(errc::tls_failed, "OpenSSL cannot make a BIO: " + take_openssl_error()));
            BIO_meth_set_read_ex(made, &read);
            BIO_meth_set_write_ex(made, &write);
            BIO_meth_set_ctrl(made, &control);
            return made;
        }();
        return table;
    }

    static int read(BIO* self, char* to, std::size_t room, std::size_t* got)
    {
        auto& input = static_cast<tls_session*>(BIO_get_data(self))->input_;
        BIO_clear_retry_flags(self);
        *got = std::min(room, input.size());
        if (*got == 0) {
            BIO_set_retry_read(self);
            return 0;
        }
        std::memcpy(to, input.data(), *got);
        input.remove_prefix(*got);
        return 1;
    }

    static int write(BIO* self, char const* from, std::size_t size, std::size_t* taken)
    {
        *taken = 0;
        try { // nothing may be thrown through OpenSSL
            static_cast<tls_session*>(BIO_get_data(self))->output_.append(from, size);
        } catch (std::exception const&) {
            BIO_clear_retry_flags(self);
            return -1;
        }
        *taken = size;
        return 1;
    }

    static long control(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }
};

tls_session::tls_session(tls_context const& context, std::string const& host, SSL_SESSION* ticket)
    : ssl_(SSL_new(context.get())),
      host_(host)
{
    if (!ssl_)
        throw error(failure(errc::tls_failed, "OpenSSL cannot make a TLS session: " + take_openssl_error()));
    auto const ssl = ssl_.get();
    auto const wire = bio::make(this);
    SSL_set_bio(ssl, wire, wire);
    SSL_set_app_data(ssl, this);
    SSL_set_connect_state(ssl);
    SSL_set_mode(ssl, SSL_MODE_ENABLE_PARTIAL_WRITE);
    SSL_set_options(ssl, SSL_OP_NO_RENEGOTIATION);
    SSL_set_read_ahead(ssl, 1); // many records in one read of the socket

    boost::system::error_code ec;
    boost::asio::ip::make_address(host, ec);
    auto const is_name = !!ec;
    auto const rules = SSL_get0_param(ssl);
    if (!SSL_get_verify_callback(ssl))
        SSL_set_verify(ssl, SSL_VERIFY_PEER, &tls_session::on_verify);
    // RFC 9525: the subject's common name is not a host name, even if the certificate has no other name.
    X509_VERIFY_PARAM_set_hostflags(rules, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
    auto const taken = is_name ? X509_VERIFY_PARAM_set1_host(rules, host.data(), host.size())
                               : X509_VERIFY_PARAM_set1_ip_asc(rules, host.c_str());
    if (taken != 1 || (is_name && SSL_set_tlsext_host_name(ssl, host.c_str()) != 1))
        throw error(failure(errc::tls_failed, "'" + host + "' cannot be verified: " + take_openssl_error()));
    constexpr unsigned char only_http_1_1[] = "\x08http/1.1";
    SSL_set_alpn_protos(ssl, only_http_1_1, sizeof only_http_1_1 - 1);
    if (ticket && SSL_SESSION_is_resumable(ticket))
        SSL_set_session(ssl, ticket);
}

tls_session::~tls_session()
{
    if (ssl_) // otherwise OpenSSL drops the ticket of a connection that was not shut down completely
        SSL_set_shutdown(ssl_.get(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
}

int tls_session::on_new_ticket(SSL* session, SSL_SESSION* ticket)
{
    if (auto const self = static_cast<tls_session*>(SSL_get_app_data(session))) {
        self->ticket_.reset(ticket);
        self->free_buffers_ = true;
        return 1; // kept
    }
    return 0;
}

bool tls_session::resumed() const noexcept { return SSL_session_reused(ssl_.get()) == 1; }

bool tls_session::may_hold_more() const noexcept { return !input_.empty() || SSL_has_pending(ssl_.get()) == 1; }

tls_session::outcome tls_session::outcome_of(int result, char const* doing)
{
    switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_NONE:
        return outcome::done;
    case SSL_ERROR_WANT_READ:
        return outcome::want_input;
    case SSL_ERROR_ZERO_RETURN:
        return outcome::closed;
    default:
        fault_code_ = static_cast<int>(ERR_peek_last_error());
        fault_ = std::string(doing) + ": " + explain();
        return outcome::failed;
    }
}

tls_session::outcome tls_session::handshake()
{
    ERR_clear_error();
    return outcome_of(SSL_do_handshake(ssl_.get()), "the TLS handshake failed");
}

tls_session::outcome tls_session::shutdown()
{
    ERR_clear_error();
    auto const result = SSL_shutdown(ssl_.get());
    return result >= 0 ? outcome::done : outcome_of(result, "TLS broke");
}

tls_session::outcome tls_session::read(std::span<char> to, std::size_t& got)
{
    ERR_clear_error();
    auto const result = SSL_read_ex(ssl_.get(), to.data(), to.size(), &got);
    if (free_buffers_ && SSL_free_buffers(ssl_.get()) == 1) // not while it holds a part of a record
        free_buffers_ = false;
    return result == 1 ? outcome::done : outcome_of(result, "TLS broke");
}

tls_session::outcome tls_session::write(std::string_view bytes)
{
    // An answer is read long after the request was written, so the memory for writing is released. The memory for
    // reading is kept: otherwise it would be allocated for each record. (A ticket allocates both again: see read.)
    SSL_set_mode(ssl_.get(), SSL_MODE_RELEASE_BUFFERS);
    auto const outcome = write_all(bytes);
    SSL_clear_mode(ssl_.get(), SSL_MODE_RELEASE_BUFFERS);
    return outcome;
}

tls_session::outcome tls_session::write_all(std::string_view bytes)
{
    while (!bytes.empty()) {
        ERR_clear_error();
        std::size_t taken = 0;
        auto const result = SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &taken);
        if (result != 1)
            return outcome_of(result, "TLS broke");
        bytes.remove_prefix(taken);
    }
    return outcome::done;
}

int tls_session::on_verify(int passed, X509_STORE_CTX* chain)
{
    auto const cause = X509_STORE_CTX_get_error(chain);
    if (!passed && (cause == X509_V_ERR_HOSTNAME_MISMATCH || cause == X509_V_ERR_IP_ADDRESS_MISMATCH)) {
        auto const ssl = X509_STORE_CTX_get_ex_data(chain, SSL_get_ex_data_X509_STORE_CTX_idx());
        auto const self = static_cast<tls_session*>(SSL_get_app_data(static_cast<SSL*>(ssl)));
        auto const certificate = X509_STORE_CTX_get_current_cert(chain);
        if (self && certificate)
            self->has_no_alternative_name_ = X509_get_ext_by_NID(certificate, NID_subject_alt_name, -1) < 0;
    }
    return passed;
}

std::string tls_session::explain() const
{
    auto const verification = SSL_get_verify_result(ssl_.get());
    auto const reason = ERR_GET_REASON(ERR_peek_last_error());
    auto text = take_openssl_error();
    if (text.empty())
        text = "OpenSSL gives no reason";
    auto const in_brackets = " (" + text + ")";
    switch (verification) {
    case X509_V_OK:
        break;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
        if (has_no_alternative_name_)
            return "wrong host: the certificate has no subject alternative name, and a common name alone is not taken "
                   "for a host; issue one with subjectAltName for "
                + host_;
        return "wrong host: the certificate is not for " + host_
            + "; use the name that the certificate is for, or a certificate for this one";
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return "expired: the certificate's time is over; renew it at the server, and check this machine's clock";
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return "not yet valid: the certificate's time has not begun; check the clocks of the server and of this "
               "machine";
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_UNTRUSTED:
        return std::string("unknown certificate authority: ") + X509_verify_cert_error_string(verification)
            + "; if it is one of your own, name its certificate by ca_file or SSL_CERT_FILE; else install the system's "
              "certificates (package ca-certificates)"
            + system_trust_problem();
    default:
        return std::string("the certificate is refused: ") + X509_verify_cert_error_string(verification) + in_brackets;
    }
    switch (reason) {
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_PACKET_LENGTH_TOO_LONG:
    case SSL_R_HTTP_REQUEST:
    case SSL_R_BAD_PROTOCOL_VERSION_NUMBER:
        return "protocol: the answer is not TLS" + in_brackets
            + "; is this port plain http? Then write http:// in the base URL";
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
        return "protocol: the server does not speak TLS 1.2 or later" + in_brackets
            + "; it has to be brought up to date";
    default:
        return "protocol: " + text;
    }
}

} // namespace coax::transport
