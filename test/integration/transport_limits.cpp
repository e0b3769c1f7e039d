// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "integration/transport_fixture.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <atomic>
#include <functional>
#include <future>
#include <memory>

using namespace coax;
using namespace coax::test;
namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

// A listener that accepts nobody and whose queue is full: a connection to it hangs.
struct full_listener {
    asio::io_context io;
    tcp::acceptor acceptor{io};
    std::vector<std::unique_ptr<tcp::socket>> queued;

    full_listener()
    {
        acceptor.open(tcp::v4());
        acceptor.bind({asio::ip::address_v4::loopback(), 0});
        acceptor.listen(0);
        for (int i = 0; i < 4; ++i) {
            queued.push_back(std::make_unique<tcp::socket>(io, tcp::v4()));
            queued.back()->async_connect(acceptor.local_endpoint(), [](boost::system::error_code) {});
            io.poll();
        }
    }
    http::origin origin() const { return {false, "127.0.0.1", acceptor.local_endpoint().port()}; }
};

// One row for each place where a call can hang: what the peer does, and which limit ends it. All other limits keep
// their defaults of many seconds, so that a slow machine does not reach them first.
struct place {
    char const* name;
    std::chrono::milliseconds timeouts::*limit;
    char const* message;
    raw_peer::script peer;
    bool tls = true;

    [[nodiscard]] timeouts limits(std::chrono::milliseconds length) const
    {
        timeouts all;
        all.*limit = length;
        return all;
    }
};

std::vector<place> places()
{
    auto const hang = [](raw_peer::link& link) -> asio::awaitable<void> { co_await link.stall(); };
    auto const no_answer = [](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.handshake(localhost());
        co_await link.request();
        co_await link.stall();
    };
    auto const half_head = [](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.handshake(localhost());
        co_await link.request();
        co_await link.write("HTTP/1.1 200 OK\r\n");
        co_await link.stall();
    };
    auto const half_body = [](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.handshake(localhost());
        co_await link.request();
        co_await link.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
        co_await link.stall();
    };
    auto const plain_body = [](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.request();
        co_await link.write("HTTP/1.1 200 OK\r\n\r\nhello");
        co_await link.stall();
    };
    return {{"handshake", &timeouts::handshake, "handshake (60 ms)", hang},
        {"first byte", &timeouts::first_byte, "first_byte (60 ms)", no_answer},
        {"head", &timeouts::idle, "idle (60 ms)", half_head}, {"body", &timeouts::idle, "idle (60 ms)", half_body},
        {"body without length", &timeouts::idle, "idle (60 ms)", plain_body, false}};
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(transport_limits, transport_fixture)

BOOST_AUTO_TEST_CASE(connect_refused)
{
    std::uint16_t port = 0;
    {
        tcp::acceptor gone(io, {asio::ip::address_v4::loopback(), 0});
        port = gone.local_endpoint().port();
    }
    auto const why = failure_from({true, "127.0.0.1", port});
    COAX_CHECK_FAILURE(why, errc::connect_failed, "connecting to 127.0.0.1:" + std::to_string(port));
    BOOST_TEST(says(why, "refused"));
}

BOOST_AUTO_TEST_CASE(a_name_that_is_not_found)
{
    COAX_CHECK_FAILURE(failure_from({true, "no-such-host.invalid", 443}), errc::resolve_failed,
        "the host name 'no-such-host.invalid' was not found");
}

BOOST_AUTO_TEST_CASE(connecting)
{
    full_listener listener;
    limits.connect = 60ms;
    COAX_CHECK_FAILURE(failure_from(listener.origin()), errc::timed_out, "the limit connect (60 ms) ran out");
}

BOOST_AUTO_TEST_CASE(a_look_up_does_not_hold_the_call)
{
    limits.connect = 0ms;
    auto const why = failure_from({true, "no-such-host.invalid", 9});
    if (why.code == make_error_code(errc::timed_out))
        BOOST_TEST(says(why, "connect (0 ms)"));
    else // the look-up was quicker than nothing
        BOOST_TEST(why.code == make_error_code(errc::resolve_failed));
}

BOOST_AUTO_TEST_CASE(each_limit_by_its_name)
{
    for (auto const& place : places()) {
        BOOST_TEST_CONTEXT(place.name)
        {
            raw_peer peer(place.peer);
            limits = place.limits(60ms);
            COAX_CHECK_FAILURE(failure_from(at(peer, place.tls)), errc::timed_out, place.message);
            limits = {};
            limits.attempt = 60ms;
            COAX_CHECK_FAILURE(failure_from(at(peer, place.tls)), errc::timed_out, "attempt (60 ms)");
            limits = {};
            limits.call = 60ms;
            COAX_CHECK_FAILURE(failure_from(at(peer, place.tls)), errc::timed_out, "call (60 ms)");
        }
    }
}

BOOST_AUTO_TEST_CASE(each_limit_on_a_thread_pool_without_a_strand)
{
    for (auto const& place : places()) {
        limits = place.limits(5ms);
        raw_peer peer(place.peer);
        asio::thread_pool threads(4);
        transport::http_client client(threads.get_executor(), settings);
        auto const origin = at(peer, place.tls);
        auto const work = [&]() -> asio::awaitable<boost::system::error_code> {
            boost::system::error_code ec;
            try {
                co_await fetch(client, origin);
            } catch (coax::error const& e) {
                ec = e.code();
            }
            co_return ec;
        };
        std::vector<std::future<boost::system::error_code>> all;
        for (int i = 0; i < 20; ++i)
            all.push_back(asio::co_spawn(threads, work(), asio::use_future));
        for (auto& each : all)
            BOOST_TEST(each.get() == make_error_code(errc::timed_out));
        threads.join();
    }
}

BOOST_AUTO_TEST_CASE(a_consumer_that_takes_its_time_is_no_idle_peer)
{
    std::atomic<bool> written = false;
    raw_peer answers([&](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.handshake(localhost());
        co_await link.request();
        co_await link.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
        co_await link.write("5\r\nworld\r\n0\r\n\r\n");
        written = true;
        co_await link.stall();
    });
    limits.idle = 30ms;
    transport::http_client client(io.get_executor(), settings);
    auto const origin = at(answers);
    auto const message = post();
    auto const work = [&]() -> asio::awaitable<void> {
        auto answer = co_await send(client, origin, message);
        auto const executor = co_await asio::this_coro::executor;
        asio::steady_timer pause(executor);
        do { // longer than the limit, and until no read has to wait for the peer
            pause.expires_after(100ms);
            co_await pause.async_wait(asio::use_awaitable);
        } while (!written);
        std::string body;
        for (;;) {
            auto const bytes = co_await answer->read();
            if (bytes.empty())
                break;
            body += bytes;
        }
        BOOST_TEST(body == "helloworld");
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(cancelled_at_each_place_in_each_way)
{
    using way = asio::cancellation_type;
    auto all = places();
    all.push_back({"line", nullptr, "", {}, true});
    all.push_back({"connect", nullptr, "", {}, false});
    for (auto const how_to : {way::terminal, way::partial, way::total}) {
        for (auto const& place : all) {
            BOOST_TEST_CONTEXT(place.name << " " << static_cast<int>(how_to))
            {
                auto const in_line = std::string_view(place.name) == "line";
                full_listener listener;
                raw_peer peer(place.peer ? place.peer : places()[1].peer);
                settings.max_connections = in_line ? 1 : 64;
                transport::http_client client(io.get_executor(), settings);
                auto const origin = std::string_view(place.name) == "connect" ? listener.origin() : at(peer, place.tls);
                auto const message = post();
                asio::cancellation_signal signal;
                asio::steady_timer later(io, 30ms);
                failure why;
                auto const work = [&]() -> asio::awaitable<void> {
                    co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
                    try {
                        auto const body = co_await fetch(client, origin, message);
                        BOOST_ERROR("a body came: " + body);
                    } catch (coax::error const& e) {
                        why = e.failure();
                    }
                };
                asio::cancellation_signal other;
                if (in_line)
                    asio::co_spawn(
                        io, fetch(client, origin), asio::bind_cancellation_slot(other.slot(), asio::detached));
                asio::co_spawn(io, work(), asio::bind_cancellation_slot(signal.slot(), asio::detached));
                later.async_wait([&](boost::system::error_code) {
                    signal.emit(how_to);
                    asio::post(io, [&] { other.emit(way::terminal); });
                });
                io.restart();
                io.run(); // returns: nothing is left
                BOOST_TEST_INFO(why.message);
                BOOST_TEST(why.code == asio::error::operation_aborted);
                BOOST_TEST(says(why, "cancelled"));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(destroying_an_exchange_closes_at_once)
{
    raw_peer peer(places()[3].peer);
    transport::http_client client(io.get_executor(), settings);
    auto const origin = at(peer);
    auto const message = post();
    auto const work = [&]() -> asio::awaitable<void> {
        auto answer = co_await send(client, origin, message);
        auto const bytes = co_await answer->read();
        BOOST_TEST(bytes == "hello");
    };
    run(work());
    while (peer.ended() == 0) // the peer sees the end although the client still lives
        std::this_thread::yield();
    run(work());
    BOOST_TEST(peer.connections() == 2); // nothing half-read came back
}

BOOST_AUTO_TEST_CASE(the_context_may_go_in_the_middle)
{
    for (auto const& place : places()) {
        raw_peer peer(place.peer);
        auto const origin = at(peer, place.tls);
        asio::io_context gone;
        transport::http_client client(gone.get_executor(), settings);
        asio::co_spawn(gone, fetch(client, origin), asio::detached);
        gone.run_for(20ms);
    }
}

BOOST_AUTO_TEST_CASE(the_client_may_go_before_its_exchange)
{
    raw_peer peer(places()[3].peer);
    auto const origin = at(peer);
    auto const message = post();
    auto const work = [&]() -> asio::awaitable<void> {
        auto client = std::make_unique<transport::http_client>(io.get_executor(), settings);
        auto answer = co_await send(*client, origin, message);
        client.reset();
        auto const bytes = co_await answer->read();
        BOOST_TEST(bytes == "hello");
    };
    run(work());
}

BOOST_AUTO_TEST_SUITE_END()
