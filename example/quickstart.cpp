// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// The program of README.md, word for word: test/readme.cmake holds the two together.
#include <coax.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/describe/class.hpp>

#include <iostream>

struct city {
    std::string name;
    std::vector<std::string> sights;
    std::optional<int> founded;
};
BOOST_DESCRIBE_STRUCT(city, (), (name, sights, founded))

boost::asio::awaitable<void> ask(coax::client client)
{
    auto stream = client.stream<city>("Tell me about Vienna.");
    while (auto const* partial = co_await stream.next()) // as tokens arrive
        std::cout << (*partial)->sights.size() << " sights so far\n";
    auto const done = co_await stream.result(); // complete and validated
    std::cout << done.value.name << ", " << done.usage.output_tokens << " tokens\n";
}

int main()
{
    boost::asio::io_context context;
    co_spawn(context, ask(coax::client(context, "anthropic/claude-haiku-4-5")), [](std::exception_ptr thrown) {
        if (thrown)
            std::rethrow_exception(thrown);
    });
    context.run();
}
