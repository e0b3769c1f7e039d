// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "children.hpp"

#include <coax/gather.hpp>

#include <boost/test/unit_test.hpp>

#include <ranges>

using namespace children;
using std::views::iota;
using std::views::transform;

BOOST_AUTO_TEST_SUITE(race)

BOOST_AUTO_TEST_CASE(the_first_value_wins_and_the_rest_are_cancelled_and_waited_for)
{
    run([]() -> awaitable<void> {
        auto const won = co_await coax::race(hold_and_linger(3), fail("no"), give(7, 4), hold());
        BOOST_TEST(won == 7);
        BOOST_TEST(alive == 0);
        auto precious_one = co_await coax::race(give_precious(1, 3), give_precious(2, 1));
        BOOST_TEST(precious_one.value() == 2);
        co_await coax::race(pass(3), pass());
        BOOST_TEST(alive == 0);
    }());
}

BOOST_AUTO_TEST_CASE(a_range_is_pulled_only_until_somebody_won)
{
    run([]() -> awaitable<void> {
        int pulled = 0;
        auto call = [&](int i) {
            ++pulled;
            return i == 10 ? give(i) : fail("no", 1);
        };
        auto const won = co_await coax::race(iota(0, 1000) | transform(call), {.max_in_flight = 2});
        BOOST_TEST(won == 10);
        BOOST_TEST(pulled <= 12);
        BOOST_TEST(peak <= 2);
    }());
}

BOOST_AUTO_TEST_CASE(all_failures_are_reported)
{
    run([]() -> awaitable<void> {
        std::string message;
        std::string cause;
        boost::system::error_code code;
        try {
            co_await coax::race(fail("slow", 5), fail("fast"), fail("middle", 2));
        } catch (coax::error const& e) {
            message = e.failure().message;
            code = e.code();
            BOOST_CHECK_EXCEPTION(std::rethrow_exception(e.failure().cause), std::runtime_error,
                [](auto const& first) { return first.what() == std::string("fast"); });
        }
        BOOST_TEST(message == "all 3 failed: [1] fast; [2] middle; [0] slow");
        BOOST_TEST((code == coax::errc::unexpected));

        auto call = [](int) { return fail("no"); };
        try {
            co_await coax::race(iota(0, 1000) | transform(call));
        } catch (coax::error const& e) {
            message = e.failure().message;
        }
        BOOST_TEST(message.starts_with("all 1000 failed: [0] no; "));
        BOOST_TEST(message.ends_with("[7] no; and 992 more"));
    }());
}

BOOST_AUTO_TEST_CASE(a_race_among_none)
{
    run([]() -> awaitable<void> {
        auto call = [](int i) { return give(i); };
        boost::system::error_code code;
        try {
            co_await coax::race(iota(0, 0) | transform(call));
        } catch (coax::error const& e) {
            code = e.code();
        }
        BOOST_TEST((code == coax::errc::invalid_option));
    }());
}

BOOST_AUTO_TEST_CASE(a_range_that_throws_ends_it)
{
    run([]() -> awaitable<void> {
        auto call = [](int i) {
            if (i == 3)
                throw std::out_of_range("range");
            return hold();
        };
        bool thrown = false;
        try {
            co_await coax::race(iota(0, 10) | transform(call));
        } catch (std::out_of_range const&) {
            thrown = true;
        }
        BOOST_TEST(thrown);
        BOOST_TEST(alive == 0);
    }());
}

BOOST_AUTO_TEST_SUITE_END()
