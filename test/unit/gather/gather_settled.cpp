// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "children.hpp"

#include <coax/gather.hpp>

#include <boost/test/unit_test.hpp>

#include <ranges>

using namespace children;
using std::views::iota;
using std::views::transform;

BOOST_AUTO_TEST_SUITE(gather_settled)

BOOST_AUTO_TEST_CASE(every_outcome_in_order_and_nobody_cancelled)
{
    run([]() -> awaitable<void> {
        auto call = [](int i) { return i % 3 == 0 ? fail(std::to_string(i), i % 4) : give(i, i % 5); };
        auto const all = co_await coax::gather_settled(iota(0, 100) | transform(call), {.max_in_flight = 9});
        BOOST_TEST_REQUIRE(all.size() == 100U);
        for (int i = 0; i < 100; ++i) {
            auto const& each = all[static_cast<std::size_t>(i)];
            BOOST_TEST(each.has_value() == (i % 3 != 0));
            if (each)
                BOOST_TEST(*each == i);
            else
                BOOST_TEST(each.error().message == std::to_string(i));
        }
        BOOST_TEST(peak == 9);
        BOOST_TEST(alive == 0);
    }());
}

BOOST_AUTO_TEST_CASE(a_pack_of_different_types)
{
    run([]() -> awaitable<void> {
        auto all = co_await coax::gather_settled(give_precious(1, 2), fail("no", 1), pass());
        BOOST_TEST(std::get<0>(all)->value() == 1);
        BOOST_CHECK_THROW(std::get<1>(all).value(), std::runtime_error);
        BOOST_TEST(std::get<2>(all).has_value());
    }());
}

BOOST_AUTO_TEST_CASE(void_and_empty)
{
    run([]() -> awaitable<void> {
        auto call = [](int i) { return pass(i); };
        auto const all = co_await coax::gather_settled(iota(0, 3) | transform(call));
        BOOST_TEST(all.size() == 3U);
        BOOST_TEST(all[2].has_value());
        auto const none = co_await coax::gather_settled(iota(0, 0) | transform(call));
        BOOST_TEST(none.empty());
    }());
}

BOOST_AUTO_TEST_CASE(a_range_that_throws_lets_the_running_finish)
{
    run([]() -> awaitable<void> {
        int finished = 0;
        auto one = [&]() -> awaitable<void> {
            co_await turns(5);
            ++finished;
        };
        auto call = [&](int i) {
            if (i == 3)
                throw std::out_of_range("range");
            return one();
        };
        bool thrown = false;
        try {
            (void)co_await coax::gather_settled(iota(0, 1000) | transform(call));
        } catch (std::out_of_range const&) {
            thrown = true;
        }
        BOOST_TEST(thrown);
        BOOST_TEST(finished == 3);
    }());
}

BOOST_AUTO_TEST_SUITE_END()
