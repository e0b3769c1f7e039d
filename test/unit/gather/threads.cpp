// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "children.hpp"

#include <coax/gather.hpp>

#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/test/unit_test.hpp>

#include <exception>
#include <functional>
#include <ranges>
#include <thread>
#include <vector>

using namespace children;
using std::views::iota;
using std::views::transform;

// Meant for the thread sanitizer: many threads, no strand of the caller's, cancellation from wherever a child happens
// to run.

// Asio's count of references to an executor ends in an atomic fence, which the thread sanitizer does not understand: it
// takes the last owner's delete for a race with the others' decrements.
extern "C" char const* __tsan_default_suppressions() // NOLINT: the sanitizer's name
{
    return "race:boost::asio::execution::detail::shared_target_executor::~shared_target_executor\n";
}

namespace {

constexpr int rounds = 50;

/// On an io_context that four threads run.
void run_on_threads(std::function<awaitable<void>()> const& test)
{
    for (int i = 0; i < rounds; ++i) {
        alive = 0;
        asio::io_context io(4);
        std::exception_ptr thrown;
        asio::co_spawn(io, test, [&](std::exception_ptr e) { thrown = e; });
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] { io.run(); });
        threads.clear();
        BOOST_TEST(alive == 0);
        if (thrown)
            std::rethrow_exception(thrown);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(threads)

BOOST_AUTO_TEST_CASE(values)
{
    run_on_threads([]() -> awaitable<void> {
        auto call = [](int i) { return give_precious(i, i % 3); };
        auto const all = co_await coax::gather(iota(0, 500) | transform(call), {.max_in_flight = 16});
        for (int i = 0; i < 500; ++i)
            if (all[static_cast<std::size_t>(i)].value() != i)
                throw std::logic_error("wrong value");
    });
}

BOOST_AUTO_TEST_CASE(a_failure_among_children_that_wait)
{
    run_on_threads([]() -> awaitable<void> {
        auto call = [](int i) {
            return i == 40 ? fail("forty", 1) : i % 2 == 0 ? give(i, i % 7) : hold_and_linger(i % 3);
        };
        bool failed = false;
        try {
            (void)co_await coax::gather(iota(0, 500) | transform(call), {.max_in_flight = 64});
        } catch (std::runtime_error const&) {
            failed = true;
        }
        if (!failed || alive != 0)
            throw std::logic_error("not failed, or not waited for");
    });
}

BOOST_AUTO_TEST_CASE(nested_so_that_cancellation_goes_through_a_parent)
{
    run_on_threads([]() -> awaitable<void> {
        auto inner = [](int row) {
            auto cell = [row](int i) { return row == 5 && i == 5 ? fail("deep", 3) : hold_and_linger(i % 3); };
            return coax::gather(iota(0, 10) | transform(cell));
        };
        bool failed = false;
        try {
            (void)co_await coax::gather(iota(0, 10) | transform(inner));
        } catch (std::runtime_error const&) {
            failed = true;
        }
        if (!failed || alive != 0)
            throw std::logic_error("not failed, or not waited for");
    });
}

BOOST_AUTO_TEST_CASE(races)
{
    run_on_threads([]() -> awaitable<void> {
        auto call = [](int i) { return i % 3 == 0 ? give(i, 5) : hold(); };
        for (int i = 0; i < 10; ++i) {
            (void)co_await coax::race(iota(0, 30) | transform(call));
            if (alive != 0)
                throw std::logic_error("not waited for");
        }
    });
}

BOOST_AUTO_TEST_CASE(results_as_they_come_and_a_consumer_that_stops)
{
    run_on_threads([]() -> awaitable<void> {
        auto call = [](int i) { return i % 50 == 49 ? hold() : give(i, i % 5); };
        auto all = coax::as_completed(iota(0, 1000) | transform(call), {.max_in_flight = 32});
        for (int i = 0; i < 100; ++i)
            (void)co_await all.next();
        co_await all.stop();
        if (alive != 0)
            throw std::logic_error("not waited for");
        auto half = coax::as_completed(iota(0, 1000) | transform(call), {.max_in_flight = 32});
        (void)co_await half.next();
    });
}

BOOST_AUTO_TEST_CASE(a_stream)
{
    run_on_threads([]() -> awaitable<void> {
        auto call = [](int i) { return give(i, i % 5); };
        auto const all = co_await coax::map_each(numbers(300, 1), call, {.max_in_flight = 8});
        if (all.size() != 300 || all[299] != 299)
            throw std::logic_error("wrong values");
        auto failing = [](int i) { return i == 20 ? fail("twenty", 2) : hold(); };
        bool failed = false;
        try {
            (void)co_await coax::map_each(numbers(300, 1), failing, {.max_in_flight = 32});
        } catch (std::runtime_error const&) {
            failed = true;
        }
        if (!failed || alive != 0)
            throw std::logic_error("not failed, or not waited for");
    });
}

BOOST_AUTO_TEST_CASE(on_a_strand_all_stay_in_it)
{
    asio::thread_pool pool(4);
    int unguarded = 0;
    auto one = [&]() -> awaitable<void> {
        for (int i = 0; i < 5; ++i) {
            ++unguarded;
            co_await turns(1);
        }
    };
    auto call = [&](int) {
        ++unguarded;
        return one();
    };
    auto test = [&]() -> awaitable<void> { co_await coax::gather(iota(0, 1000) | transform(call)); };
    asio::co_spawn(asio::make_strand(pool), test, [](std::exception_ptr e) { BOOST_TEST(!e); });
    pool.join();
    BOOST_TEST(unguarded == 6000);
}

BOOST_AUTO_TEST_SUITE_END()
