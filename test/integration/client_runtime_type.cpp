// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// A type that is known only at run time has what a struct has: early abort, re-asks, patches, tolerance, lists.
#include "client_fixture.hpp"
#include "scratch_folder.hpp"

#include <coax/batch.hpp>
#include <coax/blocking.hpp>
#include <coax/type.hpp>

#include <boost/asio/use_future.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <future>
#include <thread>

using namespace coax;
using namespace coax::test;
using boost::json::serialize;
using sim::reply;

namespace {

type verdict_type()
{
    return type::parse_schema(R"({
        "title": "verdict",
        "properties": {
            "name": {"type": "string", "minLength": 2},
            "marks": {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 6}},
            "word": {"enum": ["good", "bad"]}
        },
        "required": ["name", "marks", "word"]})");
}

std::string long_answer(std::string_view begin)
{
    std::string text(begin);
    for (int i = 0; i < 200; ++i)
        text += ",3";
    return text + R"(],"word":"good"})";
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_runtime_type, client_fixture, *boost::unit_test::fixture<own_authority_only>())

BOOST_AUTO_TEST_CASE(a_broken_rule_stops_the_generation_and_is_asked_for_again)
{
    for (std::string const provider : {"anthropic", "openai", "google"})
        BOOST_TEST_CONTEXT(provider)
        {
            auto const before = server.served().size();
            server.enqueue(reply::json(long_answer(R"({"name":"Ann","marks":[1,7)")).pace(1ms));
            server.enqueue(reply::json(std::string(good)));
            auto const client = connect(provider, options(provider).max_reasks(1));
            auto const work = [&]() -> boost::asio::awaitable<void> {
                auto const got = co_await client.extract_detailed(verdict_type(), "Judge");
                BOOST_TEST(serialize(got.value) == good);
                BOOST_REQUIRE(got.attempts.size() == 2U);
                BOOST_REQUIRE(got.attempts.front().violations.size() == 1U);
                BOOST_TEST(got.attempts.front().violations.front().pointer == "/marks/1");
                BOOST_TEST(got.attempts.front().violations.front().message == "must be at most 6, but is 7");
                BOOST_TEST(got.attempts.front().text.size() < 100U);
            };
            run(work());
            BOOST_TEST(!server.served().at(before).complete);
        }
}

BOOST_AUTO_TEST_CASE(a_patch_asks_for_the_failing_members_alone)
{
    server.enqueue(reply::json(R"({"name":"Ann","marks":[1,2],"word":"so-so"})"));
    server.enqueue(reply::json(R"({"word":"good"})"));
    auto const client = connect("openai", options("openai").max_reasks(1));
    auto const work = [&]() -> boost::asio::awaitable<void> {
        auto const got = co_await client.extract_detailed(
            verdict_type(), request("Judge").reask(reask::patch).tolerance(tolerance::strict));
        BOOST_TEST(serialize(got.value) == good);
    };
    run(work());
    auto const asked = server.served().at(1).asked.body;
    BOOST_TEST(asked.find(R"("word":{"type":"string","enum":["good","bad"]})") != asked.npos, asked);
    BOOST_TEST(asked.find(R"("marks":{"type":"array")") == asked.npos, asked);
}

BOOST_AUTO_TEST_CASE(tolerance_puts_an_answer_right_and_says_so)
{
    server.enqueue(reply::json("Here: {name: 'Ann', marks: [\"1\", 2,], word: 'GOOD'}"));
    auto const client = connect("anthropic");
    auto const work = [&]() -> boost::asio::awaitable<void> {
        auto const got = co_await client.extract_detailed(verdict_type(), "Judge");
        BOOST_TEST(serialize(got.value) == good);
        BOOST_TEST(got.repairs.size() >= 4U);
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(partials_grow_and_start_afresh_when_the_model_is_asked_again)
{
    server.enqueue(reply::json(R"({"name":"Bo","marks":[0],"word":"bad"})"));
    server.enqueue(reply::json(std::string(good)));
    auto const client = connect("anthropic", options("anthropic").max_reasks(1));
    auto const work = [&]() -> boost::asio::awaitable<void> {
        auto stream = client.stream(verdict_type(), "Judge");
        std::string last;
        unsigned attempt = 1;
        while (auto const now = co_await stream.next()) {
            last = serialize(**now);
            BOOST_TEST(now->attempt() >= attempt);
            attempt = now->attempt();
            BOOST_TEST(now->has("/name") == (last.find("name") != last.npos));
            if (attempt == 2 && now->complete("/marks"))
                BOOST_TEST(last.find("[1,2]") != last.npos);
        }
        BOOST_TEST(attempt == 2U);
        BOOST_TEST(last == good);
        auto const done = co_await stream.result();
        BOOST_TEST(serialize(done.value) == good);
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(elements_of_a_list_come_one_by_one_and_none_twice)
{
    auto const one = [](std::string_view name, int mark) {
        return R"({"name":")" + std::string(name) + R"(","marks":[)" + std::to_string(mark) + R"(],"word":"good"})";
    };
    server.enqueue(reply::json("{\"items\":[" + one("Ann", 1) + "," + one("Bob", 9) + "]}"));
    server.enqueue(reply::json("{\"items\":[" + one("Bob", 2) + "," + one("Cy", 3) + "]}"));
    auto const client = connect("openai", options("openai").max_reasks(1));
    auto const work = [&]() -> boost::asio::awaitable<void> {
        auto items = client.each(verdict_type(), "Judge them");
        std::string all;
        while (auto const item = co_await items.next())
            all += serialize(*item);
        BOOST_TEST(all == one("Ann", 1) + one("Bob", 2) + one("Cy", 3));
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(a_value_that_is_no_object_and_one_that_a_completion_token_waits_for)
{
    server.enqueue(reply::json(R"({"value":["a","b"]})"));
    auto const client = connect("anthropic");
    auto const list = type::parse_schema(R"({"type":"array","items":{"type":"string"}})");
    auto got = client.async_extract(list, request("Two letters"), boost::asio::use_future);
    while (got.wait_for(0s) != std::future_status::ready)
        io.run_one();
    BOOST_TEST(serialize(got.get()) == R"(["a","b"])");
}

BOOST_AUTO_TEST_CASE(a_batch_keeps_its_values_in_the_journal_of_their_type)
{
    coax::test::scratch_folder const folder;
    auto const journal = (folder.path() / "run.jsonl").string();
    server.on([](sim::asked const& asked) {
        return asked.prompt() == "bad" ? reply::json(R"({"name":"X","marks":[],"word":"good"})")
                                       : reply::json(std::string(good));
    });
    std::vector<std::string> const inputs{"one", "bad", "two"};
    auto const client = connect("anthropic");
    auto const run_batch = [&](type const& of) -> boost::asio::awaitable<std::string> {
        std::string all;
        auto const results = co_await batch(client, of, inputs, journal);
        for (auto const& one : results)
            all += one.has_value() ? serialize(*one) : std::string(one.error().code.message());
        co_return all;
    };
    auto const work = [&]() -> boost::asio::awaitable<void> {
        auto const failed = make_error_code(errc::invalid_answer).message();
        auto const wanted = std::string(good) + failed + std::string(good);
        BOOST_TEST(co_await run_batch(verdict_type()) == wanted);
        auto const asked = server.served().size();
        BOOST_TEST(co_await run_batch(verdict_type()) == wanted);
        BOOST_TEST(server.served().size() == asked);
        auto const other = co_await settle(run_batch(type::parse_schema(R"({"properties":{"a":{"type":"string"}}})")));
        BOOST_REQUIRE(other.has_error());
        BOOST_TEST((other.error().code == errc::journal_failed));
        auto each = batch_each(client, verdict_type(), inputs, journal);
        std::size_t kept = 0;
        while (auto const one = co_await each.next())
            kept += one->kept ? 1 : 0;
        BOOST_TEST(kept == 3U);
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(a_client_that_waits_takes_a_type_too)
{
    boost::asio::io_context context;
    sim::server other(context.get_executor());
    for (int i = 0; i < 3; ++i)
        other.enqueue(reply::json(std::string(good)));
    other.enqueue(reply::json("{\"items\":[" + std::string(good) + "]}"));
    std::thread background([&] { context.run(); });
    {
        blocking::client const client("anthropic/test-model", other.options("anthropic"));
        auto const of = verdict_type();
        BOOST_TEST(serialize(client.extract(of, "Judge")) == good);
        BOOST_TEST(serialize(client.extract_detailed(of, "Judge").value) == good);
        std::size_t partials = 0;
        auto stream = client.stream(of, "Judge");
        for (auto const& now : stream)
            partials += now.has("/name") ? 1 : 0;
        BOOST_TEST(partials > 0U);
        BOOST_TEST(serialize(stream.result().value) == good);
        for (auto const& item : client.each(of, "Judge"))
            BOOST_TEST(serialize(item) == good);
    }
    other.stop();
    background.join();
}

BOOST_AUTO_TEST_CASE(the_type_may_go_before_the_awaitable_and_the_stream)
{
    server.enqueue(reply::json(std::string(good)));
    server.enqueue(reply::json(std::string(good)));
    auto const client = connect("anthropic");
    auto const work = [&]() -> boost::asio::awaitable<void> {
        auto later = client.extract(verdict_type(), "Judge");
        auto stream = client.stream(verdict_type(), "Judge");
        BOOST_TEST(serialize(co_await std::move(later)) == good);
        auto const done = co_await stream.result();
        BOOST_TEST(serialize(done.value) == good);
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(a_type_that_a_service_cannot_be_told_is_an_error_before_anything_is_sent)
{
    auto const any = type::parse_schema(R"({"properties":{"x":{}},"required":["x"]})");
    auto const client = connect("openai", options("openai"));
    auto const work = [&]() -> boost::asio::awaitable<void> {
        auto const got = co_await settle(client.extract(any, request("Any").mode(mode::json_schema)));
        BOOST_REQUIRE(got.has_error());
        BOOST_TEST((got.error().code == errc::unsupported_schema));
    };
    run(work());
    BOOST_TEST(server.served().empty());
}

BOOST_AUTO_TEST_SUITE_END()
