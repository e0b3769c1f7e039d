// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Step 5 of doc/tutorial: a test that needs no key and no network.
#include "ticket.hpp"

#include <coax/sim.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <iostream>
#include <utility>

// Runs read_letter against a server that answers by this script. No value where it fails.
std::optional<ticket> with_model(coax::sim::server::script script)
{
    boost::asio::io_context context;
    coax::sim::server server(context.get_executor());
    server.on(std::move(script));
    coax::client const client(context, "openai/gpt-5-mini", server.options("openai"));

    std::optional<ticket> got;
    co_spawn(context, read_letter(client, "The lamp is broken."), [&](std::exception_ptr thrown, ticket found) {
        if (!thrown)
            got = std::move(found);
        server.stop(); // else it waits for more requests, and run() does not return
    });
    context.run();
    return got;
}

coax::sim::reply busy_then_wrong_then_right(coax::sim::asked const& asked)
{
    using coax::sim::reply;
    if (asked.attempt == 1)
        return reply::status(503).header("retry-after-ms", "1");
    auto const urgency = asked.attempt == 2 ? "9" : "4";
    return reply::json(
        std::string(R"({"summary":"Broken","team":"returns","urgency":)") + urgency + R"(,"order":null})");
}

int main()
{
    auto const good = with_model(busy_then_wrong_then_right);
    auto const refused = with_model([](auto const&) { return coax::sim::reply().refusal("No."); });
    bool const passed = good && good->urgency == 4 && !good->order && !refused;
    std::cout << (passed ? "passed" : "failed") << '\n';
    return passed ? 0 : 1;
}
