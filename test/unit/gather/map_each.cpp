// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "children.hpp"

#include <coax/gather.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace children;

BOOST_AUTO_TEST_SUITE(map_each)

BOOST_AUTO_TEST_CASE(values_in_order_of_arrival)
{
    for (int pace = 0; pace < 3; ++pace)
        run([](int after) -> awaitable<void> {
            auto fn = [](int i) { return give_precious(10 * i, (5 * i) % 7); };
            auto const all = co_await coax::map_each(numbers(100, after), fn, {.max_in_flight = 6});
            BOOST_TEST_REQUIRE(all.size() == 100U);
            for (int i = 0; i < 100; ++i)
                BOOST_TEST(all[static_cast<std::size_t>(i)].value() == 10 * i);
            BOOST_TEST(alive == 0);
            BOOST_TEST(peak <= 7); // with the stream
        }(pace));
}

BOOST_AUTO_TEST_CASE(the_stream_waits_for_room)
{
    run([]() -> awaitable<void> {
        numbers stream(50);
        int ended = 0;
        int most = 0;
        auto one = [&]() -> awaitable<void> {
            most = std::max(most, stream.pulled() - ended);
            co_await turns(30);
            ++ended;
        };
        auto fn = [&](int) { return one(); };
        co_await coax::map_each(stream, fn, {.max_in_flight = 3});
        BOOST_TEST(ended == 50);
        BOOST_TEST(most == 3);
    }());
}

BOOST_AUTO_TEST_CASE(an_element_is_worked_on_while_the_stream_goes_on)
{
    run([]() -> awaitable<void> {
        int begun_before_end = 0;
        numbers stream(5, 10);
        auto fn = [&](int i) {
            begun_before_end += stream.pulled() < 5;
            return give(i);
        };
        co_await coax::map_each(stream, fn);
        BOOST_TEST(begun_before_end == 4);
    }());
}

BOOST_AUTO_TEST_CASE(an_empty_stream)
{
    run([]() -> awaitable<void> {
        auto fn = [](int i) { return give(i); };
        auto const none = co_await coax::map_each(numbers(0, 2), fn);
        BOOST_TEST(none.empty());
    }());
}

BOOST_AUTO_TEST_CASE(whatever_fails_first_ends_all)
{
    run([]() -> awaitable<void> {
        auto words = [](awaitable<std::vector<int>> work) -> awaitable<std::string> {
            std::string message = "nothing";
            try {
                co_await std::move(work);
            } catch (std::runtime_error const& e) {
                message = e.what();
            }
            BOOST_TEST(alive == 0);
            co_return message;
        };
        auto child = [](int i) { return i == 3 ? fail("child", 2) : hold_and_linger(2); };
        BOOST_TEST(co_await words(coax::map_each(numbers(100, 1), child)) == "child");
        auto fn = [](int i) {
            if (i == 3)
                throw std::runtime_error("fn");
            return hold_and_linger(2);
        };
        BOOST_TEST(co_await words(coax::map_each(numbers(100, 1), fn)) == "fn");
        auto holding = [](int) { return hold_and_linger(2); };
        BOOST_TEST(co_await words(coax::map_each(numbers(100, 1, 3), holding)) == "stream");
    }());
}

BOOST_AUTO_TEST_CASE(as_they_complete)
{
    run([]() -> awaitable<void> {
        auto fn = [](int i) { return i == 1 ? fail("one") : give(i, 30 - 10 * i); };
        auto all = coax::map_as_completed(numbers(4), fn);
        std::vector<std::size_t> order;
        while (auto done = co_await all.next())
            order.push_back(done->index);
        BOOST_TEST((order == std::vector<std::size_t>{1, 3, 2, 0}));

        auto holding = [](int i) { return i == 0 ? give(0) : hold_and_linger(2); };
        auto half = coax::map_as_completed(numbers(100, 1), holding, {.max_in_flight = 3});
        auto const first = co_await half.next();
        BOOST_TEST(first->index == 0U);
        co_await half.stop();
        BOOST_TEST(alive == 0);
    }());
}

BOOST_AUTO_TEST_CASE(what_the_stream_throws_comes_after_the_results)
{
    run([]() -> awaitable<void> {
        auto fn = [](int i) { return give(i, 5); };
        auto all = coax::map_as_completed(numbers(10, 0, 3), fn);
        int count = 0;
        std::string message;
        try {
            while (auto done = co_await all.next())
                ++count;
        } catch (std::runtime_error const& e) {
            message = e.what();
        }
        BOOST_TEST(count == 3);
        BOOST_TEST(message == "stream");
    }());
}

BOOST_AUTO_TEST_SUITE_END()
