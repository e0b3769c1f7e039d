// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/tls_context.hpp"

#include "transport/system_trust.hpp"
#include "transport/tls_session.hpp"

#include <coax/error.hpp>

#include <boost/asio/ssl/context.hpp>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>

namespace coax::transport {

void openssl_free::operator()(SSL_CTX* context) const noexcept { SSL_CTX_free(context); }
void openssl_free::operator()(SSL* session) const noexcept { SSL_free(session); }
void openssl_free::operator()(SSL_SESSION* ticket) const noexcept { SSL_SESSION_free(ticket); }

namespace {

struct bio_free {
    void operator()(BIO* bio) const noexcept { BIO_free(bio); }
};
struct x509_free {
    void operator()(X509* certificate) const noexcept { X509_free(certificate); }
};

std::size_t trust_all_of(std::unique_ptr<BIO, bio_free> source, X509_STORE* store)
{
    std::size_t count = 0;
    while (auto const certificate
        = std::unique_ptr<X509, x509_free>(PEM_read_bio_X509(source.get(), nullptr, nullptr, nullptr))) {
        X509_STORE_add_cert(store, certificate.get());
        // Makes OpenSSL read the extensions now: if it runs out of memory for that in a handshake, it considers
        // the certificate invalid from then on.
        X509_check_purpose(certificate.get(), -1, 0);
        ++count;
    }
    ERR_clear_error(); // OpenSSL reports the end of the text as an error
    return count;
}

} // namespace

tls_context::tls_context(std::string const& ca_file, std::string const& ca_pem)
    : context_(SSL_CTX_new(TLS_client_method())),
      has_own_authorities_(!ca_file.empty() || !ca_pem.empty())
{
    if (!context_)
        throw error(failure(errc::tls_failed, "OpenSSL cannot make a TLS context: " + take_openssl_error()));
    auto const context = context_.get();
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context, &tls_session::on_new_ticket);
    ERR_clear_error();

    auto const store = SSL_CTX_get_cert_store(context);
    if (!ca_file.empty()) {
        std::unique_ptr<BIO, bio_free> file(BIO_new_file(ca_file.c_str(), "r"));
        if (!file)
            throw error(
                failure(errc::invalid_option, "ca_file '" + ca_file + "' cannot be opened: " + take_openssl_error()));
        if (trust_all_of(std::move(file), store) == 0)
            throw error(failure(errc::invalid_option, "ca_file '" + ca_file + "' holds no certificate in PEM"));
    }
    if (!ca_pem.empty()) {
        std::unique_ptr<BIO, bio_free> text(BIO_new_mem_buf(ca_pem.data(), static_cast<int>(ca_pem.size())));
        if (trust_all_of(std::move(text), store) == 0)
            throw error(failure(errc::invalid_option, "ca_pem holds no certificate in PEM"));
    }
}

tls_context::tls_context(boost::asio::ssl::context& own) : context_(own.native_handle())
{
    SSL_CTX_up_ref(context_.get());
}

void tls_context::trust_system()
{
    if (has_own_authorities_)
        add_system_trust(SSL_CTX_get_cert_store(context_.get()));
    else
        SSL_CTX_set_cert_store(context_.get(), system_trust().release());
}

namespace {

using bio_ptr = std::unique_ptr<BIO, bio_free>;

bio_ptr open_pem(std::string const& text_or_path, char const* name)
{
    bool const is_text = text_or_path.find("-----BEGIN") != text_or_path.npos;
    bio_ptr opened(is_text ? BIO_new_mem_buf(text_or_path.data(), static_cast<int>(text_or_path.size()))
                           : BIO_new_file(text_or_path.c_str(), "r"));
    if (!opened)
        throw error(failure(errc::invalid_option,
            std::string("client_certificate: the file of the ") + name + " cannot be opened: " + take_openssl_error()));
    return opened;
}

int give_password(char* to, int size, int, void* password)
{
    auto const& text = *static_cast<std::string const*>(password);
    auto const length = std::min(text.size(), static_cast<std::size_t>(size));
    std::copy_n(text.data(), length, to);
    return static_cast<int>(length);
}

[[noreturn]] void refuse_certificate(std::string const& problem)
{
    throw error(failure(errc::invalid_option, "client_certificate: " + problem + ": " + take_openssl_error()));
}

} // namespace

void tls_context::use_certificate(std::string const& certificate, std::string const& key, std::string const& password)
{
    struct key_free {
        void operator()(EVP_PKEY* read) const noexcept { EVP_PKEY_free(read); }
    };
    using x509_ptr = std::unique_ptr<X509, x509_free>;

    auto const context = context_.get();
    ERR_clear_error();
    auto const chain = open_pem(certificate, "certificate");
    x509_ptr const own(PEM_read_bio_X509(chain.get(), nullptr, nullptr, nullptr));
    if (!own || SSL_CTX_use_certificate(context, own.get()) != 1)
        refuse_certificate("the certificate cannot be read as PEM");
    for (;;) {
        x509_ptr const intermediate(PEM_read_bio_X509(chain.get(), nullptr, nullptr, nullptr));
        if (!intermediate)
            break;
        SSL_CTX_add1_chain_cert(context, intermediate.get());
    }
    ERR_clear_error(); // OpenSSL reports the end of the text as an error
    auto const secret = open_pem(key, "key");
    std::unique_ptr<EVP_PKEY, key_free> const read(
        PEM_read_bio_PrivateKey(secret.get(), nullptr, &give_password, const_cast<std::string*>(&password)));
    if (!read)
        refuse_certificate("the key cannot be read as PEM, or its password is wrong");
    if (SSL_CTX_use_PrivateKey(context, read.get()) != 1 || SSL_CTX_check_private_key(context) != 1)
        refuse_certificate("the key does not belong to the certificate");
}

} // namespace coax::transport
