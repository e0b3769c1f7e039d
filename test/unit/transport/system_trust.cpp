// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/system_trust.hpp"

#include "scratch_folder.hpp"
#include "sim/certificate_authority.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <optional>
#include <set>
#include <thread>
#include <vector>

namespace {

namespace transport = coax::transport;

/// SSL_CERT_FILE or SSL_CERT_DIR for one test. What the process shares has been read before, from the environment as it
/// was.
struct certificates_from {
    explicit certificates_from(std::string const& place, char const* name = "SSL_CERT_FILE") : variable(name)
    {
        transport::system_trust();
        if (char const* const now = std::getenv(variable))
            before = now;
        ::setenv(variable, place.c_str(), 1);
    }
    ~certificates_from()
    {
        if (before)
            ::setenv(variable, before->c_str(), 1);
        else
            ::unsetenv(variable);
    }
    certificates_from(certificates_from const&) = delete;
    certificates_from& operator=(certificates_from const&) = delete;

    char const* variable;
    std::optional<std::string> before;
};

using certificate = std::unique_ptr<X509, decltype(&X509_free)>;

certificate read(std::string const& pem)
{
    std::unique_ptr<BIO, decltype(&BIO_free)> const text(
        BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
    return {PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr), &X509_free};
}

bool trusts(X509_STORE* store, X509* authority)
{
    std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)> const check(
        X509_STORE_CTX_new(), &X509_STORE_CTX_free);
    X509_STORE_CTX_init(check.get(), store, authority, nullptr);
    return X509_verify_cert(check.get()) == 1;
}

int count_of(X509_STORE* store) { return sk_X509_OBJECT_num(X509_STORE_get0_objects(store)); }

} // namespace

BOOST_AUTO_TEST_SUITE(system_trust)

BOOST_AUTO_TEST_CASE(is_read_once_for_all_threads)
{
    std::vector<transport::store_ptr> got(4);
    {
        std::vector<std::thread> threads;
        for (auto& one : got)
            threads.emplace_back([&one] { one = transport::system_trust(); });
        for (auto& one : threads)
            one.join();
    }
    std::set<X509_STORE*> different;
    for (auto const& one : got)
        different.insert(one.get());
    BOOST_TEST(different.size() == 1u);
    got.clear();
    BOOST_TEST(transport::system_trust().get() == *different.begin());
}

BOOST_AUTO_TEST_CASE(another_environment_has_its_own)
{
    coax::test::scratch_folder const folder;
    auto const file = (folder.path() / "two.pem").string();
    std::ofstream(file) << coax::sim::certificate_authority().pem() << coax::sim::certificate_authority().pem();
    certificates_from const environment(file);
    auto const two = transport::system_trust();
    BOOST_TEST(count_of(two.get()) == 2);
    BOOST_TEST(transport::system_trust().get() != two.get());
    transport::store_ptr const own(X509_STORE_new());
    transport::add_system_trust(own.get());
    transport::add_system_trust(own.get());
    BOOST_TEST(count_of(own.get()) == 2);
    BOOST_TEST(transport::system_trust_problem() == "");
}

BOOST_AUTO_TEST_CASE(a_folder_is_looked_into_when_a_server_is_verified)
{
    coax::test::scratch_folder const folder;
    auto const pem = coax::sim::certificate_authority().pem();
    auto const authority = read(pem);
    certificates_from const environment(folder.path().string(), "SSL_CERT_DIR");
    auto const shared = transport::system_trust();
    transport::store_ptr const own(X509_STORE_new());
    transport::add_system_trust(own.get());
    char name[16];
    std::snprintf(name, sizeof name, "%08lx.0", X509_subject_name_hash(authority.get()));
    BOOST_TEST(!trusts(shared.get(), read(coax::sim::certificate_authority().pem()).get()));
    std::ofstream(folder.path() / name) << pem;
    BOOST_TEST(trusts(shared.get(), authority.get()));
    BOOST_TEST(trusts(own.get(), authority.get()));
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_opened_is_named)
{
    certificates_from const environment("/nowhere/ca.pem");
    BOOST_TEST(count_of(transport::system_trust().get()) == 0);
    BOOST_TEST(transport::system_trust_problem() == "; SSL_CERT_FILE names '/nowhere/ca.pem', which cannot be opened");
}

BOOST_AUTO_TEST_SUITE_END()
