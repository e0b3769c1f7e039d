// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// The snippets of doc/combinators.md, word for word, with just enough around them to run.
#include "children.hpp"

#include <coax/gather.hpp>

#include <boost/test/unit_test.hpp>

#include <ranges>
#include <string>
#include <vector>

namespace {

namespace asio = boost::asio;
using asio::awaitable;

awaitable<std::string> summarise(std::string const& text)
{
    co_await children::turns(2);
    if (text.empty())
        throw std::runtime_error("nothing to summarise");
    co_return text.substr(0, 1);
}

awaitable<int> rate(std::string const& text)
{
    co_await children::turns(1);
    co_return static_cast<int>(text.size());
}

awaitable<std::string> enrich(int company) { co_return "company " + std::to_string(company); }

void show(auto const&...) { }

// [range]
awaitable<std::vector<std::string>> summaries(std::vector<std::string> const& texts)
{
    co_return co_await coax::gather(
        texts | std::views::transform([](std::string const& text) { return summarise(text); }), {.max_in_flight = 64});
}
// [/range]

// [pack]
awaitable<void> both(std::string const& text)
{
    auto const all = co_await coax::gather(summarise(text), rate(text)); // name the tuple first, then take it apart
    auto const& [summary, rating] = all;
    show(summary, rating);
}
// [/pack]

// [settled]
awaitable<int> failures(std::vector<std::string> const& texts)
{
    int count = 0;
    auto const all = co_await coax::gather_settled(
        texts | std::views::transform([](std::string const& text) { return summarise(text); }));
    for (auto const& each : all) {
        if (each)
            show(*each);
        else
            ++count, show(each.error().message);
    }
    co_return count;
}
// [/settled]

// [completed]
awaitable<std::size_t> first_long_one(std::vector<std::string> const& texts)
{
    auto all = coax::as_completed(texts | std::views::transform([](std::string const& text) { return rate(text); }));
    std::size_t found = texts.size();
    while (auto done = co_await all.next()) {
        if (done->result && *done->result > 10) {
            found = done->index;
            break;
        }
    }
    co_await all.stop(); // cancels the others and waits for them: `texts` is about to go
    co_return found;
}
// [/completed]

// [map]
awaitable<std::vector<std::string>> pipeline(children::numbers companies)
{
    co_return co_await coax::map_each(companies, [](int company) { return enrich(company); }, {.max_in_flight = 8});
}
// [/map]

// [race]
awaitable<std::string> whoever_is_first(std::string const& text)
{
    co_return co_await coax::race(summarise(text), summarise(text + " again"));
}
// [/race]

} // namespace

BOOST_AUTO_TEST_SUITE(snippets)

BOOST_AUTO_TEST_CASE(they_do_what_the_page_says)
{
    auto test = []() -> awaitable<void> {
        std::vector<std::string> const texts{"alpha", "", "a long enough text"};
        bool thrown = false;
        try {
            co_await summaries(texts);
        } catch (std::runtime_error const&) {
            thrown = true;
        }
        BOOST_TEST(thrown);
        co_await both(texts[0]);
        auto const count = co_await failures(texts);
        BOOST_TEST(count == 1);
        auto const found = co_await first_long_one(texts);
        BOOST_TEST(found == 2U);
        auto const names = co_await pipeline(children::numbers(3));
        BOOST_TEST((names == std::vector<std::string>{"company 0", "company 1", "company 2"}));
        auto const first = co_await whoever_is_first("beta");
        BOOST_TEST(first == "b");
    };
    children::run(test());
}

BOOST_AUTO_TEST_SUITE_END()
