// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What may stand inside a co_await expression with every compiler: doc/compilers.md. test/compile_fail/before_gcc_14
// has what may not.
#include "children.hpp"

#include <coax/gather.hpp>

#include <boost/test/unit_test.hpp>

#include <map>
#include <ranges>
#include <vector>

using namespace children;
using std::views::iota;
using std::views::transform;

namespace {

std::string const prefix = "too long to be kept within the string itself: ";

awaitable<int> length(std::string text)
{
    co_await turns(1);
    co_return static_cast<int>(text.size());
}

} // namespace

BOOST_AUTO_TEST_SUITE(named)

BOOST_AUTO_TEST_CASE(a_function_that_owns_what_it_captures)
{
    run([]() -> awaitable<void> {
        auto const call = [text = prefix](int i) { return length(text + std::to_string(i)); };
        auto calls = iota(0, 12) | transform(call);
        auto const all = co_await coax::gather(calls, {.max_in_flight = 2});
        BOOST_TEST(all.size() == 12U);
        BOOST_TEST(all.back() == static_cast<int>(prefix.size()) + 2);
        auto const settled = co_await coax::gather_settled(calls);
        BOOST_TEST(settled.size() == 12U);
        auto const first = co_await coax::race(calls, {.max_in_flight = 1});
        BOOST_TEST(first == static_cast<int>(prefix.size()) + 1);
        auto const mapped = co_await coax::map_each(numbers(3), call);
        BOOST_TEST(mapped.size() == 3U);
    }());
}

BOOST_AUTO_TEST_CASE(captures_by_reference_and_those_that_need_no_destructor)
{
    run([]() -> awaitable<void> {
        std::string const text = prefix;
        int const more = 5;
        auto const sizes = co_await coax::gather(iota(0, 3) | transform([&text](int) { return length(text); }));
        BOOST_TEST(sizes.size() == 3U);
        auto const sums = co_await coax::map_each(numbers(3), [more](int i) { return give(i + more); });
        BOOST_TEST((sums == std::vector<int>{5, 6, 7}));
        auto const called = co_await coax::gather(iota(0, 3) | transform(*[](int i) { return give(i); }));
        BOOST_TEST(called.size() == 3U);
    }());
}

BOOST_AUTO_TEST_CASE(temporary_containers)
{
    run([]() -> awaitable<void> {
        std::vector<awaitable<int>> calls;
        calls.push_back(length(prefix));
        auto const moved = co_await coax::gather(std::move(calls));
        BOOST_TEST(moved.size() == 1U);
        auto const texts = [] { return std::vector<std::string>(3, prefix); };
        auto const sizes
            = co_await coax::gather(texts() | transform([](std::string const& text) { return length(text); }));
        BOOST_TEST(sizes.size() == 3U);
        auto const named = [] { return std::map<int, std::string>{{1, prefix}}; };
        auto const values = co_await coax::gather(
            named() | std::views::values | transform([](std::string const& text) { return length(text); }));
        BOOST_TEST(values.size() == 1U);
    }());
}

BOOST_AUTO_TEST_SUITE_END()
