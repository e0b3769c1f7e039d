// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Limits as a client's user sets them, and how an answer's end is told from its connection's.
#include "client_fixture.hpp"

#include "peer/raw_peer.hpp"

#include <utility>

using namespace coax;
using namespace coax::test;
using sim::reply;

namespace {

struct plain : plain_fixture {
    client limited(coax::timeouts limits)
    {
        auto settings = options("openai");
        settings.timeouts(limits);
        return connect("openai", settings);
    }
};

/// All but one of them too long to matter.
coax::timeouts endless()
{
    coax::timeouts limits;
    limits.connect = limits.handshake = limits.first_byte = limits.idle = limits.attempt = limits.call = 1h;
    return limits;
}

constexpr std::string_view head
    = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

std::string chunk(std::string_view text)
{
    char size[20];
    std::snprintf(size, sizeof size, "%zx\r\n", text.size());
    return size + std::string(text) + "\r\n";
}

constexpr std::string_view answer_events
    = R"(data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"{\"name\":\"Ann\",\"marks\":[1,2],\"word\":\"good\"}"}}]})"
      "\n\n"
      R"(data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})"
      "\n\ndata: [DONE]\n\n";

client of(client_fixture& f, raw_peer const& peer, coax::timeouts limits = endless())
{
    return f.connect("openai",
        client_options()
            .api_key(std::string(secret))
            .base_url("http://127.0.0.1:" + std::to_string(peer.port()) + "/v1")
            .max_retries(0)
            .timeouts(limits));
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_limits, plain, *boost::unit_test::fixture<own_authority_only>())

BOOST_AUTO_TEST_CASE(each_limit_is_named_with_its_length)
{
    auto first_byte = endless();
    first_byte.first_byte = 21ms;
    check_failure(failure_from(limited(first_byte), reply::json(std::string(good)).wait(1h)), errc::timed_out,
        "first_byte (21 ms)");

    auto idle = endless();
    idle.idle = 400ms; // far more than what arrives first needs
    auto const why = failure_from(limited(idle), reply::json(std::string(good)).stall_after(1500));
    check_failure(why, errc::timed_out, "idle (400 ms)");
    BOOST_TEST(!why.text.empty());
    BOOST_TEST(good.starts_with(why.text));

    auto attempt = endless();
    attempt.attempt = 53ms;
    check_failure(failure_from(limited(attempt), reply::json(std::string(good)).cut(1).pace(5ms)), errc::timed_out,
        "attempt (53 ms)");

    auto call = endless();
    call.call = 54ms;
    check_failure(
        failure_from(limited(call), reply::json(std::string(good)).cut(1).pace(5ms)), errc::timed_out, "call (54 ms)");
    auto const own
        = failure_from(limited(endless()), reply::json(std::string(good)).wait(1h), request("Judge").timeout(25ms));
    check_failure(own, errc::timed_out,
        "the limit call (25 ms) ran out; raise it in coax::timeouts or request::timeout if the wait is worth it");
    BOOST_TEST(own.message.ends_with("worth it"), own.message); // and no word of other attempts
    // However long: no sum runs over.
    auto longest = endless();
    longest.call = longest.attempt = longest.idle = std::chrono::milliseconds::max();
    server.enqueue(reply::json(std::string(good)));
    BOOST_TEST(outcome(limited(longest)).has_value());
    server.enqueue(reply::json(std::string(good)));
    BOOST_TEST(outcome(limited(endless()), request("Judge").timeout(std::chrono::milliseconds::max())).has_value());
}

BOOST_AUTO_TEST_CASE(an_error_body_that_hangs_does_not_hide_its_status)
{
    auto limits = endless();
    limits.idle = 20ms;
    auto const why = failure_from(limited(limits), reply::status(401).stall_after(3));
    check_failure(why, errc::authentication, "HTTP 401");
}

BOOST_AUTO_TEST_CASE(each_try_has_its_own_limit)
{
    auto limits = endless();
    limits.first_byte = 100ms;
    auto settings = options("openai");
    settings.timeouts(limits).max_retries(8); // on a busy machine a later attempt may be late as well
    server.on([first = true](sim::asked const&) mutable {
        return std::exchange(first, false) ? reply::json(std::string(good)).wait(1h) : reply::json(std::string(good));
    });
    auto const got = outcome(connect("openai", settings));
    BOOST_TEST_REQUIRE(got.has_value());
    BOOST_TEST(got.value().attempts.size() >= 2U);
    BOOST_TEST((got.value().attempts[0].code == errc::timed_out));
}

BOOST_AUTO_TEST_CASE(a_response_over_its_limit)
{
    for (bool const streamed : {true, false}) {
        auto settings = options("openai");
        settings.max_response_bytes(300);
        auto const why = failure_from(
            connect("openai", settings), reply::json(std::string(good)), request("Judge").streamed(streamed));
        check_failure(why, errc::response_too_large, "300 bytes");
        check_failure(why, errc::response_too_large, "max_response_bytes");
    }
}

// ---- the answer's end and the connection's

BOOST_AUTO_TEST_CASE(an_answer_is_not_held_back_by_a_connection_that_does_not_end)
{
    raw_peer peer([&](raw_peer::link& link) -> boost::asio::awaitable<void> {
        co_await link.request();
        co_await link.write(std::string(head) + chunk(answer_events));
        co_await link.stall(); // no last chunk, no end
    });
    auto const client = of(*this, peer); // every limit of the user's is an hour
    for (int n = 0; n < 2; ++n) {
        auto const got = outcome(client);
        BOOST_TEST_REQUIRE(got.has_value());
        BOOST_TEST(got.value().value.name == "Ann");
    }
    BOOST_TEST(peer.connections() == 2); // what did not end is not used again
}

BOOST_AUTO_TEST_CASE(an_answer_is_not_held_back_by_what_goes_on_behind_it)
{
    raw_peer peer([&](raw_peer::link& link) -> boost::asio::awaitable<void> {
        co_await link.request();
        co_await link.write(std::string(head) + chunk(answer_events));
        for (;;)
            co_await link.write(chunk(": still here\n\n"));
    });
    auto const got = outcome(of(*this, peer));
    BOOST_TEST_REQUIRE(got.has_value());
    BOOST_TEST(got.value().value.name == "Ann");
}

BOOST_AUTO_TEST_CASE(a_connection_whose_end_comes_a_little_later_is_used_again)
{
    for (bool const together : {true, false}) {
        raw_peer peer([&](raw_peer::link& link) -> boost::asio::awaitable<void> {
            for (;;) {
                auto const asked = co_await link.request();
                if (asked.empty())
                    co_return;
                co_await link.write(std::string(head) + chunk(answer_events) + (together ? "0\r\n\r\n" : ""));
                if (!together)
                    co_await link.write("0\r\n\r\n");
            }
        });
        auto const client = of(*this, peer);
        for (int n = 0; n < 5; ++n)
            BOOST_TEST(outcome(client).has_value());
        BOOST_TEST(peer.connections() == 1);
    }
}

BOOST_AUTO_TEST_CASE(an_answer_whose_connection_breaks_behind_it_is_whole)
{
    for (std::string const behind : {"", "zz\r\nnonsense", "5\r\nab"}) {
        raw_peer peer([&](raw_peer::link& link) -> boost::asio::awaitable<void> {
            co_await link.request();
            co_await link.write(std::string(head) + chunk(answer_events) + behind);
        });
        auto const client = of(*this, peer);
        std::size_t shown = 0;
        bool complete = false;
        run([&]() -> boost::asio::awaitable<void> {
            auto stream = client.stream<verdict>("Judge");
            for (;;) {
                auto const now = co_await stream.next();
                if (!now)
                    break;
                ++shown;
                complete = now->complete<&verdict::word>();
            }
            auto const got = co_await stream.result();
            BOOST_TEST(got.value.name == "Ann");
        }());
        BOOST_TEST(shown > 0U);
        BOOST_TEST(complete);
    }
}

BOOST_AUTO_TEST_SUITE_END()
