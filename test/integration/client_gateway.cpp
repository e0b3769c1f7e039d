// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What stands between a client and its provider: mutual TLS, TLS settings of one's own, a proxy.
#include "client_fixture.hpp"
#include "transport_fixture.hpp"

#include <boost/asio/ssl/context.hpp>

#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace asio = boost::asio;
using namespace coax;
using namespace coax::test;

namespace {

struct mutual_tls : client_fixture {
    mutual_tls() : client_fixture(sim::server_options().require_client_certificate(authority().pem())) { }

    bool works(client_options chosen)
    {
        server.enqueue(sim::reply::json(std::string(good)));
        auto const got = outcome(connect("anthropic", std::move(chosen)));
        if (!got.has_value())
            BOOST_TEST_MESSAGE(got.error().message);
        return got.has_value();
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(client_gateway, *boost::unit_test::fixture<own_authority_only>())

BOOST_FIXTURE_TEST_CASE(a_client_certificate, mutual_tls)
{
    auto const own = authority().issue({"client.example"});
    BOOST_TEST(!works(options("anthropic")));
    BOOST_TEST(works(options("anthropic").client_certificate(own.certificate, own.key)));
    auto const stranger = sim::certificate_authority("another").issue({"client.example"});
    BOOST_TEST(!works(options("anthropic").client_certificate(stranger.certificate, stranger.key)));

    auto const folder = std::filesystem::temp_directory_path() / ("coax-certificate-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "cert.pem") << own.certificate;
    std::ofstream(folder / "key.pem") << own.key;
    BOOST_TEST(
        works(options("anthropic").client_certificate((folder / "cert.pem").string(), (folder / "key.pem").string())));
    std::filesystem::remove_all(folder);
}

BOOST_FIXTURE_TEST_CASE(a_client_certificate_that_is_none_is_refused, mutual_tls)
{
    auto const own = authority().issue({"client.example"});
    auto const other = authority().issue({"client.example"});
    auto const refused = [&](std::string const& certificate, std::string const& key, std::string_view words) {
        BOOST_CHECK_EXCEPTION(
            connect("anthropic", options("anthropic").client_certificate(certificate, key, "hunter22")), coax::error,
            [&](coax::error const& thrown) {
                std::string_view const text = thrown.what();
                BOOST_TEST_INFO(text);
                return thrown.code() == errc::invalid_option && text.find(words) != text.npos
                    && text.find("hunter22") == text.npos;
            });
    };
    refused("/nowhere/cert.pem", own.key, "the file of the certificate cannot be opened");
    refused(own.certificate, "/nowhere/key.pem", "the file of the key cannot be opened");
    refused("-----BEGIN CERTIFICATE-----\nnonsense", own.key, "the certificate cannot be read");
    refused(own.certificate, "-----BEGIN PRIVATE KEY-----\nnonsense", "the key cannot be read");
    refused(own.certificate, other.key, "the key does not belong to the certificate");
}

BOOST_FIXTURE_TEST_CASE(an_encrypted_key, mutual_tls)
{
    auto const own = authority().issue({"client.example"});
    auto const bio = BIO_new_mem_buf(own.key.data(), static_cast<int>(own.key.size()));
    auto const key = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
    auto const out = BIO_new(BIO_s_mem());
    char password[] = "hunter22";
    BOOST_REQUIRE(PEM_write_bio_PKCS8PrivateKey(out, key, EVP_aes_256_cbc(), password, 8, nullptr, nullptr) == 1);
    char* data = nullptr;
    auto const size = BIO_get_mem_data(out, &data);
    std::string const encrypted(data, static_cast<std::size_t>(size));
    BIO_free(out);
    BIO_free(bio);
    EVP_PKEY_free(key);
    BOOST_TEST(works(options("anthropic").client_certificate(own.certificate, encrypted, password)));
    BOOST_CHECK_THROW(
        connect("anthropic", options("anthropic").client_certificate(own.certificate, encrypted, "wrong")),
        coax::error);
}

BOOST_FIXTURE_TEST_CASE(tls_settings_of_one_s_own, mutual_tls)
{
    auto const own = authority().issue({"client.example"});
    auto const trust = options("anthropic").ca_pem();
    auto const made = [&](bool trusts) {
        auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_client);
        if (trusts)
            context->add_certificate_authority(asio::buffer(trust));
        context->use_certificate_chain(asio::buffer(own.certificate));
        context->use_private_key(asio::buffer(own.key), asio::ssl::context::pem);
        return context;
    };
    auto const chosen = [&](std::shared_ptr<asio::ssl::context> context) {
        return options("anthropic").ca_pem("").tls(std::move(context));
    };
    auto const good_context = made(true);
    BOOST_TEST(works(chosen(good_context)));
    BOOST_TEST(works(chosen(good_context))); // it can serve several clients
    auto const why
        = failure_from(connect("anthropic", chosen(made(false)))); // it verifies, though Asio does not by default
    BOOST_TEST((why.code == errc::tls_failed));
    BOOST_CHECK_THROW(connect("anthropic", options("anthropic").tls(good_context)), coax::error); // with ca_pem
}

BOOST_FIXTURE_TEST_CASE(a_proxy_by_option, client_fixture)
{
    auto const nobody = std::string("http://127.0.0.1:1");
    auto const refused = failure_from(connect("anthropic", options("anthropic").proxy(nobody)));
    BOOST_TEST((refused.code == errc::connect_failed));
    BOOST_TEST(refused.message.find("the proxy 127.0.0.1:1") != std::string::npos, refused.message);
    ::setenv("HTTPS_PROXY", nobody.c_str(), 1);
    BOOST_TEST(outcome(connect("anthropic", options("anthropic").proxy(""))).has_value());
    BOOST_TEST(outcome(connect("anthropic", options("anthropic").no_proxy("127.0.0.1"))).has_value());
    ::unsetenv("HTTPS_PROXY");
    ::setenv("NO_PROXY", "*", 1);
    auto const all = failure_from(connect("anthropic", options("anthropic").proxy(nobody).no_proxy("")));
    BOOST_TEST((all.code == errc::connect_failed));
    ::unsetenv("NO_PROXY");
    BOOST_CHECK_EXCEPTION(connect("anthropic", options("anthropic").proxy("socks5://user:hunter22@h:1")), coax::error,
        [](coax::error const& thrown) {
            return thrown.code() == errc::invalid_option
                && std::string_view(thrown.what()).find("hunter22") == std::string_view::npos;
        });
}

BOOST_AUTO_TEST_SUITE_END()
