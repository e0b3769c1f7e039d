// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "children.hpp"

#include <coax/gather.hpp>

#include <boost/test/unit_test.hpp>

#include <ranges>
#include <vector>

using namespace children;
using std::views::iota;
using std::views::transform;

BOOST_AUTO_TEST_SUITE(as_completed)

BOOST_AUTO_TEST_CASE(results_come_as_they_are_known)
{
    run([]() -> awaitable<void> {
        auto call = [](int i) { return i == 1 ? fail("one", 12) : give(i, 20 - 5 * i); };
        auto all = coax::as_completed(iota(0, 4) | transform(call));
        std::vector<std::size_t> order;
        while (auto done = co_await all.next()) {
            order.push_back(done->index);
            BOOST_TEST(done->result.has_value() == (done->index != 1));
        }
        BOOST_TEST((order == std::vector<std::size_t>{3, 2, 1, 0}));
        auto const after = co_await all.next();
        BOOST_TEST(!after);
    }());
}

BOOST_AUTO_TEST_CASE(children_that_end_at_once)
{
    run([]() -> awaitable<void> {
        auto call = [](int i) { return give_precious(i); };
        auto all = coax::as_completed(iota(0, 1000) | transform(call), {.max_in_flight = 10});
        int sum = 0;
        int count = 0;
        while (auto done = co_await all.next()) {
            sum += done->result.value().value();
            ++count;
        }
        BOOST_TEST(count == 1000);
        BOOST_TEST(sum == 499'500);
    }());
}

BOOST_AUTO_TEST_CASE(a_slow_consumer_holds_the_range_back)
{
    run([]() -> awaitable<void> {
        int pulled = 0;
        int taken = 0;
        int most = 0;
        auto call = [&](int) {
            ++pulled;
            most = std::max(most, pulled - taken);
            return pass(pulled % 2);
        };
        auto all = coax::as_completed(iota(0, 100) | transform(call), {.max_in_flight = 4});
        BOOST_TEST(pulled == 0);
        while (auto done = co_await all.next()) {
            ++taken;
            co_await turns(20);
        }
        BOOST_TEST(taken == 100);
        BOOST_TEST(most == 4);
    }());
}

BOOST_AUTO_TEST_CASE(a_consumer_that_stops_half_way)
{
    run([]() -> awaitable<void> {
        auto call = [](int i) { return i == 0 ? give(i, 2) : hold_and_linger(3); };
        {
            auto all = coax::as_completed(iota(0, 1000) | transform(call), {.max_in_flight = 5});
            auto const first = co_await all.next();
            BOOST_TEST(first->index == 0U);
            BOOST_TEST(alive > 0);
        }
        co_await turns(50);
        BOOST_TEST(alive == 0);

        auto all = coax::as_completed(iota(0, 1000) | transform(call), {.max_in_flight = 5});
        auto const first = co_await all.next();
        BOOST_TEST(first->index == 0U);
        co_await all.stop();
        BOOST_TEST(alive == 0);
        auto const after = co_await all.next();
        BOOST_TEST(!after);
    }());
}

BOOST_AUTO_TEST_CASE(never_asked_or_empty)
{
    run([]() -> awaitable<void> {
        auto call = [](int i) { return give(i); };
        {
            auto const unused = coax::as_completed(iota(0, 5) | transform(call));
        }
        auto none = coax::as_completed(iota(0, 0) | transform(call));
        auto const nothing = co_await none.next();
        BOOST_TEST(!nothing);
        BOOST_TEST(peak == 0);
        BOOST_CHECK_THROW((void)coax::as_completed(iota(0, 5) | transform(call), {.max_in_flight = 0}), coax::error);
    }());
}

BOOST_AUTO_TEST_CASE(moved_and_replaced)
{
    run([]() -> awaitable<void> {
        auto call = [](int i) { return i == 0 ? give(i) : hold(); };
        auto range = iota(0, 3) | transform(call);
        auto all = coax::as_completed(range);
        auto first = co_await all.next();
        BOOST_TEST(first->index == 0U);
        all = coax::as_completed(range);
        first = co_await all.next();
        BOOST_TEST(first->index == 0U);
        auto other = std::move(all);
        co_await turns(10);
        BOOST_TEST(alive == 2); // those of the first are gone
        co_await other.stop();
        BOOST_TEST(alive == 0);
    }());
}

BOOST_AUTO_TEST_CASE(what_the_range_throws_comes_last)
{
    run([]() -> awaitable<void> {
        auto call = [](int i) {
            if (i == 3)
                throw std::out_of_range("range");
            return give(i, 5);
        };
        auto all = coax::as_completed(iota(0, 10) | transform(call));
        int count = 0;
        bool thrown = false;
        try {
            while (auto done = co_await all.next())
                ++count;
        } catch (std::out_of_range const&) {
            thrown = true;
        }
        BOOST_TEST(count == 3);
        BOOST_TEST(thrown);
        auto const after = co_await all.next();
        BOOST_TEST(!after);
    }());
}

BOOST_AUTO_TEST_SUITE_END()
