// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// The snippets of doc/requests.md, word for word, with just enough around them to run.
#include "client_fixture.hpp"

#include <coax.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <variant>

namespace {

using boost::asio::awaitable;

void show(auto const&...) { }

// [attach]
struct receipt {
    std::string shop;
    double total = 0;
};
BOOST_DESCRIBE_STRUCT(receipt, (), (shop, total))

awaitable<receipt> read(coax::client client, std::string scan, std::string terms)
{
    auto const ask = coax::request("What was bought here, and for how much?")
                         .attach(coax::attachment::bytes(scan, "image/png"))
                         .attach(coax::attachment::file(terms)); // .pdf, by its name
    co_return co_await client.extract<receipt>(ask);
}

// [messages]
coax::request lesson(std::string question)
{
    return coax::request()
        .system("You teach Latin.")
        .user("What is 'house'?")
        .assistant("domus")
        .cache_here() // what stands above is worth keeping
        .user(std::move(question))
        .seed(7)
        .stop({"\n\n\n"});
}

// [extra]
coax::request routed(std::string question)
{
    return coax::request(std::move(question)).extra(R"({"service_tier": "flex", "metadata": {"team": "billing"}})");
}

// [thinking]
awaitable<receipt> ponder(coax::client client)
{
    auto const ask = coax::request("Add up the receipt.").effort(coax::effort::high).show_reasoning(true);
    auto stream = client.stream<receipt>(ask);
    while (auto const now = co_await stream.next()) {
        if (now->change() == coax::change::reasoning)
            show("thinking:", now->reasoning());
        else
            show("so far:", (*now)->total);
    }
    auto const done = co_await stream.result();
    show(done.reasoning, done.usage.reasoning_tokens);
    co_return done.value;
}

// [maybe]
awaitable<std::string> shop_of(coax::client client, std::string text)
{
    auto const found = co_await client.extract<coax::maybe<receipt>>(text);
    co_return found ? found->shop : "none: " + found.why_not.value_or("");
}

// [tools]
struct weather {
    coax::literal<"weather"> kind;
    std::string city;
};
BOOST_DESCRIBE_STRUCT(weather, (), (kind, city))
struct reminder {
    coax::literal<"reminder"> kind;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(reminder, (), (kind, text))

awaitable<int> run_all(coax::client client, std::string wish)
{
    int count = 0;
    auto calls = client.each<std::variant<weather, reminder>>(coax::request(wish).mode(coax::mode::tools));
    while (auto call = co_await calls.next()) { // as soon as its arguments are whole
        if (auto const* forecast = std::get_if<weather>(&*call))
            show(forecast->city);
        ++count;
    }
    co_return count;
}

// [quoted]
struct fact {
    std::string claim;
    std::vector<std::string> quotes;
};
BOOST_DESCRIBE_STRUCT(fact, (), (claim, quotes))
constexpr auto tag_invoke(coax::annotate_tag, fact const*)
{
    return coax::notes(coax::note<&fact::quotes>("What supports the claim").quoted().min_items(1));
}

awaitable<fact> first_fact(coax::client client, std::string article)
{
    auto const ask = coax::request("Name one fact:\n" + article).source(article);
    co_return co_await client.extract<fact>(ask);
}

// [classify]
using mood = coax::literal<"good", "bad", "neutral">;

awaitable<bool> surely_bad(coax::client client, std::string review)
{
    auto const found = co_await client.classify<mood>(review);
    co_return found.label == "bad" && found.probability("bad") > 0.9;
}

// [insist]
awaitable<receipt> insist(coax::client client, std::string scan)
{
    auto const known = [](receipt const& got, coax::violations& found) -> awaitable<void> {
        if (got.shop.empty()) // or ask a database, or another model: see coax::judge
            found.add<&receipt::shop>("must be named");
        co_return;
    };
    auto const ask = coax::request("What was bought here?\n" + scan)
                         .max_reasks(3) // times that a broken rule is asked for again,
                         .reask(coax::reask::patch) // and then the members that broke one alone
                         .check(coax::check<receipt>(known)) // a rule that may wait
                         .rescue_truncated(true) // an answer that the token limit cut off is completed
                         .token_budget(20'000) // by all attempts together
                         .hedge_after(std::chrono::seconds(5)) // a second call beside one that is late
                         .timeout(std::chrono::seconds(60));
    auto const backed = client.fallback({"openai/gpt-5-mini"}); // who takes over when this model fails
    co_return co_await backed.extract<receipt>(ask);
}

// [record]
coax::client_options recorded(coax::client_options options, bool anew)
{
    auto const folder = "test/recordings/receipts";
    return anew ? options.record(folder) : options.replay(folder);
}
// [end]

constexpr auto some_receipt = R"({"shop":"Corner","total":12.5})";

struct fixture : coax::test::own_authority_only, coax::test::client_fixture { };

} // namespace

BOOST_FIXTURE_TEST_SUITE(request_snippets, fixture)

BOOST_AUTO_TEST_CASE(attachments)
{
    auto const terms = std::filesystem::temp_directory_path() / "coax-terms.pdf";
    std::ofstream(terms) << "%PDF-1.7";
    server.enqueue(coax::sim::reply::json(some_receipt));
    auto const with = connect("anthropic");
    auto const work = [&]() -> awaitable<void> {
        auto const got = co_await read(with, "\x89PNG", terms.string());
        BOOST_TEST(got.total == 12.5);
    };
    run(work());
    std::filesystem::remove(terms);
    auto const body = server.asked().back().body;
    BOOST_TEST(body.find("image/png") != std::string::npos);
    BOOST_TEST(body.find("coax-terms.pdf") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(settings)
{
    server.enqueue(coax::sim::reply::json(some_receipt));
    server.enqueue(coax::sim::reply::json(some_receipt));
    server.enqueue(coax::sim::reply().thinking("12 and a half.").text(some_receipt));
    auto const with = connect("anthropic");
    auto const work = [&]() -> awaitable<void> {
        auto const question = lesson("What is 'door'?");
        co_await with.extract<receipt>(question);
        BOOST_TEST(server.asked().back().body.find("cache_control") != std::string::npos);
        auto const more = routed("How much?");
        co_await with.extract<receipt>(more);
        BOOST_TEST(server.asked().back().body.find(R"("service_tier":"flex")") != std::string::npos);
        auto const thought = co_await ponder(with);
        BOOST_TEST(thought.shop == "Corner");
        BOOST_TEST(server.asked().back().body.find(R"("effort":"high")") != std::string::npos);
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(patterns)
{
    server.enqueue(coax::sim::reply::json(R"({"value":null,"why_not":"It is a poem."})"));
    server.enqueue(coax::sim::reply()
                       .call("weather", R"({"kind":"weather","city":"Rome"})")
                       .call("reminder", R"({"kind":"reminder","text":"umbrella"})"));
    server.enqueue(coax::sim::reply::json(R"({"claim":"c","quotes":["the sea rises"]})"));
    server.enqueue(
        coax::sim::reply()
            .body(
                R"({"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"{\"value\":\"bad\"}"},)"
                R"("logprobs":{"content":[{"token":"{\"value\":\"","logprob":0,"top_logprobs":[]},)"
                R"({"token":"bad","logprob":-0.01,"top_logprobs":[{"token":"bad","logprob":-0.01},{"token":"good","logprob":-5}]},)"
                R"({"token":"\"}","logprob":0,"top_logprobs":[]}]}}]})")
            .content_type("application/json"));
    auto const with = connect("openai");
    auto const work = [&]() -> awaitable<void> {
        auto const why = co_await shop_of(with, "Roses are red");
        BOOST_TEST(why == "none: It is a poem.");
        auto const count = co_await run_all(with, "Rome tomorrow");
        BOOST_TEST(count == 2);
        auto const got = co_await first_fact(with, "They say the sea\nrises.");
        BOOST_TEST(got.quotes.size() == 1U);
        auto const bad = co_await surely_bad(with, "Never again.");
        BOOST_TEST(bad);
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(insisting)
{
    server.enqueue(coax::sim::reply::json(R"({"shop":"","total":12.5})"));
    server.enqueue(coax::sim::reply::json(some_receipt));
    auto const with = connect("openai");
    auto const work = [&]() -> awaitable<void> {
        auto const got = co_await insist(with, "12.50");
        BOOST_TEST(got.shop == "Corner");
        BOOST_TEST(got.total == 12.5);
        BOOST_TEST((server.asked().at(1).body.find("must be named") != std::string::npos));
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(recordings)
{
    BOOST_TEST(recorded(options("openai"), true).record() == "test/recordings/receipts");
    BOOST_TEST(recorded(options("openai"), false).replay() == "test/recordings/receipts");
}

BOOST_AUTO_TEST_SUITE_END()
