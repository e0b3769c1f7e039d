// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Step 1 of doc/tutorial: a struct, filled by a model.
#include <coax.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/describe/class.hpp>

#include <exception>
#include <iostream>

struct ticket {
    std::string summary;
    std::string team;
    int urgency = 0;
    std::optional<std::string> order;
};
BOOST_DESCRIBE_STRUCT(ticket, (), (summary, team, urgency, order))

auto const letter = "My lamp, order A-1017, arrived broken. I need it on Friday.";

boost::asio::awaitable<void> triage(coax::client client)
{
    auto const found = co_await client.extract<ticket>(letter);
    std::cout << found.summary << " -> " << found.team << ", urgency " << found.urgency << '\n';
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
