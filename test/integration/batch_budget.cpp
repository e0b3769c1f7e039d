// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// A batch that may take only so much: what is left out, what is paid, and the runs after.
#include "batch_fixture.hpp"

#include <coax/batch.hpp>
#include <coax/compact_journal.hpp>
#include <coax/sim.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

namespace asio = boost::asio;

namespace {

constexpr std::size_t inputs = 30;

/// A simulator that answers each input with its number, and clients of it.
struct budget_fixture : coax::test::batch_fixture {
    std::size_t asked = 0;
    coax::price_list prices;

    budget_fixture()
    {
        prices.set("openai/*", {.input = 1'000'000, .output = 2'000'000});
        server.on([this](coax::sim::asked const& about) {
            ++asked;
            return coax::sim::reply::json(R"({"value":)" + about.prompt() + "}").usage(100, 20);
        });
    }

    /// One run of all inputs: how each came out.
    std::vector<coax::batch_item<int>> run()
    {
        std::vector<coax::request> texts;
        for (std::size_t i = 0; i < inputs; ++i)
            texts.push_back(coax::request(std::to_string(i)).max_tokens(100));
        coax::client const client(context, "openai/test-model", server.options("openai").max_retries(0).prices(prices));
        return items_of<int>(client, texts);
    }
};

std::size_t left_out(std::vector<coax::batch_item<int>> const& items)
{
    return std::size_t(std::ranges::count_if(items, [](auto const& one) { return one.left_out; }));
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(batch_with_a_budget, budget_fixture)

BOOST_AUTO_TEST_CASE(nothing_is_begun_beyond_it_and_the_next_run_goes_on)
{
    options.budget({.tokens = 1000});
    coax::batch_progress last;
    auto const note = [&](coax::batch_progress const& now) { last = now; };
    options.progress(note);
    auto const first = run();
    BOOST_TEST(first.size() == inputs);
    BOOST_TEST(asked >= 4U);
    BOOST_TEST(asked <= 8U); // 120 tokens each
    BOOST_TEST(left_out(first) == inputs - asked);
    BOOST_TEST(last.left_out == inputs - asked);
    BOOST_TEST(last.done == asked);
    BOOST_TEST(last.failed == 0U);
    for (auto const& one : first) {
        BOOST_TEST(one.result.has_value() == !one.left_out);
        if (!one.left_out)
            continue;
        auto const& why = one.result.error();
        BOOST_TEST((why.code == coax::errc::left_out));
        BOOST_TEST(why.message.find("input " + std::to_string(one.index)) != std::string::npos);
        BOOST_TEST(why.message.find("of 1000 tokens") != std::string::npos);
        BOOST_TEST(one.usage.input_tokens == 0U);
        BOOST_TEST(one.cost == 0);
    }
    auto const before = asked;
    auto const second = run();
    BOOST_TEST(asked > before);
    BOOST_TEST(asked <= before + 8);
    BOOST_TEST(left_out(second) == inputs - asked);
    options.budget({});
    auto const third = run();
    BOOST_TEST(left_out(third) == 0U);
    BOOST_TEST(asked == inputs); // nothing was asked twice
    BOOST_TEST(last.usage.input_tokens == inputs * 100);
}

BOOST_AUTO_TEST_CASE(money_is_a_budget_and_what_was_paid_stays_in_the_journal)
{
    double const a_price = 100 + 20 * 2;
    options.budget({.money = 6.5 * a_price});
    auto const first = run();
    BOOST_TEST(asked >= 3U);
    BOOST_TEST(asked <= 6U);
    for (auto const& one : first)
        BOOST_TEST(one.cost == (one.left_out ? 0 : a_price));
    // Another price later does not change what was paid.
    prices.set("openai/*", {.input = 1, .output = 1});
    options.budget({.tokens = 1});
    double paid = 0;
    for (auto const& one : run())
        paid += one.cost;
    BOOST_TEST(paid == static_cast<double>(asked) * a_price, boost::test_tools::tolerance(1e-9));
    // A price for the batch goes before the client's.
    auto const before = asked;
    options.budget({}).price({.input = 10'000, .output = 0});
    for (auto const& one : run())
        BOOST_TEST(one.cost == (one.kept ? a_price : 1.0));
    BOOST_TEST(asked == inputs);
    BOOST_TEST(before < inputs);
}

BOOST_AUTO_TEST_CASE(a_time_that_is_over_leaves_all_out)
{
    options.budget({.time = std::chrono::nanoseconds(1)});
    auto const items = run();
    BOOST_TEST(left_out(items) == inputs);
    BOOST_TEST(asked == 0U);
}

BOOST_AUTO_TEST_CASE(money_without_a_price_is_refused_in_words)
{
    prices = {};
    options.budget({.money = 1});
    BOOST_CHECK_EXCEPTION(run(), coax::error, [](coax::error const& why) {
        return why.code() == coax::errc::invalid_option
            && why.failure().message.find("openai/test-model has no price") != std::string::npos;
    });
    options.price({.input = 1, .output = 1});
    BOOST_TEST(left_out(run()) == 0U);
}

BOOST_AUTO_TEST_CASE(a_broken_rule_costs_each_attempt)
{
    server.on([this](coax::sim::asked const& about) {
        ++asked;
        auto const text = asked % 2 == 1 ? std::string("\"no number\"") : about.prompt().substr(0, 1);
        return coax::sim::reply::json("{\"value\":" + text + "}").usage(100, 20);
    });
    options.max_in_flight(1).budget({.money = 1e9});
    for (auto const& one : run()) {
        BOOST_TEST(one.usage.input_tokens == 200U);
        BOOST_TEST(one.cost > 200);
    }
}

BOOST_AUTO_TEST_SUITE_END()
