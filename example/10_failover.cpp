// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// A model that fails in the middle of its answer. `fallback` names who takes over: `each` goes on after the elements
// that were given already, and none comes twice.
#include "support/demo.hpp"

#include <boost/describe/class.hpp>

struct city {
    std::string name;
    std::string river;
};
BOOST_DESCRIBE_STRUCT(city, (), (name, river))

boost::asio::awaitable<void> list_cities(coax::client first)
{
    auto const client = first.fallback({"anthropic/claude-sonnet-4-5"});
    demo::screen screen("Name six cities and their rivers");
    auto cities = client.each<city>("Name six cities and their rivers.");
    while (auto const one = co_await cities.next())
        screen.row(one->name, one->river);
    auto const details = co_await cities.result();
    int number = 0;
    for (auto const& attempt : details.attempts)
        screen.row("attempt " + std::to_string(++number),
            attempt.model + ": " + (attempt.code ? attempt.code.message() : "went on to the end"));
    screen.finish(details);
}

/// The first model gets as far as the third city; then its service reports that it is overloaded, on every attempt.
coax::sim::reply answer(coax::sim::asked const& asked)
{
    auto reply
        = coax::sim::reply::json(R"({"items":[{"name":"Vienna","river":"Danube"},{"name":"Paris","river":"Seine"},)"
                                 R"({"name":"London","river":"Thames"},{"name":"Cairo","river":"Nile"},)"
                                 R"({"name":"Rome","river":"Tiber"},{"name":"Lisbon","river":"Tagus"}]})");
    if (asked.model.find("haiku") != std::string::npos)
        reply.error_after(24, coax::errc::overloaded);
    return reply;
}

int main() { return demo::run(list_cities, answer); }
