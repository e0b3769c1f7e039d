// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// The client against the simulator: patch re-asks, rescue, bad elements, budgets, fallback, hedging, waiting rules.
#include "with_server.hpp"

#include <coax/check.hpp>
#include <coax/client.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

namespace asio = boost::asio;
using coax::sim::reply;
using coax::test::with_server;

namespace {

struct product {
    std::string name;
    int price = 0;
    std::vector<std::string> tags;
};
BOOST_DESCRIBE_STRUCT(product, (), (name, price, tags))
constexpr auto tag_invoke(coax::annotate_tag, product const*)
{
    return coax::notes(coax::note<&product::price>().ge(0).le(100));
}

constexpr auto good = R"({"name":"bolt","price":5,"tags":["m4"]})";
constexpr auto dear = R"({"name":"bolt","price":500,"tags":["m4"]})";

std::string items(std::initializer_list<std::string_view> elements)
{
    std::string json = "{\"items\":[";
    for (auto const one : elements)
        json += (json.back() == '[' ? "" : ",") + std::string(one);
    return json + "]}";
}

} // namespace

BOOST_AUTO_TEST_SUITE(client_reask)

BOOST_AUTO_TEST_CASE(a_patch_asks_for_the_failing_members_alone)
{
    for (std::string const provider : {"anthropic", "openai"}) {
        with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
            server.enqueue(reply::json(dear + std::string("\n")).cut(100)); // in one delta, which no read can part
            server.enqueue(reply::json(R"({"price":50})"));
            coax::client client(context, provider + "/m", server.options(provider));
            auto ask = coax::request("A product").reask(coax::reask::patch);
            auto const got = co_await client.extract_detailed<product>(ask);
            BOOST_TEST(got.value.name == "bolt");
            BOOST_TEST(got.value.price == 50);
            BOOST_TEST(got.value.tags.size() == 1U); // came with it
            auto const asked = server.asked().at(1);
            BOOST_TEST(!asked.schema.at("properties").as_object().contains("name"));
            BOOST_TEST(asked.schema.at("properties").as_object().contains("price"));
            BOOST_TEST((asked.body.find("Give only these members, as one object: price.") != std::string::npos));
        });
    }
}

BOOST_AUTO_TEST_CASE(a_cut_off_answer_is_rescued)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        server.enqueue(reply::json(good).cut(4).truncate_after(4)); // {"name":"bolt",
        server.enqueue(reply::json(R"({"price":5,"tags":[]})"));
        coax::client client(context, "openai/m", server.options("openai"));
        auto ask = coax::request("A product").rescue_truncated(true);
        auto const got = co_await client.extract_detailed<product>(ask);
        BOOST_TEST(got.value.name == "bolt");
        BOOST_TEST(got.value.price == 5);
        BOOST_TEST(got.attempts.size() == 2U);
        BOOST_TEST((got.attempts[0].stop == coax::stop_reason::truncated));
    });
}

BOOST_AUTO_TEST_CASE(further_elements_are_asked_for_and_none_is_given_twice)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        server.enqueue(reply::json(items({good, good, good})).cut(10).truncate_after(10));
        server.enqueue(reply::json(items({R"({"name":"nut","price":1,"tags":[]})"})));
        coax::client client(context, "anthropic/m", server.options("anthropic"));
        auto all = client.each<product>(coax::request("Products").rescue_truncated(true));
        std::string names;
        while (auto one = co_await all.next())
            names += one->name + " ";
        BOOST_TEST(names == "bolt bolt nut ");
    });
}

BOOST_AUTO_TEST_CASE(a_bad_element_is_skipped_or_fatal_as_asked)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        coax::client client(context, "openai/m", server.options("openai"));
        server.enqueue(reply::json(items({good, dear, good})));
        auto all = client.each<product>(coax::request("Products").on_bad_item(coax::bad_item::skip));
        int count = 0;
        while (auto one = co_await all.next())
            ++count;
        BOOST_TEST(count == 2);
        auto const how = co_await all.result();
        BOOST_TEST(how.attempts.size() == 1U);
        BOOST_TEST(how.skipped.at(0).pointer == "/items/1/price");

        server.enqueue(reply::json(items({good, dear, good})));
        auto strict = client.each<product>(coax::request("Products").on_bad_item(coax::bad_item::fail));
        auto const first = co_await strict.next();
        BOOST_TEST(first.has_value());
        auto const second = co_await coax::settle(strict.next());
        BOOST_TEST((second.error().code == coax::errc::invalid_answer));
    });
}

BOOST_AUTO_TEST_CASE(a_model_that_says_the_same_again_is_asked_afresh)
{
    for (std::string const provider : {"anthropic", "openai"}) {
        with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
            for (int i = 0; i < 4; ++i)
                server.enqueue(reply::json(dear).cut(100));
            server.enqueue(reply::json(good));
            coax::client client(context, provider + "/m", server.options(provider));
            auto const got = co_await client.extract_detailed<product>(coax::request("A product").max_retries(4));
            BOOST_TEST(got.value.price == 5);
            auto const asked = server.asked();
            BOOST_TEST_REQUIRE(asked.size() == 5U);
            BOOST_TEST((asked[1].body.find("500") != std::string::npos)); // its own wrong answer stands before it
            BOOST_TEST(asked[2].body == asked[0].body);
            BOOST_TEST((asked[3].body.find("500") != std::string::npos)); // nothing stood before it: it is told first
            BOOST_TEST(asked[4].body == asked[0].body);
        });
    }
}

BOOST_AUTO_TEST_CASE(a_model_that_takes_over_is_told_what_was_wrong_though_the_other_said_the_same)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        for (int i = 0; i < 3; ++i)
            server.enqueue(reply::json(dear).cut(100));
        server.enqueue(reply::json(good));
        auto const client = coax::client(context, "openai/small", server.options("openai"))
                                .fallback(std::vector<std::string>{"openai/large"});
        auto const got = co_await client.extract_detailed<product>(coax::request("A product").max_retries(1));
        BOOST_TEST(got.value.price == 5);
        auto const asked = server.asked();
        BOOST_TEST_REQUIRE(asked.size() == 4U);
        BOOST_TEST((asked[2].body.find("500") == std::string::npos));
        BOOST_TEST((asked[3].body.find("500") != std::string::npos));
    });
}

BOOST_AUTO_TEST_CASE(a_token_budget_bounds_all_attempts)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        server.enqueue(reply::json(dear).usage(100, 20));
        coax::client client(context, "anthropic/m", server.options("anthropic"));
        auto const got = co_await coax::settle(client.extract<product>(coax::request("A product").token_budget(100)));
        BOOST_TEST((got.error().code == coax::errc::budget_exhausted));
        BOOST_TEST(got.error().attempts.size() == 1U);
        BOOST_TEST(server.asked().size() == 1U);
    });
}

BOOST_AUTO_TEST_CASE(another_model_takes_over)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        coax::client other(context, "openai/second", server.options("openai"));
        auto client
            = coax::client(context, "anthropic/first", server.options("anthropic").max_retries(0)).fallback(other);
        server.enqueue(reply::status(529));
        server.enqueue(reply::json(good));
        auto const got = co_await client.extract_detailed<product>("A product");
        BOOST_TEST(got.model == "openai/second");
        BOOST_TEST(got.attempts.at(0).model == "anthropic/first");

        // In the middle of a stream: what was given stays given.
        server.enqueue(reply::json(items({good, R"({"name":"nut","price":1,"tags":[]})"}))
                           .cut(4)
                           .error_after(14, coax::errc::overloaded));
        server.enqueue(reply::json(items({good, R"({"name":"nut","price":1,"tags":[]})"})));
        auto all = client.each<product>("Products");
        std::string names;
        while (auto one = co_await all.next())
            names += one->name + " ";
        BOOST_TEST(names == "bolt nut ");

        // Nothing is gained elsewhere for a request that is wrong.
        server.enqueue(reply::status(400));
        auto const wrong = co_await coax::settle(client.extract<product>("A product"));
        BOOST_TEST((wrong.error().code == coax::errc::bad_request));
    });
}

// As Groq does it: HTTP 400 or an event in the stream, and the model's own words beside the service's.
BOOST_AUTO_TEST_CASE(an_answer_that_the_service_finds_wrong_is_asked_for_again)
{
    constexpr auto wrong = R"({"error":{"message":"price is no number","type":"invalid_request_error",)"
                           R"("code":"json_validate_failed","failed_generation":"{\"price\":\"five\"}"}})";
    for (bool const streamed : {false, true}) {
        with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
            auto refused = reply::status(400).body(wrong).content_type("application/json");
            if (streamed)
                refused = reply()
                              .body("event: error\ndata: " + std::string(wrong) + "\n\n")
                              .content_type("text/event-stream");
            server.enqueue(refused);
            server.enqueue(reply::json(good));
            coax::client client(context, "openai/m", server.options("openai"));
            auto ask = coax::request("A product").reask(coax::reask::patch);
            auto const got = co_await client.extract_detailed<product>(ask);
            BOOST_TEST(got.value.name == "bolt");
            BOOST_TEST(got.attempts.size() == 2U);
            BOOST_TEST((got.attempts[0].code == coax::errc::invalid_answer));
            BOOST_TEST(got.attempts[0].text == R"({"price":"five"})");
            auto const again = server.asked().at(1);
            BOOST_TEST(again.schema.at("properties").as_object().contains("name")); // all of it: nothing stands
            BOOST_TEST((again.body.find("price is no number") != std::string::npos));
            BOOST_TEST((again.body.find(R"({\"price\":\"five\"})") != std::string::npos));

            server.enqueue(refused);
            auto const once = coax::request("A product").max_retries(0);
            auto const none = co_await coax::settle(client.extract<product>(once));
            BOOST_TEST_REQUIRE(none.has_error());
            BOOST_TEST((none.error().code == coax::errc::invalid_answer));
            BOOST_TEST(none.error().text == R"({"price":"five"})");
            BOOST_TEST(none.error().provider_code == "json_validate_failed");
        });
    }
}

BOOST_AUTO_TEST_CASE(a_second_call_starts_when_the_first_is_late)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        server.enqueue(reply::json(good).stall_after(100));
        server.enqueue(reply::json(R"({"name":"hedge","price":1,"tags":[]})"));
        coax::client client(context, "openai/m", server.options("openai"));
        auto ask = coax::request("A product").hedge_after(std::chrono::milliseconds(50));
        auto const got = co_await client.extract<product>(ask);
        BOOST_TEST(got.name == "hedge");
        BOOST_TEST(server.asked().size() == 2U);
    });
}

BOOST_AUTO_TEST_CASE(a_rule_may_wait_and_its_words_go_to_the_model)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        coax::client client(context, "openai/m", server.options("openai"));
        server.enqueue(reply::json(good));
        server.enqueue(reply::json(R"({"reasoning":"r","holds":false,"what_is_wrong":"A bolt is no nut."})"));
        server.enqueue(reply::json(R"({"name":"nut","price":1,"tags":[]})"));
        server.enqueue(reply::json(R"({"reasoning":"r","holds":true,"what_is_wrong":""})"));
        auto ask = coax::request("A product");
        ask.check(coax::judge<product>(client, "It is a nut", [](product const& p) { return p.name; }));
        auto const got = co_await client.extract_detailed<product>(ask);
        BOOST_TEST(got.value.name == "nut");
        BOOST_TEST(got.attempts.size() == 2U);
        BOOST_TEST((server.asked().at(2).body.find("A bolt is no nut.") != std::string::npos));
    });
}

BOOST_AUTO_TEST_CASE(a_waiting_rule_judges_each_element)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        coax::client client(context, "openai/m", server.options("openai"));
        auto const no_nuts = [](product const& p, coax::violations& found) -> asio::awaitable<void> {
            if (p.name == "nut")
                found.add<&product::name>("must not be nut");
            co_return;
        };
        auto const nut = R"({"name":"nut","price":1,"tags":[]})";
        server.enqueue(reply::json(items({good, nut, good})));
        server.enqueue(reply::json(items({good, R"({"name":"screw","price":1,"tags":[]})", good})));
        auto ask = coax::request("Products");
        ask.check(coax::check<product>(no_nuts));
        auto all = client.each<product>(ask);
        std::string names;
        while (auto one = co_await all.next())
            names += one->name + " ";
        BOOST_TEST(names == "bolt screw bolt ");
        BOOST_TEST((server.asked().at(1).body.find("/items/1/name must not be nut") != std::string::npos));
    });
}

BOOST_AUTO_TEST_CASE(a_waiting_rule_that_stays_broken_is_named)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        coax::client client(context, "openai/m", server.options("openai"));
        auto const never = [](product const&, coax::violations& found) -> asio::awaitable<void> {
            found.add<&product::name>("must be another");
            found.add("is not enough");
            co_return;
        };
        server.enqueue(reply::json(good));
        auto ask = coax::request("Product").max_retries(0);
        ask.check(coax::check<product>(never));
        auto const got = co_await coax::settle(client.extract<product>(ask));
        BOOST_TEST_REQUIRE(got.has_error());
        BOOST_TEST(got.error().message
            == "the answer breaks a rule of request::check; /name must be another; The answer is not enough");
    });
}

BOOST_AUTO_TEST_SUITE_END()
