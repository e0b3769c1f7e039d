// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// A pipeline of two stages: a cheap model lists the names in a document, a better one is asked about each company.
// `map_each` starts stage two on a name the moment it has arrived, while stage one is still writing the others.
#include "support/answers.hpp"
#include "support/demo.hpp"

#include <boost/describe/class.hpp>

struct entity { // stage one
    coax::literal<"company", "person", "date"> kind;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(entity, (), (kind, name))

struct enriched_company { // stage two
    std::string name;
    std::string role_in_document; // 'acquirer', 'target', 'advisor', etc.
    std::optional<double> mentioned_amount;
};
BOOST_DESCRIBE_STRUCT(enriched_company, (), (name, role_in_document, mentioned_amount))

struct event {
    std::string event_type;
    std::optional<std::string> event_date;
};
BOOST_DESCRIBE_STRUCT(event, (), (event_type, event_date))

boost::asio::awaitable<void> enrich(coax::client strong, entity found, std::string text, demo::screen& screen)
{
    if (found.kind != "company")
        co_return; // only companies are worth the better model
    auto stream = strong.stream<enriched_company>(coax::request(
        "Document: " + text + "\n\nKnown entity: " + found.name + "\n\nNow extract enriched company details."));
    while (auto const partial = co_await stream.next())
        screen.row(found.name, coax::field_state::streaming, (*partial)->role_in_document);
    auto const done = co_await stream.result();
    screen.row(found.name, done.value.role_in_document);
    screen.count(done);
}

boost::asio::awaitable<void> extract_document(coax::client cheap)
{
    auto const strong = demo::stronger(cheap);
    std::string const text
        = "On 3 March 2025 Northwind Energy agreed to buy Helios Grid for 1.2 billion euros, a third "
          "of it lent by Harbour Bank. Castell & Partners advised the seller. Anna Keller will lead "
          "both, Marc Duval leaves at the end of June. Ines Moreau and Tom Becker join the board on 1 July.";
    demo::screen screen(text);
    auto entities
        = cheap.each<entity>(coax::request("Extract all companies, people, and dates from:\n" + text).max_tokens(512));

    std::string known;
    auto const stage_two = [&](entity found) {
        known += (known.empty() ? "" : ", ") + found.name;
        screen.row("stage one", coax::field_state::streaming, known);
        return enrich(strong, found, text, screen);
    };
    co_await coax::map_each(entities, stage_two, {.max_in_flight = 8});
    screen.row("stage one", known);
    screen.count(co_await entities.result());

    auto const found = co_await strong.extract_detailed<event>(
        "Document: " + text + "\n\nKnown entities: " + known + "\n\nNow extract the event type.");
    screen.row("event", found.value.event_type + " on " + found.value.event_date.value_or("an unknown date"));
    screen.finish(found);
}

int main() { return demo::run(extract_document, demo::answers::acquisition); }
