// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What a call with several attempts needs a socket, a timer or a coroutine for. Its decisions are tested in
// test/unit/call.
#include "with_server.hpp"

#include <coax/check.hpp>
#include <coax/client.hpp>
#include <coax/observer.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <stdexcept>
#include <string>
#include <variant>

namespace asio = boost::asio;
using coax::sim::reply;
using coax::test::with_server;
using namespace std::chrono_literals;

namespace {

struct part {
    std::string name;
    int price = 0;
    std::vector<std::string> tags;
};
BOOST_DESCRIBE_STRUCT(part, (), (name, price, tags))
constexpr auto tag_invoke(coax::annotate_tag, part const*)
{
    return coax::notes(coax::note<&part::price>().ge(0).le(100));
}

constexpr auto bolt = R"({"name":"bolt","price":5,"tags":["m4"]})";
constexpr auto dear = R"({"name":"bolt","price":500,"tags":["m4"]})";
constexpr auto nut = R"({"name":"nut","price":1,"tags":[]})";
constexpr auto screw = R"({"name":"screw","price":2,"tags":[]})";

struct weather {
    coax::literal<"weather"> kind;
    std::string city;
};
BOOST_DESCRIBE_STRUCT(weather, (), (kind, city))
struct news {
    coax::literal<"news"> kind;
    int count = 0;
};
BOOST_DESCRIBE_STRUCT(news, (), (kind, count))
using task = std::variant<weather, news>;

std::string items(std::initializer_list<std::string_view> elements)
{
    std::string json = "{\"items\":[";
    for (auto const one : elements)
        json += (json.back() == '[' ? "" : ",") + std::string(one);
    return json + "]}";
}

bool holds(std::string_view text, std::string_view words) { return text.find(words) != text.npos; }

} // namespace

BOOST_AUTO_TEST_SUITE(client_attempts)

BOOST_AUTO_TEST_CASE(a_stream_whose_rule_has_thrown_gives_nothing_more)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        coax::client client(context, "openai/m", server.options("openai"));
        auto const throws = [](part const& p, coax::violations&) -> asio::awaitable<void> {
            if (p.name == "nut")
                throw std::runtime_error("no nuts");
            co_return;
        };
        server.enqueue(reply::json(items({bolt, nut, screw})).cut(1000));
        auto ask = coax::request("Parts");
        ask.check(coax::check<part>(throws));
        auto all = client.each<part>(ask);
        auto const first = co_await all.next();
        BOOST_TEST(first->name == "bolt");
        bool thrown = false;
        try {
            (void)co_await all.next();
        } catch (std::runtime_error const&) {
            thrown = true;
        }
        BOOST_TEST(thrown);
        auto const after = co_await all.next();
        BOOST_TEST(!after.has_value());
    });
}

BOOST_AUTO_TEST_CASE(good_calls_are_accepted_and_the_wrong_one_is_made_again)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        server.enqueue(reply()
                           .call("news", R"({"count":1})") // the tool's name says the kind
                           .call("news", R"({"kind":"news","count":"many"})")
                           .call("weather", R"({"kind":"weather","city":"Rome"})"));
        server.enqueue(reply()
                           .call("news", R"({"count":2})")
                           .call("weather", R"({"city":"Rome"})")
                           .call("news", R"({"count":1})"));
        coax::client client(context, "anthropic/m", server.options("anthropic").max_reasks(1).max_retries(1));
        auto tasks = client.each<task>(coax::request("What?").mode(coax::mode::tools));
        std::string got;
        while (auto one = co_await tasks.next())
            got += std::holds_alternative<news>(*one) ? std::to_string(std::get<news>(*one).count)
                                                      : std::get<weather>(*one).city;
        BOOST_TEST(got == "12Rome");
        auto const body = boost::json::parse(server.asked().back().body);
        auto const& results = body.at_pointer("/messages/2/content").as_array();
        BOOST_TEST_REQUIRE(results.size() >= 2U);
        BOOST_TEST(results[0].at("is_error") == boost::json::value(false));
        BOOST_TEST(results[1].at("is_error") == boost::json::value(true));
        BOOST_TEST(holds(results[1].at("content").as_string(), "- /count must be"));
    });
}

BOOST_AUTO_TEST_CASE(another_model_takes_over)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        coax::client other(context, "openai/second", server.options("openai"));
        auto client = coax::client(context, "anthropic/first", server.options("anthropic").max_reasks(0).max_retries(0))
                          .fallback(other);
        server.enqueue(reply::status(529));
        server.enqueue(reply::json(bolt));
        auto const got = co_await client.extract_detailed<part>("A product");
        BOOST_TEST(got.model == "openai/second");
        BOOST_TEST(got.attempts.at(0).model == "anthropic/first");
    });
}

BOOST_AUTO_TEST_CASE(a_second_call_starts_when_the_first_is_late)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        server.enqueue(reply::json(bolt).stall_after(100));
        server.enqueue(reply::json(R"({"name":"hedge","price":1,"tags":[]})"));
        coax::client client(context, "openai/m", server.options("openai"));
        auto ask = coax::request("A product").hedge_after(std::chrono::milliseconds(50));
        auto const got = co_await client.extract<part>(ask);
        BOOST_TEST(got.name == "hedge");
        BOOST_TEST(server.asked().size() == 2U);
    });
}

BOOST_AUTO_TEST_CASE(a_rule_may_wait_and_its_words_go_to_the_model)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        coax::client client(context, "openai/m", server.options("openai"));
        server.enqueue(reply::json(bolt));
        server.enqueue(reply::json(R"({"reasoning":"r","holds":false,"what_is_wrong":"A bolt is no nut."})"));
        server.enqueue(reply::json(R"({"name":"nut","price":1,"tags":[]})"));
        server.enqueue(reply::json(R"({"reasoning":"r","holds":true,"what_is_wrong":""})"));
        auto ask = coax::request("A product");
        ask.check(coax::judge<part>(client, "It is a nut", [](part const& p) { return p.name; }));
        auto const got = co_await client.extract_detailed<part>(ask);
        BOOST_TEST(got.value.name == "nut");
        BOOST_TEST(got.attempts.size() == 2U);
        BOOST_TEST((server.asked().at(2).body.find("A bolt is no nut.") != std::string::npos));
    });
}

BOOST_AUTO_TEST_CASE(a_waiting_rule_judges_each_element)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        coax::client client(context, "openai/m", server.options("openai"));
        auto const no_nuts = [](part const& p, coax::violations& found) -> asio::awaitable<void> {
            if (p.name == "nut")
                found.add<&part::name>("must not be nut");
            co_return;
        };
        server.enqueue(reply::json(items({bolt, nut, bolt})));
        server.enqueue(reply::json(items({bolt, screw, bolt})));
        auto ask = coax::request("Products");
        ask.check(coax::check<part>(no_nuts));
        auto all = client.each<part>(ask);
        std::string names;
        while (auto one = co_await all.next())
            names += one->name + " ";
        BOOST_TEST(names == "bolt screw bolt ");
        BOOST_TEST((server.asked().at(1).body.find("/items/1/name must not be nut") != std::string::npos));
    });
}

BOOST_AUTO_TEST_CASE(a_hedged_call_reports_at_once_what_a_second_would_meet_as_well)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        server.enqueue(reply::status(400));
        server.enqueue(reply::json(bolt));
        coax::client client(context, "openai/m", server.options("openai"));
        auto const ask = coax::request("A part").hedge_after(2s);
        auto const got = co_await coax::settle(client.extract<part>(ask));
        BOOST_TEST_REQUIRE(got.has_error());
        BOOST_TEST(got.error().http_status == 400);
        BOOST_TEST(server.asked().size() == 1U);
    });
}

BOOST_AUTO_TEST_CASE(a_hedged_call_outlives_an_error_that_passes)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        server.enqueue(reply::status(529));
        server.enqueue(reply::json(bolt));
        coax::client client(context, "openai/m", server.options("openai").max_reasks(0).max_retries(0));
        auto const ask = coax::request("A part").hedge_after(20ms);
        auto const got = co_await client.extract<part>(ask);
        BOOST_TEST(got.name == "bolt");
    });
}

BOOST_AUTO_TEST_SUITE_END()
