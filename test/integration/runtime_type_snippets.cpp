// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// The snippets of doc/runtime-types.md, word for word, with just enough around them to run.
#include "client_fixture.hpp"

#include <coax.hpp>
#include <coax/types.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace {

// [extract]
coax::type city_type()
{
    return coax::type::parse_schema(R"({
        "title": "city",
        "type": "object",
        "properties": {
            "name": {"type": "string", "description": "In its own language"},
            "sights": {"type": "array", "items": {"type": "string"}, "minItems": 1},
            "founded": {"type": ["integer", "null"], "maximum": 2026}
        },
        "required": ["name", "sights"]
    })");
}

boost::asio::awaitable<std::string> ask_for_city(coax::client client)
{
    auto const city = city_type();
    auto const vienna = co_await client.extract(city, "Tell me about Vienna.");
    co_return boost::json::serialize(vienna);
}

// [stream]
boost::asio::awaitable<std::string> watch_city(coax::client client)
{
    auto const city = city_type();
    auto stream = client.stream(city, "Tell me about Vienna.");
    std::string seen;
    while (auto const now = co_await stream.next())
        if (now->complete("/name") && now->has("/sights/0"))
            seen = boost::json::serialize(**now);
    auto const done = co_await stream.result();
    co_return done.value == boost::json::parse(seen) ? seen : "";
}

// [by hand]
coax::type order_type()
{
    using namespace coax::types;
    return object({
        {"article", string().pattern("^[A-Z]{2}-[0-9]+$")},
        {"count", integer().ge(1).le(99)},
        {"sent", string("date").optional()},
        {"by", choice({"post", "courier"}).or_value("post")},
    });
}

std::vector<std::string> changes()
{
    using namespace coax::types;
    coax::type const before = object({{"article", string()}, {"count", integer()}});
    return difference(before, order_type());
}

// [fault]
std::string fault_of_schema()
{
    try {
        (void)coax::type::parse_schema(R"({"properties": {"age": {"type": "integer", "minimum": "0"}}})");
    } catch (coax::error const& thrown) {
        return thrown.failure().message;
    }
    return "";
}

constexpr std::string_view vienna = R"({"name":"Wien","sights":["Prater","Hofburg"]})";

} // namespace

BOOST_FIXTURE_TEST_SUITE(runtime_type_snippets, coax::test::client_fixture)

BOOST_AUTO_TEST_CASE(a_value_of_a_schema)
{
    server.enqueue(coax::sim::reply::json(std::string(vienna)));
    server.enqueue(coax::sim::reply::json(std::string(vienna)));
    auto const work = [&]() -> boost::asio::awaitable<void> {
        auto const client = connect("anthropic");
        BOOST_TEST(co_await ask_for_city(client) == vienna);
        BOOST_TEST(co_await watch_city(client) == vienna);
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(a_type_by_hand)
{
    std::string all;
    for (auto const& one : changes())
        all += one + "\n";
    BOOST_TEST(all
        == "/article has pattern \"^[A-Z]{2}-[0-9]+$\" now\n/count has minimum 1 now\n/count has maximum 99 now\n"
           "/sent is new, and may be missing\n/by is new, and may be missing\n");
}

BOOST_AUTO_TEST_CASE(a_schema_that_is_none)
{
    BOOST_TEST(fault_of_schema() == "in the schema, /properties/age/minimum must be a number, but is \"0\"");
}

BOOST_AUTO_TEST_SUITE_END()
