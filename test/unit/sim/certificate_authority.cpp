// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/certificate_authority.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>

using namespace std::chrono_literals;
using coax::sim::certificate_authority;

namespace {

using certificate = std::unique_ptr<X509, decltype(&X509_free)>;

certificate parse(std::string const& pem)
{
    std::unique_ptr<BIO, decltype(&BIO_free)> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
    return {PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr), X509_free};
}

/// What a client that trusts `ca` alone says of `leaf`.
int verify(std::string const& ca, std::string const& leaf, char const* host)
{
    auto const root = parse(ca), subject = parse(leaf);
    std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> store(X509_STORE_new(), X509_STORE_free);
    X509_STORE_add_cert(store.get(), root.get());
    std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)> check(X509_STORE_CTX_new(), X509_STORE_CTX_free);
    X509_STORE_CTX_init(check.get(), store.get(), subject.get(), nullptr);
    auto* const rules = X509_STORE_CTX_get0_param(check.get());
    X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_X509_STRICT);
    X509_VERIFY_PARAM_set_purpose(rules, X509_PURPOSE_SSL_SERVER);
    if (X509_VERIFY_PARAM_set1_ip_asc(rules, host) != 1)
        X509_VERIFY_PARAM_set1_host(rules, host, 0);
    X509_verify_cert(check.get());
    return X509_STORE_CTX_get_error(check.get());
}

} // namespace

BOOST_AUTO_TEST_SUITE(certificate_authority_)

BOOST_AUTO_TEST_CASE(issues_for_hosts_and_addresses)
{
    certificate_authority const ca;
    auto const made = ca.issue({"localhost", "127.0.0.1", "::1"});
    BOOST_TEST(verify(ca.pem(), made.certificate, "localhost") == X509_V_OK);
    BOOST_TEST(verify(ca.pem(), made.certificate, "127.0.0.1") == X509_V_OK);
    BOOST_TEST(verify(ca.pem(), made.certificate, "::1") == X509_V_OK);
    BOOST_TEST(made.key.find("PRIVATE KEY") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(wrong_host_is_refused)
{
    certificate_authority const ca;
    auto const made = ca.issue({"elsewhere.example"});
    BOOST_TEST(verify(ca.pem(), made.certificate, "localhost") == X509_V_ERR_HOSTNAME_MISMATCH);
    BOOST_TEST(verify(ca.pem(), made.certificate, "127.0.0.1") == X509_V_ERR_IP_ADDRESS_MISMATCH);
}

BOOST_AUTO_TEST_CASE(expired_and_not_yet_valid)
{
    certificate_authority const ca;
    BOOST_TEST(verify(ca.pem(), ca.issue({"a.test"}, -48h, -24h).certificate, "a.test") == X509_V_ERR_CERT_HAS_EXPIRED);
    BOOST_TEST(verify(ca.pem(), ca.issue({"a.test"}, 24h, 48h).certificate, "a.test") == X509_V_ERR_CERT_NOT_YET_VALID);
}

BOOST_AUTO_TEST_CASE(another_authority_is_not_trusted)
{
    certificate_authority const ca, stranger;
    BOOST_TEST(verify(stranger.pem(), ca.issue({"a.test"}).certificate, "a.test") != X509_V_OK);
}

BOOST_AUTO_TEST_CASE(needs_a_name) { BOOST_CHECK_THROW((void)certificate_authority().issue({}), std::runtime_error); }

BOOST_AUTO_TEST_SUITE_END()
