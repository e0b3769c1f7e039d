// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/certificate_authority.hpp"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>
#include <stdexcept>
#include <string_view>

namespace coax::sim {
namespace {

template <auto Free>
struct freed {
    template <class T>
    void operator()(T* object) const noexcept
    {
        Free(object);
    }
};
using key_ptr = std::unique_ptr<EVP_PKEY, freed<EVP_PKEY_free>>;
using certificate_ptr = std::unique_ptr<X509, freed<X509_free>>;
using extension_ptr = std::unique_ptr<X509_EXTENSION, freed<X509_EXTENSION_free>>;
using bio_ptr = std::unique_ptr<BIO, freed<BIO_free_all>>;
using address_ptr = std::unique_ptr<ASN1_OCTET_STRING, freed<ASN1_OCTET_STRING_free>>;

void check(bool ok, char const* step)
{
    if (ok)
        return;
    std::array<char, 256> words{};
    ERR_error_string_n(ERR_get_error(), words.data(), words.size());
    throw std::runtime_error(std::string("certificate authority: ") + step + ": " + words.data());
}

key_ptr make_key()
{
    key_ptr key(EVP_EC_gen("P-256"));
    check(key != nullptr, "no key");
    return key;
}

template <class Write>
std::string to_pem(Write write)
{
    bio_ptr memory(BIO_new(BIO_s_mem()));
    check(memory && write(memory.get()) == 1, "no PEM");
    char* data = nullptr;
    auto const size = BIO_get_mem_data(memory.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string to_pem(X509* certificate)
{
    return to_pem([&](BIO* out) { return PEM_write_bio_X509(out, certificate); });
}

std::string to_pem(EVP_PKEY* key)
{
    return to_pem([&](BIO* out) { return PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr); });
}

void extend(X509* certificate, X509* issuer, int nid, std::string const& value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    extension_ptr extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
    check(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "bad extension");
}

/// A certificate with everything but its extensions and its signature; names itself as issuer if `issuer` is null.
certificate_ptr draft(
    std::string const& name, EVP_PKEY* key, X509* issuer, std::chrono::seconds from, std::chrono::seconds until)
{
    certificate_ptr made(X509_new());
    check(made && X509_set_version(made.get(), X509_VERSION_3) == 1, "no certificate");

    std::uint64_t serial = 0;
    check(RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof(serial)) == 1, "no random number");
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(made.get()), (serial >> 1) + 1);

    X509_gmtime_adj(X509_getm_notBefore(made.get()), static_cast<long>(from.count()));
    X509_gmtime_adj(X509_getm_notAfter(made.get()), static_cast<long>(until.count()));

    auto* subject = X509_get_subject_name(made.get());
    auto const* text = reinterpret_cast<unsigned char const*>(name.c_str());
    check(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, text, -1, -1, 0) == 1, "bad name");
    check(X509_set_issuer_name(made.get(), issuer ? X509_get_subject_name(issuer) : subject) == 1, "bad issuer");
    check(X509_set_pubkey(made.get(), key) == 1, "bad key");
    return made;
}

bool is_address(std::string const& name) { return address_ptr(a2i_IPADDRESS(name.c_str())) != nullptr; }

} // namespace

class certificate_authority::impl {
public:
    explicit impl(std::string const& name)
        : key(make_key()),
          certificate(draft(name, key.get(), nullptr, std::chrono::hours(-24), std::chrono::hours(24 * 365)))
    {
        auto* self = certificate.get();
        extend(self, self, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
        extend(self, self, NID_key_usage, "critical,keyCertSign,cRLSign");
        extend(self, self, NID_subject_key_identifier, "hash");
        check(X509_sign(self, key.get(), EVP_sha256()) > 0, "not signed");
    }

    key_ptr key;
    certificate_ptr certificate;
};

certificate_authority::certificate_authority(std::string const& name)
    : impl_(std::make_unique<impl const>(name)),
      pem_(to_pem(impl_->certificate.get()))
{
}

certificate_authority::~certificate_authority() = default;
certificate_authority::certificate_authority(certificate_authority&&) noexcept = default;
certificate_authority& certificate_authority::operator=(certificate_authority&&) noexcept = default;

identity certificate_authority::issue(
    std::vector<std::string> const& names, std::chrono::seconds valid_from, std::chrono::seconds valid_until) const
{
    if (names.empty())
        throw std::runtime_error("certificate authority: a certificate needs a host name or an IP address");
    std::string alternatives;
    for (auto const& name : names) {
        if (!alternatives.empty())
            alternatives += ',';
        alternatives += (is_address(name) ? "IP:" : "DNS:") + name;
    }
    ERR_clear_error(); // is_address leaves one for each host name
    return issue(names.front(), alternatives, valid_from, valid_until);
}

identity certificate_authority::issue_common_name(std::string const& name) const
{
    return issue(name, "", std::chrono::hours(-1), std::chrono::hours(24));
}

identity certificate_authority::issue(std::string const& name, std::string const& alternatives,
    std::chrono::seconds valid_from, std::chrono::seconds valid_until) const
{
    auto* const issuer = impl_->certificate.get();
    auto const key = make_key();
    auto const made = draft(name, key.get(), issuer, valid_from, valid_until);
    extend(made.get(), issuer, NID_basic_constraints, "critical,CA:FALSE");
    extend(made.get(), issuer, NID_key_usage, "critical,digitalSignature");
    extend(made.get(), issuer, NID_ext_key_usage, "serverAuth,clientAuth");
    extend(made.get(), issuer, NID_subject_key_identifier, "hash");
    extend(made.get(), issuer, NID_authority_key_identifier, "keyid:always");
    if (!alternatives.empty())
        extend(made.get(), issuer, NID_subject_alt_name, alternatives);
    check(X509_sign(made.get(), impl_->key.get(), EVP_sha256()) > 0, "not signed");
    return {to_pem(made.get()), to_pem(key.get())};
}

} // namespace coax::sim
