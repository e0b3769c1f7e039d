// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// Many calls at once: `gather` awaits a whole range of them, here three at a time, and gives their results in the order
// of the texts. The range is lazy, so a million texts would not be a million calls in memory.
#include "support/answers.hpp"
#include "support/demo.hpp"

#include <boost/describe/class.hpp>

#include <ranges>

struct summary {
    std::string title;
    std::vector<std::string> key_points;
};
BOOST_DESCRIBE_STRUCT(summary, (), (title, key_points))
constexpr auto tag_invoke(coax::annotate_tag, summary const*)
{
    return coax::notes(coax::note<&summary::title>().max_length(80),
        coax::note<&summary::key_points>("Two or three, a few words each").max_items(3));
}

// One call, shown in a row of its own. `client.extract<summary>(...)` would do where nobody watches.
boost::asio::awaitable<summary> summarise(coax::client client, std::string text, demo::screen& screen)
{
    auto const label = text.substr(0, text.find(':'));
    auto stream = client.stream<summary>(coax::request("Summarise:\n" + text).max_tokens(512));
    while (auto const partial = co_await stream.next())
        screen.row(label, coax::field_state::streaming, (*partial)->title);
    auto const done = co_await stream.result();
    screen.row(label, done.value.title + " (" + std::to_string(done.value.key_points.size()) + " points)");
    screen.count(done);
    co_return done.value;
}

boost::asio::awaitable<void> summarise_many(coax::client client)
{
    std::vector<std::string> const texts{
        "Harbour: From May on the ferry runs every hour until ten at night, and bicycles travel free.",
        "Library: The reading room closes in June for a new roof. Loans go on at the side door.",
        "Bakery: The old bakery has new owners. They keep the recipes and open on Sundays.",
        "Tram: Line 5 will have longer trains from autumn, once the platforms are widened.",
        "Museum: A show of river maps spans three centuries; the oldest one is drawn on leather.",
        "School: The school garden won a prize for forty kinds of beans and one shy hedgehog.",
        "Weather: A storm comes from the west on Thursday. The parks close at noon.",
        "Council: The bridge will be repaired after the summer, and one lane stays open.",
    };
    demo::screen screen("Summarise eight texts, three at a time");
    for (auto const& text : texts)
        screen.row(text.substr(0, text.find(':')), coax::field_state::absent, "waits");

    auto const summaries = co_await coax::gather(
        texts | std::views::transform([&](std::string const& text) { return summarise(client, text, screen); }),
        {.max_in_flight = 3});

    screen.row("all", std::to_string(summaries.size()) + " summaries, the first: " + summaries.front().title);
    screen.finish();
}

int main() { return demo::run(summarise_many, demo::answers::summary); }
