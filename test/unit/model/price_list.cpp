// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/price_list.hpp>

#include "scratch_folder.hpp"

#include <coax/error.hpp>

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <string>

using coax::price_list;

BOOST_AUTO_TEST_SUITE(prices)

BOOST_AUTO_TEST_CASE(each_kind_of_token_has_its_price)
{
    coax::usage const spent{1'000'000, 500'000, 600'000, 300'000, 200'000};
    struct row {
        coax::price a_million;
        double expected;
    } const rows[]{
        {{}, 0}, {{.input = 2}, 2}, {{.input = 2, .output = 4}, 4},
        {{.input = 2, .output = 4, .cached_input = 1}, 3.4}, // 0.4 * 2 + 0.6 * 1 + 0.5 * 4
        {{.input = 2, .output = 4, .cached_input = 0}, 2.8},
        {{.input = 2, .output = 4, .cached_input = 1, .cache_write = 3}, 3.7}, // 0.1 * 2 + 0.6 + 0.3 * 3 + 2
        {{.input = 2, .output = 4, .reasoning = 10}, 5.2}, // 2 + 0.3 * 4 + 0.2 * 10
    };
    for (auto const& row : rows)
        BOOST_TEST(row.a_million.cost(spent) == row.expected, boost::test_tools::tolerance(1e-9));
    coax::price const half{.input = 2, .output = 4, .batch_discount = 0.5};
    BOOST_TEST(half.cost(spent) == 4);
    BOOST_TEST(half.batch_cost(spent) == 2);
    // A provider that counts more parts than the whole has makes nothing negative.
    BOOST_TEST((coax::price{.input = 2, .cached_input = 1}.cost({1, 0, 1'000'000, 0, 0})) == 1);
}

BOOST_AUTO_TEST_CASE(a_models_own_name_goes_before_patterns_and_the_longest_of_them_first)
{
    auto const list = price_list::parse(R"({
        "anthropic/claude-haiku-4-5": {"input": 1, "cached_input": 0.1, "cache_write": 1.25, "output": 5,
                                       "reasoning": 6, "batch_discount": 0.5},
        "anthropic/claude-*": {"input": 3, "output": 15},
        "anthropic/*": {"input": 9, "output": 9},
        "ollama/*": {"input": 0, "output": 0}})");
    auto const haiku = list.find("anthropic/claude-haiku-4-5");
    BOOST_REQUIRE(haiku.has_value());
    BOOST_TEST((*haiku
        == coax::price{
            .input = 1, .output = 5, .cached_input = 0.1, .cache_write = 1.25, .reasoning = 6, .batch_discount = 0.5}));
    BOOST_TEST(list.find("anthropic/claude-haiku-4-5-20251001").value().input == 3);
    BOOST_TEST(list.find("anthropic/x").value().input == 9);
    BOOST_TEST(list.find("anthropic/").value().input == 9);
    BOOST_TEST(list.find("ollama/qwen3:8b").value().output == 0);
    BOOST_TEST(!list.find("openai/gpt-5").has_value());
    BOOST_TEST(!list.find("").has_value());
    BOOST_TEST(list.cost("openai/gpt-5", {1000, 1000}) == 0);
    BOOST_TEST(list.cost("anthropic/x", {1'000'000, 0}) == 9);
    BOOST_TEST(price_list::parse(R"({"*": {"input": 1, "output": 1}})").find("any/thing").has_value());
    BOOST_TEST(price_list().empty());
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_named)
{
    struct row {
        char const* text;
        char const* words;
    } const rows[]{
        {"", "is no JSON"},
        {"[1]", "is no JSON object"},
        {R"({"a/b": 1})", "has no object for a/b"},
        {R"({"a/b": {"input": 1}})", "has no \"output\" for a/b"},
        {R"({"a/b": {"input": "1", "output": 1}})", "has a \"input\" for a/b"},
        {R"({"a/b": {"input": -1, "output": 1}})", "has a \"input\" for a/b"},
        {R"({"a/b": {"input": 1, "output": null}})", "has a \"output\" for a/b"},
        {R"({"a/b": {"input": 1, "output": 1, "batch_discount": 50}})", "no number from 0 to 1"},
        {R"({"a/b": {"input": 1, "output": 1, "cached": 1}})", "has a member \"cached\" for a/b that is none"},
        {R"({"gpt-5": {"input": 1, "output": 1}})", "write provider/model"},
    };
    for (auto const& row : rows)
        BOOST_CHECK_EXCEPTION((void)price_list::parse(row.text), coax::error, [&](coax::error const& why) {
            BOOST_TEST(why.failure().message.find(row.words) != std::string::npos, why.failure().message);
            return why.code() == coax::errc::invalid_option;
        });
}

BOOST_AUTO_TEST_CASE(a_file_is_read_and_named_where_it_is_wrong)
{
    coax::test::scratch_folder const folder;
    auto const path = (folder.path() / "prices.json").string();
    auto const says = [&](char const* words) {
        return [&path, words](coax::error const& why) {
            return why.code() == coax::errc::invalid_option && why.failure().message.find(path) != std::string::npos
                && why.failure().message.find(words) != std::string::npos;
        };
    };
    BOOST_CHECK_EXCEPTION((void)price_list::load(path), coax::error, says("No such file"));
    std::ofstream(path) << R"({"a/b": {"input": 1, "output": 2}})";
    BOOST_TEST(price_list::load(path).find("a/b").value().output == 2);
    std::ofstream(path) << "{";
    BOOST_CHECK_EXCEPTION((void)price_list::load(path), coax::error, says("is no JSON"));
    BOOST_CHECK_EXCEPTION((void)price_list::load(folder.path().string()), coax::error,
        [](coax::error const& why) { return why.code() == coax::errc::invalid_option; });
}

BOOST_AUTO_TEST_SUITE_END()
