// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// A program that comes in by every door of the libraries, against the simulator. Where they are shared, each name that
// its templates reach is an exported one; the exceptions that they throw are caught here.
#include <coax.hpp>
#include <coax/batch.hpp>
#include <coax/batch_each.hpp>
#include <coax/blocking.hpp>
#include <coax/check.hpp>
#include <coax/compact_journal.hpp>
#include <coax/credentials.hpp>
#include <coax/encode.hpp>
#include <coax/gather.hpp>
#include <coax/reader.hpp>
#include <coax/sim.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/describe/class.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <cstdio>
#include <exception>
#include <iostream>
#include <ranges>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace asio = boost::asio;

struct city {
    std::string name;
    std::vector<std::string> sights;
};
BOOST_DESCRIBE_STRUCT(city, (), (name, sights))
void tag_invoke(coax::validate_tag, city const& value, coax::violations& found)
{
    if (value.name == "Atlantis")
        found.add<&city::name>("must exist");
}

static void require(bool holds, char const* words)
{
    if (!holds)
        throw std::runtime_error(words);
}

static asio::awaitable<void> one(coax::client client)
{
    city const found = co_await client.extract<city>("Vienna");
    require(found.name == "Vienna", "extract");
    auto const more = co_await client.extract_detailed<city>("Vienna");
    require(more.attempts.size() == 1 && to_string(more.attempts[0].stop) == "complete", "extract_detailed");
    auto late = coax::request("Vienna").hedge_after(std::chrono::seconds(60)).tag("late").effort(coax::effort::low);
    auto const hedged = co_await client.extract<city>(std::move(late));
    require(hedged.sights.size() == 2, "hedge_after");
    auto refused = client.classify<coax::literal<"yes", "no">>("Is it?");
    auto const told = co_await coax::settle(std::move(refused));
    require(!told && told.error().code == coax::errc::unsupported_request, "classify");

    auto stream = client.stream<city>("Vienna");
    std::size_t seen = 0;
    while (auto const now = co_await stream.next())
        seen += now->complete<&city::name>() ? 1 : 0;
    auto const whole = co_await stream.result();
    require(seen > 0 && whole.value.sights.size() == 2, "stream");

    auto const rule = [](city const& got, coax::violations& broken) -> asio::awaitable<void> {
        if (got.sights.size() == 2)
            broken.add<&city::sights>("must be three");
        co_return;
    };
    auto checked = coax::request("Vienna").max_reasks(0).check(coax::check<city>(rule));
    try {
        co_await client.extract<city>(std::move(checked));
        require(false, "check");
    } catch (coax::error const& error) {
        require(error.code() == coax::condition::invalid_answer && !error->violations.empty(), "coax::error");
    }
}

static asio::awaitable<void> many(coax::client client, std::string journal)
{
    std::vector<std::string> const texts{"Vienna", "Vienna", "Vienna"};
    auto const settled = co_await coax::batch<city>(client, texts, journal);
    require(settled.size() == 3 && settled[2].has_value(), "batch");
    auto rest = coax::batch_each<city>(client, texts, journal);
    std::size_t kept = 0;
    while (auto const item = co_await rest.next())
        kept += item->kept ? 1 : 0;
    require(kept == 3, "batch_each");

    auto const ask = [client](std::string const& text) { return client.extract<city>(text); };
    auto calls = texts | std::views::transform(ask);
    auto const all = co_await coax::gather(calls, {.max_in_flight = 2});
    auto const results = co_await coax::gather_settled(calls);
    require(all.size() == 3 && results.size() == 3 && results[0].has_value(), "gather");
    auto names = client.each<std::string>("List them");
    auto const look_up = [client](std::string const& name) { return client.extract<city>(name); };
    auto const found = co_await coax::map_each(names, look_up, {.max_in_flight = 2});
    require(found.size() == 2 && found[1].name == "Vienna", "each, map_each");
    auto const first = co_await coax::race(client.extract<city>("Vienna"), client.extract<city>("Vienna"));
    require(first.name == "Vienna", "race");
}

static void without_coroutines(coax::client const& client)
{
    auto future = client.async_extract<city>("Vienna", asio::use_future);
    require(future.get().name == "Vienna", "async_extract");
    coax::blocking::client const waiting(client);
    require(waiting.extract<city>("Vienna").sights.size() == 2, "blocking");
    std::size_t seen = 0;
    for (auto const& now : waiting.stream<city>("Vienna"))
        seen += now->name.empty() ? 0 : 1;
    require(seen > 0, "a stream that waits");
    try {
        static_cast<void>(waiting.extract<city>(coax::request("Atlantis").max_reasks(0)));
        require(false, "a rule of the user's own");
    } catch (coax::error const& error) {
        require(error.code() == coax::errc::invalid_answer, "coax::error from another thread");
    }
}

static void without_a_client()
{
    require(coax::schema_of<city>(coax::dialect::openai).contains("properties"), "schema_of");
    auto const request = coax::encode<city>("vllm/any", "Vienna", {.base_url = "http://127.0.0.1:1/v1"});
    coax::reader<city> reader(request);
    reader.head({500, {}});
    reader.feed("{}");
    require(!reader.finish() && reader.failure()->code == coax::condition::transient, "reader");
    coax::reader<city> text;
    text.feed(R"({"name":"Graz","sights":[]})");
    require(text.finish() && text.value().name == "Graz", "reader of text");
}

int main(int count, char** values)
try {
    asio::io_context context;
    coax::sim::server provider(context.get_executor());
    provider.on([](coax::sim::asked const& asked) {
        if (asked.prompt() == "List them")
            return coax::sim::reply::json(R"({"items":["Graz","Linz"]})");
        auto const name = asked.prompt() == "Atlantis" ? asked.prompt() : "Vienna";
        return coax::sim::reply::json("{\"name\":\"" + name + "\",\"sights\":[\"Prater\",\"Hofburg\"]}");
    });
    std::ostringstream log;
    auto options = provider.options("anthropic").observe(coax::log_calls(log));
    coax::client const client(context, "anthropic/claude-haiku-4-5", options);
    static_cast<void>(coax::credentials::file("nowhere"));
    std::string const journal = count > 1 ? values[1] : "every_door.jsonl";
    std::remove(journal.c_str());

    std::exception_ptr failed;
    auto const ended = [&failed](std::exception_ptr thrown) { failed = thrown ? thrown : failed; };
    auto work = asio::make_work_guard(context);
    std::thread runner([&] { context.run(); });
    try {
        asio::co_spawn(context, one(client), asio::use_future).get();
        asio::co_spawn(context, many(client, journal), asio::use_future).get();
        require(coax::compact_journal(journal) == 0, "compact_journal");
        without_coroutines(client);
        without_a_client();
    } catch (...) {
        ended(std::current_exception());
    }
    provider.stop();
    work.reset();
    runner.join();
    if (failed)
        std::rethrow_exception(failed);
    require(!log.str().empty() && !provider.asked().empty(), "log_calls");
    std::cout << "came in by every door\n";
} catch (std::exception const& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
