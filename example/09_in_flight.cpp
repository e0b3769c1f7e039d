// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// 500 summaries, 64 of them in flight at any time, on one thread. The range is lazy: a document becomes a call when
// there is room for it.
#include "support/demo.hpp"

#include <boost/describe/class.hpp>

#include <ranges>

struct summary {
    std::string title;
    int pages = 0;
};
BOOST_DESCRIBE_STRUCT(summary, (), (title, pages))

constexpr std::size_t documents = 500;
constexpr std::size_t at_once = 64;

boost::asio::awaitable<void> summarise_all(coax::client client)
{
    demo::screen screen("Summarise 500 documents, 64 at once, on one thread");
    std::size_t started = 0;
    std::size_t done = 0;
    auto const summarise = [&](std::size_t number) -> boost::asio::awaitable<summary> {
        ++started;
        auto got = co_await client.extract_detailed<summary>("Summarise document " + std::to_string(number));
        ++done;
        std::string bar(done * 40 / documents, '#');
        bar.resize(40, '.');
        screen.row("summaries", coax::field_state::streaming, bar + " " + std::to_string(done));
        screen.row("in flight", coax::field_state::streaming, std::to_string(started - done));
        screen.count(got);
        co_return std::move(got.value);
    };
    auto const all = co_await coax::gather(std::views::iota(std::size_t(0), documents)
            | std::views::transform([&](std::size_t number) { return summarise(number); }),
        {.max_in_flight = at_once});
    screen.row("summaries", std::to_string(all.size()) + ", the last: " + all.back().title);
    screen.row("in flight", "0");
    screen.finish();
}

coax::sim::reply answer(coax::sim::asked const& asked)
{
    auto const name = asked.prompt().substr(asked.prompt().rfind(' ') + 1);
    return coax::sim::reply::json(R"({"title":"What document )" + std::string(name) + R"( says","pages":3})");
}

int main() { return demo::run(summarise_all, answer); }
