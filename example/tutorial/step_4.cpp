// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Step 4 of doc/tutorial: what to do when there is no value.
#include "ticket.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <iostream>

auto const letter = "My lamp, order A-1017, arrived broken. I need it on Friday.";

boost::asio::awaitable<void> triage(coax::client client)
{
    auto const found = co_await coax::settle(read_letter(client, letter));
    if (found) {
        std::cout << found->summary << '\n';
        co_return;
    }
    coax::failure const& failure = found.error();
    std::cout << failure.code.message() << ", after " << failure.attempts.size() << " attempts\n";
    for (auto const& broken : failure.violations)
        std::cout << "  " << broken.pointer << ' ' << broken.message << '\n';
    if (failure.code == coax::errc::invalid_answer)
        std::cout << "a person reads this letter\n";
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
