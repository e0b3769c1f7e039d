// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "integration/transport_fixture.hpp"
#include "transport/connection_pool.hpp"

#include <boost/asio/detached.hpp>
#include <boost/asio/thread_pool.hpp>

#include <boost/asio/use_future.hpp>

#include <algorithm>
#include <cstdlib>
#include <future>
#include <thread>

using namespace coax;
using namespace coax::test;
namespace asio = boost::asio;

BOOST_FIXTURE_TEST_SUITE(transport_pool, transport_fixture)

namespace {

raw_peer::script echo_forever(bool tls)
{
    return [tls](raw_peer::link& link) -> asio::awaitable<void> {
        if (tls)
            co_await link.handshake(localhost());
        for (;;) {
            auto const asked = co_await link.request();
            auto const answer = ok(asked.substr(asked.find("\r\n\r\n") + 4));
            co_await link.write(answer);
        }
    };
}

} // namespace

BOOST_AUTO_TEST_CASE(a_connection_serves_again)
{
    for (auto const tls : {true, false}) {
        raw_peer peer(echo_forever(tls));
        transport::http_client client(io.get_executor(), settings);
        auto const origin = at(peer, tls);
        auto const work = [&]() -> asio::awaitable<void> {
            for (auto const text : {"one", "two", "three"}) {
                auto const message = post(text);
                auto const body = co_await fetch(client, origin, message);
                BOOST_TEST(body == text);
            }
        };
        run(work());
        run(work()); // and in another run of the io_context
        BOOST_TEST(peer.connections() == 1);
    }
}

BOOST_AUTO_TEST_CASE(an_exchange_destroyed_after_its_last_byte_gives_its_connection_back)
{
    raw_peer peer(echo_forever(true));
    transport::http_client client(io.get_executor(), settings);
    auto const origin = at(peer);
    auto const message = post("x");
    auto const work = [&]() -> asio::awaitable<void> {
        for (int i = 0; i < 2; ++i) {
            auto answer = co_await send(client, origin, message);
            auto const bytes = co_await answer->read();
            BOOST_TEST(bytes == "x");
        }
    };
    run(work());
    BOOST_TEST(peer.connections() == 1);
}

BOOST_AUTO_TEST_CASE(what_must_not_serve_again)
{
    struct row {
        char const* why;
        char const* answer;
    };
    row const table[] = {
        {"connection: close", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx"},
        {"HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx"},
        {"bytes after the end", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 OK"},
    };
    for (auto const& row : table) {
        BOOST_TEST_CONTEXT(row.why)
        {
            raw_peer peer([&](raw_peer::link& link) -> asio::awaitable<void> {
                co_await link.handshake(localhost());
                co_await link.request();
                co_await link.write(row.answer);
                co_await link.stall();
            });
            transport::http_client client(io.get_executor(), settings);
            auto const origin = at(peer);
            auto const work = [&]() -> asio::awaitable<void> {
                for (int i = 0; i < 2; ++i) {
                    auto const body = co_await fetch(client, origin);
                    BOOST_TEST(body == "x");
                }
            };
            run(work());
            BOOST_TEST(peer.connections() == 2);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_idle_connection_too_old_is_not_used)
{
    raw_peer peer(echo_forever(true));
    settings.idle_eviction = 0ms;
    transport::http_client client(io.get_executor(), settings);
    auto const origin = at(peer);
    auto const work = [&]() -> asio::awaitable<void> {
        co_await fetch(client, origin);
        co_await fetch(client, origin);
    };
    run(work());
    BOOST_TEST(peer.connections() == 2);
}

BOOST_AUTO_TEST_CASE(a_pooled_connection_that_dies_before_the_first_byte_is_replaced_silently)
{
    // It takes the second request and goes without a word: the look before sending cannot see that.
    for (auto const reset : {false, true}) {
        raw_peer peer([reset](raw_peer::link& link) -> asio::awaitable<void> {
            co_await link.handshake(localhost());
            co_await link.request();
            co_await link.write(ok("hello"));
            co_await link.request();
            if (link.index == 0) {
                if (reset)
                    link.reset();
                co_return;
            }
            co_await link.write(ok("again"));
            co_await link.stall();
        });
        transport::http_client client(io.get_executor(), settings);
        auto const origin = at(peer);
        auto const work = [&]() -> asio::awaitable<void> {
            auto const first = co_await fetch(client, origin);
            BOOST_TEST(first == "hello");
            auto const second = co_await fetch(client, origin);
            BOOST_TEST(second == "hello");
        };
        run(work());
        BOOST_TEST(peer.connections() == 2);
        BOOST_TEST(peer.requests().size() == 3u);
    }
}

BOOST_AUTO_TEST_CASE(a_request_that_was_sent_twice_says_so)
{
    raw_peer peer([](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.handshake(localhost());
        co_await link.request();
        co_await link.write(ok("hello"));
        if (link.index == 0)
            co_await link.request();
        else
            co_await link.stall();
    });
    transport::http_client client(io.get_executor(), settings);
    auto const origin = at(peer);
    auto const message = post();
    auto const work = [&]() -> asio::awaitable<void> {
        for (auto const expected : {false, true}) {
            auto answer = co_await send(client, origin, message);
            BOOST_TEST(answer->resent() == expected);
            auto const bytes = co_await answer->read();
            BOOST_TEST(bytes == "hello");
        }
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(a_reused_connection_that_ends_late_is_not_replaced)
{
    // The server has had time to work on the request: a second one may be paid for twice.
    raw_peer peer([](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.handshake(localhost());
        co_await link.request();
        co_await link.write(ok("hello"));
        co_await link.request();
    });
    settings.resend_within = 0ms;
    transport::http_client client(io.get_executor(), settings);
    auto const origin = at(peer);
    auto const work = [&]() -> asio::awaitable<void> {
        co_await fetch(client, origin);
        co_await fetch(client, origin);
    };
    COAX_CHECK_FAILURE(failure_of(work()), errc::connection_lost, "whether it was carried out is not known");
    BOOST_TEST(peer.requests().size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_pooled_connection_closed_meanwhile_is_seen_before_sending)
{
    for (auto const notify : {false, true}) {
        raw_peer peer([notify](raw_peer::link& link) -> asio::awaitable<void> {
            co_await link.handshake(localhost());
            co_await link.request();
            co_await link.write(ok("hello"));
            if (notify)
                co_await link.close_notify();
        });
        transport::http_client client(io.get_executor(), settings);
        auto const origin = at(peer);
        auto const work = [&]() -> asio::awaitable<void> {
            auto const body = co_await fetch(client, origin);
            BOOST_TEST(body == "hello");
        };
        run(work());
        while (!notify && peer.ended() == 0)
            std::this_thread::yield();
        run(work());
        BOOST_TEST(peer.connections() == 2);
        BOOST_TEST(peer.requests().size() == 2u);
    }
}

BOOST_AUTO_TEST_CASE(nothing_else_is_retried)
{
    raw_peer fresh([](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.handshake(localhost());
        co_await link.request();
    });
    COAX_CHECK_FAILURE(failure_from(at(fresh)), errc::connection_lost, "whether it was carried out is not known");
    BOOST_TEST(fresh.connections() == 1);

    raw_peer half([](raw_peer::link& link) -> asio::awaitable<void> {
        co_await link.handshake(localhost());
        co_await link.request();
        co_await link.write(ok("hello"));
        co_await link.request();
        co_await link.write("HTTP/1.1 2");
    });
    transport::http_client client(io.get_executor(), settings);
    auto const origin = at(half);
    auto const work = [&]() -> asio::awaitable<void> {
        co_await fetch(client, origin);
        co_await fetch(client, origin);
    };
    COAX_CHECK_FAILURE(failure_of(work()), errc::connection_lost, "in the head of the answer");
    BOOST_TEST(half.connections() == 1);
}

BOOST_AUTO_TEST_CASE(at_most_so_many_connections_and_first_come_first_served)
{
    raw_peer peer(echo_forever(true));
    settings.max_connections = 2;
    transport::http_client client(io.get_executor(), settings);
    auto const origin = at(peer);
    std::vector<int> order;
    auto const one = [&](int i) -> asio::awaitable<void> {
        auto const message = post(std::to_string(i));
        auto answer = co_await send(client, origin, message);
        order.push_back(i);
        auto const bytes = co_await answer->read();
        BOOST_TEST(bytes == std::to_string(i));
        co_await answer->read();
    };
    std::size_t done = 0;
    for (int i = 0; i < 12; ++i)
        asio::co_spawn(io, one(i), [&](std::exception_ptr e) { done += e == nullptr; });
    io.run();
    BOOST_TEST(done == 12u);
    BOOST_TEST(peer.connections() <= 2);
    // Answered in the order of the line, but for the other one that was under way at that time.
    for (auto at = order.begin(); at != order.end(); ++at) {
        auto const before = std::count_if(order.begin(), at, [&](int i) { return i < *at; });
        BOOST_TEST(*at - before <= 1);
    }
}

BOOST_AUTO_TEST_CASE(one_at_a_time_keeps_the_line_exactly)
{
    raw_peer peer(echo_forever(true));
    settings.max_connections = 1;
    transport::http_client client(io.get_executor(), settings);
    auto const origin = at(peer);
    auto const one = [&](int i) -> asio::awaitable<void> {
        auto const message = post(std::to_string(i));
        co_await fetch(client, origin, message);
    };
    for (int i = 0; i < 9; ++i)
        asio::co_spawn(io, one(i), asio::detached);
    io.run();
    BOOST_TEST(peer.connections() == 1);
    auto const requests = peer.requests();
    BOOST_TEST_REQUIRE(requests.size() == 9u);
    for (int i = 0; i < 9; ++i)
        BOOST_TEST(requests[static_cast<std::size_t>(i)].ends_with(std::to_string(i)));
}

BOOST_AUTO_TEST_CASE(a_long_line_is_left_as_quickly_as_a_short_one)
{
    // Each that leaves once walked the whole line under the pool's mutex: minutes for as many as these.
    constexpr int callers = 100'000;
    auto const line = std::make_shared<transport::connection_pool>(io.get_executor(), 1, 60'000ms);
    http::origin const origin{true, "127.0.0.1", 9};
    int in_time = 0;
    int left = 0;
    auto const one = [&](bool cancelled) -> asio::awaitable<void> {
        auto const never = cancelled ? std::chrono::steady_clock::now() : std::chrono::steady_clock::time_point::max();
        auto const place = co_await line->acquire(origin, never);
        ++(place ? in_time : left);
    };
    for (int i = 0; i < callers; ++i)
        asio::co_spawn(io, one(i % 2 != 0), asio::detached);
    io.run();
    BOOST_TEST(in_time + left == callers);
    BOOST_TEST(in_time >= callers / 2);
}

BOOST_AUTO_TEST_CASE(a_caller_in_line_ends_with_its_call_and_the_next_goes_on)
{
    raw_peer peer(echo_forever(true));
    settings.max_connections = 1;
    transport::http_client client(io.get_executor(), settings);
    auto const origin = at(peer);
    auto const message = post("x");
    auto const work = [&]() -> asio::awaitable<void> {
        {
            auto const holds = co_await send(client, origin, message);
            limits.call = 1ms;
            try {
                auto const never = co_await send(client, origin, message);
                BOOST_ERROR("it got a place");
            } catch (coax::error const& e) {
                COAX_CHECK_FAILURE(e.failure(), errc::timed_out, "the limit call (1 ms) ran out");
                BOOST_TEST(says(e.failure(), "waiting for one of the 1 connections"));
            }
            limits = timeouts();
        }
        auto const body = co_await fetch(client, origin, message);
        BOOST_TEST(body == "x");
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(a_thread_pool_without_a_strand)
{
    raw_peer peer(echo_forever(true));
    settings.max_connections = 4;
    asio::thread_pool threads(4);
    transport::http_client client(threads.get_executor(), settings);
    auto const origin = at(peer);
    auto const one = [&](int i) -> asio::awaitable<bool> {
        auto const text = std::string(static_cast<std::size_t>(i) * 37, 'x') + std::to_string(i);
        auto const message = post(text);
        auto const body = co_await fetch(client, origin, message);
        co_return body == text;
    };
    std::vector<std::future<bool>> all;
    for (int i = 0; i < 200; ++i)
        all.push_back(asio::co_spawn(threads, one(i), asio::use_future));
    for (auto& each : all)
        BOOST_TEST(each.get());
    threads.join();
    BOOST_TEST(peer.connections() <= 4);
}

BOOST_AUTO_TEST_CASE(sockets_on_one_context_and_callers_on_another)
{
    raw_peer peer(echo_forever(true));
    asio::thread_pool threads(2);
    transport::http_client client(threads.get_executor(), settings);
    auto const origin = at(peer);
    auto const work = [&]() -> asio::awaitable<void> {
        auto const here = std::this_thread::get_id();
        auto const body = co_await fetch(client, origin);
        BOOST_TEST(body == "{}");
        BOOST_TEST((std::this_thread::get_id() == here));
    };
    run(work());
    threads.join();
}

BOOST_AUTO_TEST_SUITE_END()
