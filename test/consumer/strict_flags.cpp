// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// A user's program that is compiled with warnings as errors, optimised: coax's templates give it none.
#include <coax.hpp>
#include <coax/batch.hpp>
#include <coax/check.hpp>
#include <coax/gather.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <string>
#include <variant>
#include <vector>

namespace asio = boost::asio;

enum class kind { capital, port };
BOOST_DESCRIBE_ENUM(kind, capital, port)

struct sight {
    coax::literal<"sight"> is;
    std::string name;
    std::optional<double> height;
};
BOOST_DESCRIBE_STRUCT(sight, (), (is, name, height))
struct river {
    coax::literal<"river"> is;
    std::string name;
    std::vector<river> arms;
};
BOOST_DESCRIBE_STRUCT(river, (), (is, name, arms))

struct city {
    std::string name;
    kind of{};
    std::vector<std::variant<sight, river>> places;
    std::map<std::string, unsigned> inhabitants;
    std::unique_ptr<std::chrono::year_month_day> founded;
};
BOOST_DESCRIBE_STRUCT(city, (), (name, of, places, inhabitants, founded))
constexpr auto tag_invoke(coax::annotate_tag, city const*)
{
    return coax::notes(coax::note("A city"), coax::note<&city::name>("Its name").min_length(1).example("Vienna"));
}
void tag_invoke(coax::validate_tag, city const& value, coax::violations& found)
{
    if (value.name == "Atlantis")
        found.add<&city::name>("must exist");
}
static_assert(coax::has_notes<city> && coax::has_rule<city>);

struct name {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(name, (), (text))

static asio::awaitable<void> one(coax::client client)
{
    city const found = co_await client.extract<city>("Tell me about Vienna.");
    static_cast<void>(found.name.size());
    auto const more = co_await client.extract_detailed<city>("And about Graz.");
    static_cast<void>(more.usage.output_tokens);
    auto const label = co_await client.classify<kind>("Hamburg");
    static_cast<void>(label.probability(kind::port));
    auto const settled = co_await coax::settle(client.extract<name>("Name one."));
    static_cast<void>(settled.has_value());

    auto stream = client.stream<city>("Tell me about Rome.");
    while (auto const partial = co_await stream.next())
        static_cast<void>(partial->complete<&city::name>());
    auto const whole = co_await stream.result();
    static_cast<void>(whole.value.places.size());
}

static asio::awaitable<void> many(coax::client client, std::vector<std::string> texts)
{
    auto names = client.each<name>("Name ten cities.");
    auto const look_up = [client](name const& found) { return client.extract<city>("Tell me about " + found.text); };
    auto const cities = co_await coax::map_each(names, look_up, {.max_in_flight = 4});
    auto const end = co_await names.result();
    static_cast<void>(end.usage.output_tokens + cities.size());

    auto const ask = [client](std::string const& text) { return client.extract<name>(text); };
    auto calls = texts | std::views::transform(ask);
    auto const all = co_await coax::gather(calls, {.max_in_flight = 8});
    auto const settled = co_await coax::gather_settled(calls);
    static_cast<void>(all.size() + settled.size());
    auto const first = co_await coax::race(client.extract<name>("One"), client.extract<name>("Two"));
    static_cast<void>(first.text.size());
    auto completed = coax::as_completed(calls);
    while (auto done = co_await completed.next())
        static_cast<void>(done->index);

    auto const nothing = [](coax::batch_progress const&) {};
    auto const results = co_await coax::batch<name>(client, texts, "journal", coax::batch_options().progress(nothing));
    static_cast<void>(results.size());
}

static asio::awaitable<void> checked(coax::client client)
{
    auto const known = [client](name const& got, coax::violations& found) -> asio::awaitable<void> {
        if (got.text.empty())
            found.add<&name::text>("must be named");
        co_return;
    };
    auto const words = [](name const& got) { return got.text; };
    auto ask = coax::request("Name one.");
    ask.check(coax::check<name>(known)).check(coax::judge<name>(client, "It is in Europe", words));
    auto const found = co_await client.extract<name>(std::move(ask));
    static_cast<void>(found.text.size());
}

int main(int argc, char**)
{
    asio::io_context context;
    coax::client const client(context, "anthropic/claude-haiku-4-5", coax::client_options().api_key("key"));
    auto const ended = [](std::exception_ptr thrown) {
        if (thrown)
            std::rethrow_exception(thrown);
    };
    if (argc > 1) { // nothing is asked where this runs as a test
        asio::co_spawn(context, one(client), ended);
        asio::co_spawn(context, many(client, {"One", "Two"}), ended);
        asio::co_spawn(context, checked(client), ended);
    }
    context.run();
    return coax::schema_of<city>(coax::dialect::openai).empty() ? 1 : 0;
}
