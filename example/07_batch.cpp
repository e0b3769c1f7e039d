// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Two thousand documents overnight: each result is in a journal before it counts, so the run may be stopped (Ctrl-C, a
// crash, kill -9) and started again, and goes on where it was. A run ends before it costs more than 5 dollars; what it
// leaves out is asked by the next. usage: example_07_batch [JOURNAL]
#include "support/demo.hpp"

#include <coax/batch.hpp>

#include <ranges>

enum class mood { negative, neutral, positive };
BOOST_DESCRIBE_ENUM(mood, negative, neutral, positive)

struct review {
    std::string topic;
    mood opinion;
};
BOOST_DESCRIBE_STRUCT(review, (), (topic, opinion))

constexpr std::size_t documents = 2000;

std::string document(std::size_t number)
{
    static constexpr char const* opinions[]{"came late and the box was torn", "does what it says", "is a joy to use"};
    return "Review " + std::to_string(number) + ": The kettle " + opinions[number % 3] + ".";
}

void show(coax::batch_progress const& now)
{
    auto const settled = now.done + now.failed;
    if (settled % 20 != 0 && settled != documents)
        return;
    std::string bar(settled * 40 / documents, '=');
    bar.resize(40, ' ');
    auto const left = std::chrono::duration<double>(now.left.value_or(std::chrono::nanoseconds())).count();
    std::printf("%s  [%s] %zu of %zu, %zu failed, %zu in flight, %llu tokens, $%.4f, %.1f s left %s",
        demo::screen::is_terminal() ? "\r" : "", bar.c_str(), settled, documents, now.failed, now.in_flight,
        static_cast<unsigned long long>(now.usage.input_tokens + now.usage.output_tokens), now.cost, left,
        demo::screen::is_terminal() ? "" : "\n");
    std::fflush(stdout);
}

boost::asio::awaitable<void> read_all(coax::client client, std::string journal)
{
    auto inputs = std::views::iota(std::size_t(0), documents)
        | std::views::transform([](std::size_t n) { return coax::request(document(n)).max_tokens(200); });
    coax::batch_options options;
    options.max_in_flight(64).price({.input = 1.0, .output = 5.0}).budget({.money = 5}).progress(show);
    auto const results = co_await coax::batch<review>(client, inputs, journal, options);
    std::size_t count[3]{};
    for (auto const& one : results)
        if (one)
            ++count[std::size_t(one->opinion)];
    std::printf("\n  negative %zu, neutral %zu, positive %zu; all of it is in %s\n", count[0], count[1], count[2],
        journal.c_str());
}

coax::sim::reply answer(coax::sim::asked const& asked)
{
    auto const is = [&](char const* words) { return asked.prompt().find(words) != std::string::npos; };
    return coax::sim::reply::json(is("late") ? R"({"topic":"delivery","opinion":"negative"})"
            : is("joy")                      ? R"({"topic":"handling","opinion":"positive"})"
                                             : R"({"topic":"function","opinion":"neutral"})");
}

int main(int argc, char** argv)
{
    std::string const journal = argc > 1 ? argv[1] : "reviews.jsonl";
    return demo::run([&](coax::client client) { return read_all(client, journal); }, answer);
}
