// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Limits that all callers of a client share: nobody asks for more than the provider allows.
#include "client_fixture.hpp"

#include <coax/gather.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include <atomic>
#include <deque>
#include <ranges>

namespace asio = boost::asio;
using namespace coax;
using namespace coax::test;
using clock_type = std::chrono::steady_clock;
using sim::reply;

namespace {

/// A provider that refuses more than `a_minute` requests in any minute, and tells so in every head.
class strict_provider {
public:
    explicit strict_provider(std::size_t a_minute) : most_(a_minute) { }

    reply answer()
    {
        auto const now = clock_type::now();
        while (!came_.empty() && now - came_.front() >= 60s)
            came_.pop_front();
        auto const headers = [&](reply of) {
            of.header("x-ratelimit-limit-requests", std::to_string(most_));
            of.header("x-ratelimit-remaining-requests", std::to_string(most_ - came_.size()));
            of.header("x-ratelimit-reset-requests", "60s");
            return of;
        };
        if (came_.size() >= most_) {
            ++refused;
            return headers(reply::status(429));
        }
        came_.push_back(now);
        return headers(reply::json(std::string(good)).usage(10, 5));
    }

    std::size_t refused = 0;

private:
    std::size_t most_;
    std::deque<clock_type::time_point> came_;
};

struct in_line : client_fixture {
    in_line() : client_fixture(sim::server_options().tls(false)) { }

    client limited(coax::limits most) { return connect("openai", options("openai").limits(most)); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_in_line, in_line, *boost::unit_test::fixture<own_authority_only>())

BOOST_AUTO_TEST_CASE(a_burst_that_is_within_the_limits_never_sees_a_429)
{
    strict_provider provider(2'000);
    server.on([&](sim::asked const&) { return provider.answer(); });
    auto const with = limited({.requests_per_minute = 2'000, .max_in_flight = 32});
    std::size_t answered = 0;
    auto const all = [&]() -> asio::awaitable<void> {
        auto calls
            = std::views::iota(0, 130) | std::views::transform([&](int) { return with.extract<verdict>("Judge"); });
        gather_options options;
        options.max_in_flight = 130;
        auto const got = co_await gather(std::move(calls), options);
        answered = got.size();
    };
    auto const began = clock_type::now();
    run(all());
    BOOST_TEST(answered == 130U);
    BOOST_TEST(provider.refused == 0U);
    BOOST_TEST((clock_type::now() - began >= 900ms)); // 100 at once, 30 more at 30 a second: it did wait
}

BOOST_AUTO_TEST_CASE(no_more_are_in_flight_than_was_said)
{
    std::size_t open = 0;
    std::size_t most = 0;
    server.on([&](sim::asked const&) {
        open = server.counts().requests - server.counts().complete;
        most = std::max(most, open);
        return reply::json(std::string(good)).wait(2ms);
    });
    auto const with = limited({.max_in_flight = 3});
    auto const all = [&]() -> asio::awaitable<void> {
        auto calls
            = std::views::iota(0, 40) | std::views::transform([&](int) { return with.extract<verdict>("Judge"); });
        auto const got = co_await gather(std::move(calls));
        BOOST_TEST(got.size() == 40U);
    };
    run(all());
    BOOST_TEST(most >= 2U);
    BOOST_TEST(most <= 3U);
}

BOOST_AUTO_TEST_CASE(the_higher_priority_goes_first)
{
    std::vector<std::string> order;
    server.on([&](sim::asked const& question) {
        order.push_back(question.prompt());
        return reply::json(std::string(good)).wait(1ms);
    });
    auto const with = limited({.max_in_flight = 1});
    auto const all = [&]() -> asio::awaitable<void> {
        std::vector<request> asks{"first", "low", "also low", "high"};
        asks[1].priority(-1);
        asks[2].priority(-1);
        asks[3].priority(5);
        auto calls = asks | std::views::transform([&](request const& ask) { return with.extract<verdict>(ask); });
        auto const got = co_await gather(std::move(calls));
        BOOST_TEST(got.size() == 4U);
    };
    run(all());
    std::vector<std::string> const expected{"first", "high", "low", "also low"};
    BOOST_TEST(order == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_call_in_line_can_be_cancelled_and_runs_into_its_deadline_and_holds_up_nobody)
{
    server.on([](sim::asked const& question) {
        return reply::json(std::string(good)).wait(question.prompt() == "slow" ? 60ms : 0ms);
    });
    auto const with = limited({.max_in_flight = 1});
    std::size_t done = 0;
    boost::system::error_code cancelled;
    boost::system::error_code late;
    asio::cancellation_signal stop;
    auto const quick = [&](request ask) -> asio::awaitable<void> {
        auto const got = co_await settle(with.extract<verdict>(std::move(ask)));
        if (got)
            ++done;
        else
            late = got.error().code;
    };
    auto const must_end = [](std::exception_ptr why) { BOOST_TEST(!why); };
    asio::co_spawn(io, quick("slow"), must_end);
    asio::co_spawn(io, with.extract<verdict>("to be cancelled"),
        asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr why, verdict const&) {
            try {
                if (why)
                    std::rethrow_exception(why);
            } catch (boost::system::system_error const& thrown) {
                cancelled = thrown.code();
            }
        }));
    asio::co_spawn(io, quick(request("late").timeout(10ms)), must_end);
    asio::co_spawn(io, quick("after them"), must_end);
    asio::steady_timer timer(io, 5ms);
    timer.async_wait([&](auto) { stop.emit(asio::cancellation_type::terminal); });
    asio::steady_timer end(io, 20s);
    end.async_wait([&](auto) { io.stop(); });
    while (done < 2 && !io.stopped())
        io.run_one();
    BOOST_TEST(done == 2U);
    BOOST_TEST(cancelled == asio::error::operation_aborted);
    BOOST_TEST(late == make_error_code(errc::timed_out));
    BOOST_TEST(server.counts().requests == 2U); // those who left never asked
}

BOOST_AUTO_TEST_CASE(a_429_slows_everybody_and_the_call_is_answered_all_the_same)
{
    std::size_t asked = 0;
    server.on([&](sim::asked const&) {
        return ++asked == 3 ? reply::status(429).header("retry-after-ms", "30") : reply::json(std::string(good));
    });
    auto const with = connect("openai", options("openai").max_retries(2));
    std::size_t answered = 0;
    auto const all = [&]() -> asio::awaitable<void> {
        auto calls
            = std::views::iota(0, 20) | std::views::transform([&](int) { return with.extract<verdict>("Judge"); });
        gather_options options;
        options.max_in_flight = 4;
        auto const got = co_await gather(std::move(calls), options);
        answered = got.size();
    };
    run(all());
    BOOST_TEST(answered == 20U);
    BOOST_TEST(asked == 21U);
}

BOOST_AUTO_TEST_CASE(threads_share_the_line)
{
    server.on([](sim::asked const&) { return reply::json(std::string(good)); });
    std::thread serving([&] { io.run(); });
    {
        asio::thread_pool pool(3);
        auto const with
            = client(pool, "openai/test-model", options("openai").limits({.max_in_flight = 4}).max_retries(0));
        std::atomic<std::size_t> answered{0};
        for (int i = 0; i < 60; ++i)
            asio::co_spawn(pool, with.extract<verdict>("Judge"), [&](std::exception_ptr why, verdict const&) {
                if (!why)
                    ++answered;
            });
        pool.join();
        BOOST_TEST(answered == 60U);
    }
    server.stop();
    io.stop();
    serving.join();
}

BOOST_AUTO_TEST_SUITE_END()
