// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "children.hpp"

#include <coax/gather.hpp>

#include <boost/test/unit_test.hpp>

#include <ranges>
#include <sstream>
#include <vector>

using namespace children;
using std::views::iota;
using std::views::transform;

BOOST_AUTO_TEST_SUITE(gather)

BOOST_AUTO_TEST_CASE(values_stand_in_the_order_of_the_range)
{
    run([]() -> awaitable<void> {
        auto call = [](int i) { return give(i, (7 * i) % 5); };
        auto const all = co_await coax::gather(iota(0, 300) | transform(call), {.max_in_flight = 7});
        BOOST_TEST_REQUIRE(all.size() == 300U);
        for (int i = 0; i < 300; ++i)
            BOOST_TEST(all[static_cast<std::size_t>(i)] == i);
        BOOST_TEST(peak == 7);
        BOOST_TEST(alive == 0);
    }());
}

BOOST_AUTO_TEST_CASE(the_range_is_pulled_as_room_appears)
{
    run([]() -> awaitable<void> {
        int pulled = 0;
        int ended = 0;
        int most = 0;
        auto one = [&]() -> awaitable<void> {
            co_await turns(3);
            ++ended;
        };
        auto call = [&](int) {
            ++pulled;
            most = std::max(most, pulled - ended);
            return one();
        };
        co_await coax::gather(iota(0, 100) | transform(call), {.max_in_flight = 5});
        BOOST_TEST(pulled == 100);
        BOOST_TEST(most == 5);
    }());
}

BOOST_AUTO_TEST_CASE(nothing_to_do)
{
    run([]() -> awaitable<void> {
        std::vector<awaitable<int>> none;
        auto const empty = co_await coax::gather(none);
        BOOST_TEST(empty.empty());
        auto call = [](int) { return pass(); };
        co_await coax::gather(iota(0, 0) | transform(call));
        BOOST_TEST(peak == 0);
    }());
}

BOOST_AUTO_TEST_CASE(ranges_of_all_kinds)
{
    run([]() -> awaitable<void> {
        std::vector<awaitable<int>> kept;
        for (int i = 0; i < 3; ++i)
            kept.push_back(give(i, 3 - i));
        auto all = co_await coax::gather(kept);
        BOOST_TEST((all == std::vector{0, 1, 2}));

        std::vector<awaitable<int>> given;
        given.push_back(give(5));
        all = co_await coax::gather(std::move(given));
        BOOST_TEST((all == std::vector{5}));

        std::istringstream text("3 1 2");
        auto call = [](int i) { return give(i, i); };
        all = co_await coax::gather(std::views::istream<int>(text) | transform(call), {.max_in_flight = 2});
        BOOST_TEST((all == std::vector{3, 1, 2}));

        auto yes = [](int i) -> awaitable<bool> { co_return i % 2 == 0; };
        auto const flags = co_await coax::gather(iota(0, 3) | transform(yes));
        BOOST_TEST((flags == std::vector{true, false, true}));
    }());
}

BOOST_AUTO_TEST_CASE(values_need_only_be_movable)
{
    run([]() -> awaitable<void> {
        auto call = [](int i) { return give_precious(i, i % 3); };
        auto all = co_await coax::gather(iota(0, 50) | transform(call));
        BOOST_TEST_REQUIRE(all.size() == 50U);
        BOOST_TEST(all[49].value() == 49);
        auto some = co_await coax::gather(give_precious(1), pass(2), give(3, 1));
        BOOST_TEST(std::get<0>(some).value() == 1);
        BOOST_TEST((std::get<1>(some) == std::monostate()));
        BOOST_TEST(std::get<2>(some) == 3);
    }());
}

BOOST_AUTO_TEST_CASE(the_first_failure_ends_the_others_and_is_rethrown)
{
    for (int after = 0; after < 4; ++after)
        run([](int turns_before) -> awaitable<void> {
            int pulled = 0;
            auto call = [&](int i) {
                ++pulled;
                return i == 3 ? fail("three", turns_before) : hold_and_linger(2);
            };
            std::string message;
            try {
                co_await coax::gather(iota(0, 1000) | transform(call), {.max_in_flight = 5});
            } catch (std::runtime_error const& e) {
                message = e.what();
            }
            BOOST_TEST(message == "three");
            BOOST_TEST(alive == 0); // waited for
            BOOST_TEST(pulled <= 5);
        }(after));
}

BOOST_AUTO_TEST_CASE(a_failure_in_a_pack)
{
    run([]() -> awaitable<void> {
        std::string message;
        try {
            co_await coax::gather(hold(), fail("second", 1), pass(), hold_and_linger(3), fail("fifth", 2));
        } catch (std::runtime_error const& e) {
            message = e.what();
        }
        BOOST_TEST(message == "second");
        BOOST_TEST(alive == 0);
    }());
}

BOOST_AUTO_TEST_CASE(a_range_that_throws)
{
    run([]() -> awaitable<void> {
        auto call = [](int i) {
            if (i == 4)
                throw std::out_of_range("range");
            return hold();
        };
        std::string message;
        try {
            co_await coax::gather(iota(0, 1000) | transform(call));
        } catch (std::out_of_range const& e) {
            message = e.what();
        }
        BOOST_TEST(message == "range");
        BOOST_TEST(alive == 0);
    }());
}

BOOST_AUTO_TEST_CASE(none_in_flight_is_refused)
{
    run([]() -> awaitable<void> {
        auto call = [](int i) { return give(i); };
        boost::system::error_code code;
        try {
            co_await coax::gather(iota(0, 3) | transform(call), {.max_in_flight = 0});
        } catch (coax::error const& e) {
            code = e.code();
        }
        BOOST_TEST((code == coax::errc::invalid_option));
    }());
}

BOOST_AUTO_TEST_CASE(gathers_within_gathers)
{
    run([]() -> awaitable<void> {
        auto inner = [](int row) {
            auto cell = [row](int column) { return give(10 * row + column, (row + column) % 3); };
            return coax::gather(iota(0, 10) | transform(cell), {.max_in_flight = 3});
        };
        auto const table = co_await coax::gather(iota(0, 10) | transform(inner), {.max_in_flight = 4});
        BOOST_TEST(table[9][9] == 99);
        BOOST_TEST(peak <= 12);

        auto failing = [](int row) {
            auto cell = [row](int column) { return row == 2 && column == 5 ? fail("deep", 2) : hold(); };
            return coax::gather(iota(0, 10) | transform(cell));
        };
        std::string message;
        try {
            co_await coax::gather(iota(0, 10) | transform(failing));
        } catch (std::runtime_error const& e) {
            message = e.what();
        }
        BOOST_TEST(message == "deep");
        BOOST_TEST(alive == 0);
    }());
}

BOOST_AUTO_TEST_CASE(children_that_end_at_once_let_others_run)
{
    run([]() -> awaitable<void> {
        int beats = 0;
        bool stop = false;
        auto heart = [&]() -> awaitable<void> {
            while (!stop) {
                ++beats;
                co_await turns(1);
            }
        };
        auto call = [](int i) { return give(i); };
        auto many = [&]() -> awaitable<void> {
            co_await coax::gather(iota(0, 10'000) | transform(call));
            stop = true;
        };
        co_await coax::gather(heart(), many());
        BOOST_TEST(beats > 100);
        BOOST_TEST(peak == 1); // one child does it all, others are not even started
    }());
}

BOOST_AUTO_TEST_CASE(a_child_that_refuses_cancellation_does_not_teach_the_next_to)
{
    run([]() -> awaitable<void> {
        auto stubborn = []() -> awaitable<int> {
            co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
            co_await asio::this_coro::throw_if_cancelled(false);
            co_await turns(1);
            co_return 1;
        };
        auto call = [&](int i) { return i == 0 ? stubborn() : i == 1 ? hold() : fail("then", 5); };
        std::string message;
        try {
            co_await coax::gather(iota(0, 3) | transform(call), {.max_in_flight = 2});
        } catch (std::runtime_error const& e) {
            message = e.what();
        }
        BOOST_TEST(message == "then");
        BOOST_TEST(alive == 0);
    }());
}

BOOST_AUTO_TEST_CASE(any_executor_type)
{
    using executor = asio::io_context::executor_type;
    asio::io_context io;
    int sum = 0;
    auto child = [](int i) -> awaitable<int, executor> {
        co_await asio::post(asio::use_awaitable_t<executor>());
        co_return i;
    };
    auto test = [&]() -> awaitable<void, executor> {
        for (int i : co_await coax::gather(iota(0, 10) | transform(child), {.max_in_flight = 3}))
            sum += i;
        auto const pair = co_await coax::gather(child(1), child(2));
        sum += std::get<1>(pair);
        sum += co_await coax::race(child(100), child(200));
    };
    asio::co_spawn(io, test(), [](std::exception_ptr e) { BOOST_TEST(!e); });
    io.run();
    BOOST_TEST(sum == 147);
}

BOOST_AUTO_TEST_SUITE_END()
