// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// The program of README.md, which shows it in parts; a test compares the two.
#include <coax.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/describe/class.hpp>

#include <exception>
#include <iostream>

struct city {
    std::string name;
    std::vector<std::string> sights;
    std::optional<int> founded;
};
BOOST_DESCRIBE_STRUCT(city, (), (name, sights, founded))

boost::asio::awaitable<void> ask(coax::client client)
{
    auto const vienna = co_await client.extract<city>("Tell me about Vienna.");
    std::cout << vienna.name << " has " << vienna.sights.size() << " sights\n";
}

boost::asio::awaitable<void> watch(coax::client client)
{
    auto stream = client.stream<city>("Tell me about Vienna.");
    while (auto const now = co_await stream.next()) // the struct so far, each time something has arrived
        std::cout << (*now)->name << ", " << (*now)->sights.size() << " sights so far\n";
    auto const done = co_await stream.result(); // complete and validated
    std::cout << done.value.name << " took " << done.usage.output_tokens << " tokens\n";
}

struct review {
    int stars = 0;
    std::string summary;
};
BOOST_DESCRIBE_STRUCT(review, (), (stars, summary))
constexpr auto tag_invoke(coax::annotate_tag, review const*)
{
    return coax::notes(coax::note<&review::stars>("5 is best").ge(1).le(5));
}

boost::asio::awaitable<void> rate(coax::client client)
{
    auto const got = co_await client.extract_detailed<review>("Rate it: The best schnitzel in town, but a long wait.");
    for (auto const& attempt : got.attempts)
        for (auto const& broken : attempt.violations)
            std::cout << "stopped: " << broken.pointer << ' ' << broken.message << ": " << attempt.text << '\n';
    std::cout << got.value.stars << " stars, at attempt " << got.attempts.size() << '\n';
}

boost::asio::awaitable<void> all(coax::client client)
{
    co_await ask(client);
    co_await watch(client);
    co_await rate(client);
}

int main(int count, char** values)
try {
    boost::asio::io_context context;
    coax::client const client(context, count > 1 ? values[1] : "anthropic/claude-haiku-4-5");
    co_spawn(context, all(client), [](std::exception_ptr thrown) {
        if (thrown)
            std::rethrow_exception(thrown);
    });
    context.run();
} catch (std::exception const& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
