// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "batch/spending.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace std::chrono_literals;

namespace coax::batching {

namespace {

using decision = spending::decision;

spending::time const start = spending::time() + 1000h;

spending::question question(std::size_t bytes, std::uint64_t max_tokens, std::optional<price> a_million = {})
{
    return {bytes, max_tokens, a_million};
}

} // namespace

BOOST_AUTO_TEST_SUITE(batch_spending)

BOOST_AUTO_TEST_CASE(without_a_budget_everything_begins)
{
    spending all({}, start);
    BOOST_TEST(!all.limited());
    for (std::size_t i = 0; i < 1000; ++i)
        BOOST_TEST((all.consider(i, question(4'000'000, 100'000), start + 1000h) == decision::begin));
}

BOOST_AUTO_TEST_CASE(what_is_in_flight_is_counted_and_waited_for)
{
    spending all({.tokens = 1000}, start);
    BOOST_TEST(all.limited());
    BOOST_TEST((all.consider(0, question(400, 300), start) == decision::begin)); // 100 + 300
    BOOST_TEST((all.consider(1, question(400, 300), start) == decision::begin)); // 800
    BOOST_TEST((all.consider(2, question(400, 300), start) == decision::wait)); // 1200
    BOOST_TEST((all.consider(3, question(400, 100), start) == decision::begin)); // 1000: not more than the budget
    all.end(0, {100, 8}, 0, start + 1s);
    // An answer takes 10 tokens now, and four bytes of input are a token: 108 are spent, and 600 in flight.
    BOOST_TEST((all.consider(2, question(400, 300), start) == decision::begin));
    all.end(1, {100, 8}, 0, start + 1s);
    all.forget(2);
    all.forget(3);
    // 216 are spent.
    BOOST_TEST((all.consider(4, question(3092, 300), start) == decision::begin)); // 773 + 10
    all.forget(4);
    BOOST_TEST((all.consider(4, question(3100, 300), start) == decision::leave_out)); // 775 + 10
    BOOST_TEST(all.words(start).find("216 of 1000 tokens") != std::string::npos);
    BOOST_TEST((all.consider(5, question(400, 300), start) == decision::begin)); // a smaller one still fits
}

BOOST_AUTO_TEST_CASE(the_estimate_of_the_input_follows_what_calls_took)
{
    spending all({.tokens = 100'000}, start);
    for (std::size_t i = 0; i < 60; ++i) {
        BOOST_TEST((all.consider(i, question(400, 10), start) == decision::begin));
        all.end(i, {1000, 8}, 0, start); // ten times what its bytes say
    }
    // 60,480 are spent, and a call takes about 1,000.
    std::size_t begun = 0;
    while (all.consider(1000 + begun, question(400, 10), start) == decision::begin)
        ++begun;
    BOOST_TEST(begun >= 37U);
    BOOST_TEST(begun <= 41U);
}

BOOST_AUTO_TEST_CASE(money_is_counted_by_the_price)
{
    price const a_million{.input = 1'000'000, .output = 2'000'000};
    spending all({.money = 100}, start);
    BOOST_TEST((all.consider(0, question(40, 20, a_million), start) == decision::begin)); // 10 + 40
    BOOST_TEST((all.consider(1, question(40, 20, a_million), start) == decision::begin));
    BOOST_TEST((all.consider(2, question(4, 1, a_million), start) == decision::wait));
    all.end(0, {10, 20}, 55, start + 1s);
    all.end(1, {10, 20}, 40, start + 1s);
    BOOST_TEST((all.consider(2, question(4, 2, a_million), start) == decision::begin)); // 1 + 4
    all.forget(2);
    BOOST_TEST((all.consider(2, question(4, 3, a_million), start) == decision::leave_out));
    BOOST_TEST(all.words(start).find("95 of 100 of money") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(no_call_begins_that_would_probably_end_too_late)
{
    spending all({.time = 60s}, start);
    BOOST_TEST((all.consider(0, question(4, 4), start + 59s) == decision::begin)); // nothing is known yet
    BOOST_TEST((all.consider(1, question(4, 4), start + 10s) == decision::begin));
    all.end(1, {1, 1}, 0, start + 15s); // calls take 5 s
    BOOST_TEST((all.consider(2, question(4, 4), start + 54s) == decision::begin));
    BOOST_TEST((all.consider(3, question(4, 4), start + 55s) == decision::leave_out));
    BOOST_TEST((all.consider(3, question(4, 4), start + 61s) == decision::leave_out));
    BOOST_TEST(all.words(start + 61s).find("61.0 s of 60.0 s") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace coax::batching
