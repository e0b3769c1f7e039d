// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "integration/transport_fixture.hpp"

using namespace coax;
using namespace coax::test;
namespace asio = boost::asio;

BOOST_FIXTURE_TEST_SUITE(transport_proxy, transport_fixture)

namespace {

raw_peer::script origin_script()
{
    return [](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.handshake(localhost());
        for (;;) {
            co_await link.request();
            co_await link.write(ok("hello"));
        }
    };
}

raw_peer::script refuse_with(std::string answer)
{
    return [answer](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.request();
        co_await link.write(answer);
        co_await link.stall();
    };
}

} // namespace

BOOST_AUTO_TEST_CASE(a_tunnel)
{
    raw_peer server(origin_script());
    raw_peer through([&](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.request();
        co_await link.write("HTTP/1.1 200 Connection established\r\nContent-Length: 0\r\n\r\n");
        co_await link.tunnel_to(server.port());
    });
    settings.https_proxy = "http://user:p%40ss@127.0.0.1:" + std::to_string(through.port());
    transport::http_client client(io.get_executor(), settings);
    auto const origin = at(server);
    auto const work = [&]() -> asio::awaitable<void> {
        for (int i = 0; i < 2; ++i) {
            auto const body = co_await fetch(client, origin);
            BOOST_TEST(body == "hello");
        }
    };
    run(work());
    BOOST_TEST(through.connections() == 1);
    auto const name = "127.0.0.1:" + std::to_string(server.port());
    BOOST_TEST(through.requests().at(0)
        == "CONNECT " + name + " HTTP/1.1\r\nHost: " + name + "\r\nProxy-Authorization: Basic dXNlcjpwQHNz\r\n\r\n");
    BOOST_TEST(server.requests().size() == 2u);
}

BOOST_AUTO_TEST_CASE(past_the_proxy)
{
    raw_peer server(origin_script());
    raw_peer plain([](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.request();
        co_await link.write(ok("hello"));
    });
    settings.https_proxy = "http://127.0.0.1:1"; // nobody is there
    settings.no_proxy = "example.com,127.0.0.0/8";
    transport::http_client client(io.get_executor(), settings);
    auto const named = at(server);
    auto const not_https = at(plain, false);
    auto const work = [&]() -> asio::awaitable<void> {
        auto const one = co_await fetch(client, named);
        BOOST_TEST(one == "hello");
        auto const two = co_await fetch(client, not_https);
        BOOST_TEST(two == "hello");
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(refused)
{
    auto const through = [&](raw_peer& proxy) {
        settings.https_proxy = "http://user:secret@127.0.0.1:" + std::to_string(proxy.port());
        auto const why = failure_from({true, "api.example.com", 443});
        BOOST_TEST(!says(why, "secret"));
        BOOST_TEST(says(why, "127.0.0.1:" + std::to_string(proxy.port()) + " for api.example.com:443"));
        return why;
    };
    raw_peer forbids(refuse_with("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno"));
    auto const why = through(forbids);
    COAX_CHECK_FAILURE(why, errc::proxy_failed, "HTTP status 403");
    BOOST_TEST(why.http_status == 403);
    raw_peer asks(refuse_with("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"));
    COAX_CHECK_FAILURE(through(asks), errc::proxy_failed, "HTTP status 407; put its user and password");
    raw_peer closes([](raw_peer::link& link) -> asio::awaitable<void> { co_await link.request(); });
    COAX_CHECK_FAILURE(through(closes), errc::proxy_failed, "check HTTPS_PROXY");
    raw_peer babbles(refuse_with("HTTP/1.1 200 OK\r\n\r\nhello"));
    COAX_CHECK_FAILURE(through(babbles), errc::proxy_failed, "bytes of its own");
    raw_peer other(refuse_with("SSH-2.0-x\r\n\r\n"));
    COAX_CHECK_FAILURE(through(other), errc::proxy_failed, "not HTTP");
    limits.connect = 60ms;
    raw_peer hangs([](raw_peer::link& link) -> asio::awaitable<void> { co_await link.stall(); });
    COAX_CHECK_FAILURE(through(hangs), errc::timed_out, "connect (60 ms)");
}

BOOST_AUTO_TEST_CASE(nobody_there)
{
    settings.https_proxy = "http://127.0.0.1:1";
    COAX_CHECK_FAILURE(failure_from({true, "api.example.com", 443}), errc::connect_failed,
        "connecting to the proxy 127.0.0.1:1 for api.example.com:443");
}

BOOST_AUTO_TEST_SUITE_END()
