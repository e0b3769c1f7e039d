// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Step 3 of doc/tutorial: the struct while it is being written.
#include "ticket.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <iostream>

auto const letter = "My lamp, order A-1017, arrived broken. I need it on Friday.";

boost::asio::awaitable<void> watch(coax::client client)
{
    auto stream = client.stream<ticket>(letter);
    std::size_t shown = 0;
    while (auto const now = co_await stream.next()) { // each time something has arrived
        ticket const& so_far = **now;
        std::cout << so_far.summary.substr(shown) << std::flush; // what is new of the text
        shown = so_far.summary.size();
        if (now->complete<&ticket::summary>())
            break;
    }
    auto const done = co_await stream.result(); // the rest, complete and validated
    std::cout << "\n-> " << done.value.team.view() << ", " << done.usage.output_tokens << " tokens\n";
}

int main()
try {
    boost::asio::io_context context;
    coax::client const client(context, "openai/gpt-5-mini");
    co_spawn(context, watch(client), [](std::exception_ptr thrown) {
        if (thrown)
            std::rethrow_exception(thrown);
    });
    context.run();
} catch (std::exception const& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
