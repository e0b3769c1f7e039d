// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Step 2 of doc/tutorial: the model is told what the members mean, and held to it.
#include <coax.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/describe/class.hpp>

#include <exception>
#include <iostream>

struct ticket {
    std::string summary;
    coax::literal<"returns", "billing", "technical"> team;
    int urgency = 0;
    std::optional<std::string> order;
};
BOOST_DESCRIBE_STRUCT(ticket, (), (summary, team, urgency, order))

constexpr auto tag_invoke(coax::annotate_tag, ticket const*)
{
    return coax::notes(coax::note<&ticket::summary>("One line for a list").max_length(80),
        coax::note<&ticket::team>("Who answers it"), coax::note<&ticket::urgency>("5: today, 1: any time").ge(1).le(5),
        coax::note<&ticket::order>("The order's number").pattern("^[A-Z]-[0-9]{4}$").example("B-2203"));
}

auto const letter = "My lamp, order A-1017, arrived broken. I need it on Friday.";

boost::asio::awaitable<void> triage(coax::client client)
{
    auto const found = co_await client.extract<ticket>(coax::request(letter).system("You sort a shop's letters."));
    std::cout << found.summary << '\n';
    if (found.team == "returns") // "return" would not compile
        std::cout << "send a label for order " << found.order.value_or("unknown") << '\n';
}

int main()
try {
    boost::asio::io_context context;
    coax::client const client(context, "openai/gpt-5-mini");
    co_spawn(context, triage(client), [](std::exception_ptr thrown) {
        if (thrown)
            std::rethrow_exception(thrown);
    });
    context.run();
} catch (std::exception const& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
