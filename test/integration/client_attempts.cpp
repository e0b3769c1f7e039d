// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What one attempt leaves to the next: budgets, models that take over, elements that were given, hedging.
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

// The usage comes after the stop reason, in a chunk of its own.
BOOST_AUTO_TEST_CASE(an_answer_that_breaks_a_rule_at_its_end_is_counted_as_the_provider_does)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        constexpr auto wrong
            = R"(data: {"choices":[{"index":0,"delta":{"content":"{\"name\":\"x\",\"price\":500,\"tags\":[]}"},)"
              R"("finish_reason":"stop"}]})"
              "\n\n"
              R"(data: {"choices":[],"usage":{"prompt_tokens":100,"completion_tokens":20}})"
              "\n\ndata: [DONE]\n\n";
        for (int i = 0; i < 6; ++i)
            server.enqueue(reply().body(wrong).content_type("text/event-stream"));
        coax::client client(context, "openai/m", server.options("openai"));
        auto const ask = coax::request("A part").token_budget(100).max_retries(5);
        auto const got = co_await coax::settle(client.extract<part>(ask));
        BOOST_TEST_REQUIRE(got.has_error());
        BOOST_TEST((got.error().code == coax::errc::budget_exhausted));
        BOOST_TEST(server.asked().size() == 1U);
        auto const spent = got.error().attempts.at(0).usage;
        BOOST_TEST(spent.input_tokens == 100U);
        BOOST_TEST(spent.output_tokens == 20U);
        BOOST_TEST(!spent.estimated);
    });
}

BOOST_AUTO_TEST_CASE(a_server_that_never_counts_is_estimated)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        constexpr auto wrong
            = R"(data: {"choices":[{"index":0,"delta":{"content":"{\"name\":\"x\",\"price\":500,\"tags\":[]}"},)"
              R"("finish_reason":"stop"}]})"
              "\n\ndata: [DONE]\n\n";
        for (int i = 0; i < 6; ++i)
            server.enqueue(reply().body(wrong).content_type("text/event-stream"));
        coax::client client(context, "openai/m", server.options("openai"));
        auto const ask = coax::request("A part").token_budget(50).max_retries(5);
        auto const got = co_await coax::settle(client.extract<part>(ask));
        BOOST_TEST((got.error().code == coax::errc::budget_exhausted));
        BOOST_TEST(server.asked().size() == 1U);
        BOOST_TEST(got.error().attempts.at(0).usage.estimated);
    });
}

BOOST_AUTO_TEST_CASE(a_model_that_cannot_take_the_request_is_passed_over)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        coax::client const cannot(context, "anthropic/second", server.options("anthropic"));
        coax::client const third(context, "openai/third", server.options("openai"));
        auto const first = coax::client(context, "openai/first", server.options("openai").max_retries(0));
        auto const ask = coax::request("A part").mode(coax::mode::json_object);

        server.enqueue(reply::status(529));
        server.enqueue(reply::json(bolt));
        auto const client = first.fallback(cannot).fallback(third);
        auto const got = co_await client.extract_detailed<part>(ask);
        BOOST_TEST(got.model == "openai/third");
        BOOST_TEST_REQUIRE(got.attempts.size() == 3U);
        BOOST_TEST(got.attempts[1].model == "anthropic/second");
        BOOST_TEST((got.attempts[1].code == coax::errc::invalid_option));
        BOOST_TEST(holds(got.attempts[1].message, "json_object"));
        BOOST_TEST(server.asked().size() == 2U);

        server.enqueue(reply::status(529));
        auto stream = first.fallback(cannot).stream<part>(ask);
        auto const why = co_await coax::settle(stream.next());
        BOOST_TEST_REQUIRE(why.has_error());
        BOOST_TEST((why.error().code == coax::errc::overloaded));
        BOOST_TEST(holds(why.error().message, "; anthropic/second was not asked: "));
        BOOST_TEST(why.error().attempts.size() == 2U);
        auto const* const after = co_await stream.next();
        BOOST_TEST((after == nullptr));
    });
}

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

BOOST_AUTO_TEST_CASE(a_patch_asks_for_what_a_waiting_rule_found)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        auto const even = [](part const& p, coax::violations& found) -> asio::awaitable<void> {
            if (p.tags.size() != 2)
                found.add<&part::tags>("must be two");
            co_return;
        };
        std::size_t told = 0;
        auto watching = std::make_shared<coax::observer>();
        watching->rule_broken = [&](auto const& e) { told += e.what->pointer == "/tags" ? 1 : 0; };
        coax::client client(context, "openai/m", server.options("openai").observe(watching));
        server.enqueue(reply::json(bolt));
        server.enqueue(reply::json(R"({"tags":["m4","steel"]})"));
        auto ask = coax::request("A part").reask(coax::reask::patch);
        ask.check(coax::check<part>(even));
        auto const got = co_await client.extract_detailed<part>(ask);
        BOOST_TEST(got.value.name == "bolt");
        BOOST_TEST((got.value.tags == std::vector<std::string>{"m4", "steel"}));
        BOOST_TEST(got.attempts.at(0).violations.at(0).pointer == "/tags");
        BOOST_TEST(told == 1U);
        auto const asked = server.asked().at(1);
        BOOST_TEST(!asked.schema.at("properties").as_object().contains("name"));
        BOOST_TEST(holds(asked.body, "Give only these members, as one object: tags."));
    });
}

BOOST_AUTO_TEST_CASE(a_model_that_takes_over_is_told_what_was_given_and_may_repeat_it_in_any_order)
{
    for (std::string const provider : {"openai", "anthropic"}) {
        with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
            coax::client const other(context, provider + "/second", server.options(provider));
            auto client
                = coax::client(context, "anthropic/first", server.options("anthropic").max_retries(0)).fallback(other);
            server.enqueue(reply::json(items({bolt, nut, screw})).cut(4).error_after(24, coax::errc::overloaded));
            server.enqueue(reply::json(items({nut, screw, bolt, bolt})));
            auto all = client.each<part>("Parts");
            std::string names;
            while (auto one = co_await all.next())
                names += one->name + " ";
            BOOST_TEST(names == "bolt nut screw bolt ");
            auto const body = server.asked().at(1).body;
            BOOST_TEST(holds(body, R"({\"items\":[{\"name\":\"bolt\")"));
            BOOST_TEST(holds(body, "Go on after them"));
        });
    }
}

BOOST_AUTO_TEST_CASE(a_retry_of_each_goes_on_from_what_was_given)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        coax::client client(context, "anthropic/m", server.options("anthropic").max_retries(1));
        server.enqueue(reply::json(items({bolt, nut, screw})).cut(4).error_after(24, coax::errc::overloaded));
        server.enqueue(reply::json(items({screw})));
        auto all = client.each<part>("Parts");
        std::string names;
        while (auto one = co_await all.next())
            names += one->name + " ";
        BOOST_TEST(names == "bolt nut screw ");
        BOOST_TEST(holds(server.asked().at(1).body, "Its complete elements stand"));
    });
}

BOOST_AUTO_TEST_CASE(elements_that_nobody_took_are_kept_and_not_given_twice)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        coax::client client(context, "openai/m", server.options("openai"));
        server.enqueue(reply::json(items({bolt, nut, screw})).cut(4).truncate_after(21));
        server.enqueue(reply::json(items({nut, screw})));
        auto all = client.each<part>(coax::request("Parts").rescue_truncated(true));
        auto const first = co_await all.next();
        BOOST_TEST(first->name == "bolt");
        auto const details = co_await all.result(); // reads to the end
        BOOST_TEST(details.attempts.size() == 2U);
        std::string names;
        while (auto one = co_await all.next())
            names += one->name + " ";
        BOOST_TEST(names == "nut screw ");
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
        coax::client client(context, "anthropic/m", server.options("anthropic").max_retries(1));
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

BOOST_AUTO_TEST_CASE(a_long_wrong_answer_is_not_sent_back_whole)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        coax::client client(context, "openai/m", server.options("openai"));
        server.enqueue(
            reply::json(R"({"name":")" + std::string(2'000'000, 'x') + R"(","price":500,"tags":[]})").cut(100'000));
        server.enqueue(reply::json(bolt));
        auto const got = co_await client.extract_detailed<part>("A part");
        BOOST_TEST(got.attempts.at(0).text.size() > 2'000'000U); // nothing that was received is lost
        BOOST_TEST(server.asked().at(1).body.size() < 100'000U);
        BOOST_TEST(holds(server.asked().at(1).body, "Only the beginning of the answer is repeated"));
    });
}

BOOST_AUTO_TEST_CASE(a_hedged_call_reports_at_once_what_a_second_would_meet_as_well)
{
    for (int const status : {400, 401, 404}) {
        with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
            server.enqueue(reply::status(status));
            server.enqueue(reply::json(bolt));
            coax::client client(context, "openai/m", server.options("openai"));
            auto const ask = coax::request("A part").hedge_after(2s);
            auto const got = co_await coax::settle(client.extract<part>(ask));
            BOOST_TEST_REQUIRE(got.has_error());
            BOOST_TEST(got.error().http_status == status);
            BOOST_TEST(server.asked().size() == 1U);
        });
    }
}

BOOST_AUTO_TEST_CASE(a_hedged_call_outlives_an_error_that_passes)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        server.enqueue(reply::status(529));
        server.enqueue(reply::json(bolt));
        coax::client client(context, "openai/m", server.options("openai").max_retries(0));
        auto const ask = coax::request("A part").hedge_after(20ms);
        auto const got = co_await client.extract<part>(ask);
        BOOST_TEST(got.name == "bolt");
    });
}

BOOST_AUTO_TEST_SUITE_END()
