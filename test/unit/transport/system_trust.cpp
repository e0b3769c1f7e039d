// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/system_trust.hpp"

#include "scratch_folder.hpp"
#include "sim/certificate_authority.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/x509.h>

#include <cstdlib>
#include <fstream>
#include <optional>
#include <set>
#include <thread>
#include <vector>

namespace {

namespace transport = coax::transport;

/// SSL_CERT_FILE for one test. What the process shares has been read before, from the environment as it was.
struct certificates_from {
    explicit certificates_from(std::string const& file)
    {
        transport::system_trust();
        if (char const* const now = std::getenv("SSL_CERT_FILE"))
            before = now;
        ::setenv("SSL_CERT_FILE", file.c_str(), 1);
    }
    ~certificates_from()
    {
        if (before)
            ::setenv("SSL_CERT_FILE", before->c_str(), 1);
        else
            ::unsetenv("SSL_CERT_FILE");
    }
    certificates_from(certificates_from const&) = delete;
    certificates_from& operator=(certificates_from const&) = delete;

    std::optional<std::string> before;
};

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

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_opened_is_named)
{
    certificates_from const environment("/nowhere/ca.pem");
    BOOST_TEST(count_of(transport::system_trust().get()) == 0);
    BOOST_TEST(transport::system_trust_problem() == "; SSL_CERT_FILE names '/nowhere/ca.pem', which cannot be opened");
}

BOOST_AUTO_TEST_SUITE_END()
