// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "integration/own_authority_only.hpp"
#include "integration/transport_fixture.hpp"
#include "scratch_folder.hpp"
#include "transport/tls_context.hpp"
#include "transport/tls_stream.hpp"

#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <fstream>

using namespace coax;
using namespace coax::test;
namespace asio = boost::asio;

BOOST_FIXTURE_TEST_SUITE(transport_tls, transport_fixture)

namespace {

raw_peer::script answer_as(sim::identity who)
{
    return [who](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.handshake(who);
        for (;;) {
            co_await link.request();
            co_await link.write(ok("hello"));
        }
    };
}

} // namespace

BOOST_AUTO_TEST_CASE(a_verified_answer)
{
    raw_peer peer(answer_as(localhost()));
    transport::http_client client(io.get_executor(), settings);
    auto const work = [&]() -> asio::awaitable<void> {
        auto const message = post("{\"x\":1}");
        auto answer = co_await send(client, at(peer), message);
        BOOST_TEST(answer->head().status == 200);
        BOOST_TEST(http::find(answer->head().headers, "content-type") == "text/plain");
        auto const bytes = co_await answer->read();
        BOOST_TEST(bytes == "hello");
        auto const end = co_await answer->read();
        BOOST_TEST(end.empty());
        auto const still = co_await answer->read();
        BOOST_TEST(still.empty());
    };
    run(work());
    auto const asked = peer.requests().at(0);
    BOOST_TEST(
        asked.starts_with("POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(peer.port()) + "\r\n"));
    BOOST_TEST(asked.ends_with("Content-Length: 7\r\n\r\n{\"x\":1}"));
}

BOOST_AUTO_TEST_CASE(a_host_name_is_sent_as_sni_and_an_address_is_not)
{
    std::vector<std::string> names;
    raw_peer peer([&](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.handshake(localhost());
        names.push_back(link.server_name());
        co_await link.request();
        co_await link.write(ok("hello"));
        co_await link.stall();
    });
    transport::http_client client(io.get_executor(), settings);
    auto const work = [&]() -> asio::awaitable<void> {
        for (auto const* host : {"localhost", "127.0.0.1"}) {
            auto const origin = http::origin{true, host, peer.port()};
            auto const body = co_await fetch(client, origin);
            BOOST_TEST(body == "hello");
        }
    };
    run(work());
    BOOST_TEST((names == std::vector<std::string>{"localhost", ""}));
}

BOOST_AUTO_TEST_CASE(authorities_to_trust_come_from_options_and_the_environment)
{
    scratch_folder folder;
    auto const file = (folder.path() / "ca.pem").string();
    std::ofstream(file) << authority().pem();
    raw_peer peer(answer_as(localhost()));
    auto const work = [&]() -> asio::awaitable<void> {
        transport::http_client client(io.get_executor(), settings);
        auto const origin = at(peer);
        auto const body = co_await fetch(client, origin);
        BOOST_TEST(body == "hello");
    };
    settings = {};
    settings.ca_file = file;
    run(work());
    settings = {};
    own_authority_only const environment; // puts back what was there
    ::setenv("SSL_CERT_FILE", file.c_str(), 1);
    run(work());
    ::setenv("SSL_CERT_FILE", "/dev/null", 1);
    COAX_CHECK_FAILURE(failure_from(at(peer)), errc::tls_failed, "unknown certificate authority");
}

BOOST_AUTO_TEST_CASE(certificates_of_the_system_are_read_when_the_first_connection_needs_them)
{
    scratch_folder folder;
    auto const file = (folder.path() / "ca.pem").string();
    own_authority_only const environment; // puts back what was there
    ::setenv("SSL_CERT_FILE", file.c_str(), 1);
    raw_peer peer(answer_as(localhost()));
    settings = {};
    auto const why = failure_from(at(peer));
    COAX_CHECK_FAILURE(why, errc::tls_failed, "unknown certificate authority");
    BOOST_TEST(says(why, "SSL_CERT_FILE names '" + file + "', which cannot be opened"));

    transport::http_client client(io.get_executor(), settings);
    std::ofstream(file) << authority().pem(); // too late for a client that has read it when it was made
    auto const work = [&]() -> asio::awaitable<void> {
        auto const body = co_await fetch(client, at(peer));
        BOOST_TEST(body == "hello");
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(wrong_host)
{
    raw_peer peer(answer_as(authority().issue({"other.example"})));
    COAX_CHECK_FAILURE(failure_from(at(peer)), errc::tls_failed, "wrong host: the certificate is not for 127.0.0.1");
    COAX_CHECK_FAILURE(failure_from({true, "localhost", peer.port()}), errc::tls_failed,
        "wrong host: the certificate is not for localhost");
    BOOST_TEST(peer.requests().empty());
}

BOOST_AUTO_TEST_CASE(a_common_name_is_no_host_name)
{
    raw_peer peer(answer_as(authority().issue_common_name("localhost")));
    auto const why = failure_from({true, "localhost", peer.port()});
    COAX_CHECK_FAILURE(why, errc::tls_failed, "wrong host: the certificate has no subject alternative name");
    BOOST_TEST(says(why, "subjectAltName for localhost"));
    BOOST_TEST(peer.requests().empty());
}

BOOST_AUTO_TEST_CASE(a_server_that_asks_for_another_handshake_gets_none)
{
    std::string sent;
    raw_peer peer([&](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.handshake(localhost(), TLS1_2_VERSION);
        co_await link.request();
        co_await link.ask_to_renegotiate();
        co_await link.write(ok("hello"));
        sent = co_await link.some_encrypted();
    });
    transport::http_client client(io.get_executor(), settings);
    auto const work = [&]() -> asio::awaitable<void> {
        auto const body = co_await fetch(client, at(peer));
        BOOST_TEST(body == "hello");
    };
    run(work());
    while (peer.ended() == 0)
        std::this_thread::yield();
    BOOST_TEST_REQUIRE(!sent.empty());
    BOOST_TEST(static_cast<int>(sent.front()) == SSL3_RT_ALERT); // no_renegotiation, and no ClientHello
}

// Asio's own algorithms run on it, as on any stream.
BOOST_AUTO_TEST_CASE(tls_stream_is_an_asio_stream)
{
    std::string const large(300'000, 'y');
    raw_peer peer([&](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.handshake(localhost());
        std::string all;
        while (all.size() < large.size())
            all += co_await link.some();
        co_await link.write(all + "\n");
        co_await link.close_notify();
    });
    transport::tls_context const context("", authority().pem());
    asio::ip::tcp::socket socket(io);
    transport::tls_stream stream(socket, context, "localhost", nullptr);
    auto const work = [&]() -> asio::awaitable<void> {
        asio::ip::tcp::endpoint const to(asio::ip::address_v4::loopback(), peer.port());
        co_await stream.lowest_layer().async_connect(to, asio::use_awaitable);
        co_await stream.async_handshake(asio::use_awaitable);
        auto const sent = co_await asio::async_write(stream, asio::buffer(large), asio::use_awaitable);
        BOOST_TEST(sent == large.size());
        std::string got;
        auto const size = co_await asio::async_read_until(stream, asio::dynamic_buffer(got), '\n', asio::use_awaitable);
        BOOST_TEST(size == large.size() + 1);
        BOOST_TEST((got == large + "\n"));
        char more = 0;
        boost::system::error_code ec;
        co_await stream.async_read_some(asio::buffer(&more, 1), asio::redirect_error(asio::use_awaitable, ec));
        BOOST_TEST(ec == asio::error::eof); // close_notify
        co_await stream.async_read_some(asio::buffer(&more, 1), asio::redirect_error(asio::use_awaitable, ec));
        BOOST_TEST(ec == asio::error::eof); // and again
        co_await stream.async_shutdown(asio::use_awaitable);
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(a_connection_cut_without_close_notify_is_truncated)
{
    raw_peer peer([&](raw_peer::link& link) -> asio::awaitable<void> { co_await link.handshake(localhost()); });
    transport::tls_context const context("", authority().pem());
    asio::ip::tcp::socket socket(io);
    transport::tls_stream stream(socket, context, "localhost", nullptr);
    auto const work = [&]() -> asio::awaitable<void> {
        asio::ip::tcp::endpoint const to(asio::ip::address_v4::loopback(), peer.port());
        co_await socket.async_connect(to, asio::use_awaitable);
        co_await stream.async_handshake(asio::use_awaitable);
        char more = 0;
        boost::system::error_code ec;
        co_await stream.async_read_some(asio::buffer(&more, 1), asio::redirect_error(asio::use_awaitable, ec));
        BOOST_TEST(ec == asio::ssl::error::stream_truncated);
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(expired)
{
    raw_peer peer(answer_as(authority().issue({"127.0.0.1"}, -48h, -24h)));
    COAX_CHECK_FAILURE(failure_from(at(peer)), errc::tls_failed, "expired");
    raw_peer early(answer_as(authority().issue({"127.0.0.1"}, 24h, 48h)));
    COAX_CHECK_FAILURE(failure_from(at(early)), errc::tls_failed, "not yet valid");
}

BOOST_AUTO_TEST_CASE(unknown_authority)
{
    raw_peer peer(answer_as(sim::certificate_authority().issue({"127.0.0.1"})));
    auto const why = failure_from(at(peer));
    COAX_CHECK_FAILURE(why, errc::tls_failed, "unknown certificate authority");
    BOOST_TEST(says(why, "ca_file"));
    BOOST_TEST(says(why, "127.0.0.1:" + std::to_string(peer.port())));
    BOOST_TEST(peer.requests().empty());
}

BOOST_AUTO_TEST_CASE(https_to_a_plain_port)
{
    raw_peer peer([](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.some();
        co_await link.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        co_await link.stall();
    });
    auto const why = failure_from(at(peer));
    COAX_CHECK_FAILURE(why, errc::tls_failed, "protocol: the answer is not TLS");
    BOOST_TEST(says(why, "http://"));
}

BOOST_AUTO_TEST_CASE(http_to_a_tls_port)
{
    raw_peer peer(answer_as(localhost()));
    // OpenSSL answers with an alert or just closes; both are told.
    auto const why = failure_from(at(peer, false));
    BOOST_TEST_INFO(why.message);
    BOOST_TEST(
        (why.code == make_error_code(errc::protocol_error) || why.code == make_error_code(errc::connection_lost)));
    raw_peer alert([](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.some();
        co_await link.write(std::string_view("\x15\x03\x01\x00\x02\x02\x46", 7));
    });
    COAX_CHECK_FAILURE(failure_from(at(alert, false)), errc::protocol_error, "write https://");
}

BOOST_AUTO_TEST_CASE(closed_in_the_handshake)
{
    raw_peer peer([](raw_peer::link& link) -> asio::awaitable<void> { co_await link.some(); });
    COAX_CHECK_FAILURE(failure_from(at(peer)), errc::connect_failed, "ended the TLS handshake");
    raw_peer rude([](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.some();
        link.reset();
    });
    COAX_CHECK_FAILURE(failure_from(at(rude)), errc::connect_failed, "ended the TLS handshake");
    raw_peer strict([](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.some();
        co_await link.write(std::string_view("\x15\x03\x03\x00\x02\x02\x28", 7)); // alert 40, handshake_failure
        co_await link.stall();
    });
    COAX_CHECK_FAILURE(failure_from(at(strict)), errc::tls_failed, "protocol: ");
}

BOOST_AUTO_TEST_CASE(a_second_connection_resumes_the_first_ones_session)
{
    std::vector<bool> resumed;
    raw_peer peer([&](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.handshake(localhost());
        resumed.push_back(link.resumed());
        co_await link.request();
        co_await link.write(ok("hello"));
        co_await link.stall();
    });
    transport::http_client client(io.get_executor(), settings);
    auto const work = [&]() -> asio::awaitable<void> {
        for (int i = 0; i < 2; ++i) {
            auto const body = co_await fetch(client, at(peer));
            BOOST_TEST(body == "hello");
            client.drop_idle();
        }
    };
    run(work());
    BOOST_TEST_REQUIRE(resumed.size() == 2u);
    BOOST_TEST(!resumed[0]);
    BOOST_TEST(resumed[1]);
}

BOOST_AUTO_TEST_CASE(certificates_to_trust_that_cannot_be_read)
{
    settings.ca_pem = "no certificate";
    BOOST_CHECK_EXCEPTION(transport::http_client(io.get_executor(), settings), coax::error,
        [](coax::error const& e) { return e.code() == make_error_code(errc::invalid_option); });
    settings.ca_pem.clear();
    settings.ca_file = "/nowhere/ca.pem";
    BOOST_CHECK_EXCEPTION(transport::http_client(io.get_executor(), settings), coax::error, [](coax::error const& e) {
        return e.code() == make_error_code(errc::invalid_option) && says(e.failure(), "/nowhere/ca.pem");
    });
}

BOOST_AUTO_TEST_SUITE_END()
