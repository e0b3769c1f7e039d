// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Step 6 of doc/tutorial: many letters at once.
#include "ticket.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <iostream>
#include <ranges>
#include <vector>

boost::asio::awaitable<void> triage(coax::client client)
{
    std::vector<std::string> letters;
    for (int number = 1; number <= 200; ++number)
        letters.push_back("Letter " + std::to_string(number) + ": my lamp arrived broken.");

    auto const read = [&](std::string const& letter) { return read_letter(client, letter); };
    auto const all = co_await coax::gather_settled(letters | std::views::transform(read), {.max_in_flight = 16});

    int urgent = 0;
    int failed = 0;
    for (auto const& one : all)
        one ? urgent += one->urgency >= 4 : ++failed;
    std::cout << all.size() << " letters, " << urgent << " urgent, " << failed << " failed\n";
}

int main()
try {
    boost::asio::io_context context;
    auto const options = coax::client_options().limits({.requests_per_minute = 30'000}).max_connections(16);
    coax::client const client(context, "openai/gpt-5-mini", options);
    co_spawn(context, triage(client), [](std::exception_ptr thrown) {
        if (thrown)
            std::rethrow_exception(thrown);
    });
    context.run();
} catch (std::exception const& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
