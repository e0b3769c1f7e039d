// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Thinking beside the value, several tools, quotes, maybe, classes with probabilities, recordings.
#include "client_fixture.hpp"

#include "scratch_folder.hpp"

#include <coax/maybe.hpp>

#include <boost/json/parse.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <variant>

namespace asio = boost::asio;
using namespace coax;
using namespace coax::test;

namespace {

struct weather {
    literal<"weather"> kind;
    std::string city;
};
BOOST_DESCRIBE_STRUCT(weather, (), (kind, city))
struct news {
    literal<"news"> kind;
    int count = 0;
};
BOOST_DESCRIBE_STRUCT(news, (), (kind, count))

struct cited {
    std::string claim;
    std::vector<std::string> quotes;
};
BOOST_DESCRIBE_STRUCT(cited, (), (claim, quotes))
constexpr auto tag_invoke(annotate_tag, cited const*) { return notes(note<&cited::quotes>().quoted()); }

using mood = literal<"good", "bad", "neutral">;

std::string text_of(std::filesystem::path const& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

struct folder {
    [[nodiscard]] std::size_t files() const
    {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator(path), std::filesystem::directory_iterator()));
    }
    scratch_folder own;
    std::filesystem::path path = own.path() / "recordings"; // made by the recorder
};

struct branch {
    std::string name;
    std::vector<branch> branches;
};
BOOST_DESCRIBE_STRUCT(branch, (), (name, branches))

struct fixture : own_authority_only, client_fixture { };

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_rich, fixture)

BOOST_AUTO_TEST_CASE(thinking_is_a_change_of_its_own_where_asked_for)
{
    for (std::string const provider : {"anthropic", "openai"}) {
        for (bool const asked : {true, false}) {
            for (auto const often : {granularity::read, granularity::delta, granularity::field}) {
                BOOST_TEST_CONTEXT(provider << asked << int(often))
                {
                    server.enqueue(sim::reply().thinking("First this, then that.").text(std::string(good)));
                    auto const with = connect(provider);
                    std::size_t thoughts = 0, values = 0, longest = 0;
                    auto const work = [&]() -> asio::awaitable<void> {
                        auto stream = with.stream<verdict>(request("Judge").show_reasoning(asked).show(often));
                        while (auto const now = co_await stream.next()) {
                            if (now->change() == change::reasoning) {
                                ++thoughts;
                                BOOST_TEST(now->reasoning().size() > longest);
                                BOOST_TEST(!now->has<&verdict::name>());
                            } else {
                                ++values;
                            }
                            longest = now->reasoning().size();
                        }
                        auto done = co_await stream.result();
                        BOOST_TEST(done.reasoning == "First this, then that.");
                        BOOST_TEST(done.value.name == "Ann");
                    };
                    run(work());
                    if (often != granularity::read) // what comes in one read is one change
                        BOOST_TEST((thoughts > 0) == asked);
                    else if (!asked)
                        BOOST_TEST(thoughts == 0U);
                    BOOST_TEST(values > 0U);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_stream_of_fields_says_which_is_complete_once_for_each)
{
    server.enqueue(sim::reply().text(std::string(good)));
    auto const with = connect("openai");
    std::vector<std::string> completed;
    auto const work = [&]() -> asio::awaitable<void> {
        auto stream = with.stream<verdict>(request("Judge").show(granularity::field));
        while (auto const now = co_await stream.next())
            completed.emplace_back(now->completed_field());
    };
    run(work());
    auto sorted = completed;
    std::ranges::sort(sorted);
    BOOST_TEST((std::ranges::adjacent_find(sorted) == sorted.end()));
    BOOST_TEST_REQUIRE(!completed.empty());
    BOOST_TEST(completed.back() == ""); // the whole
    BOOST_TEST((std::ranges::find(completed, "/name") != completed.end()));
}

BOOST_AUTO_TEST_CASE(what_a_type_cannot_be_asked_in_is_said_before_a_byte_is_sent)
{
    auto const with = connect("anthropic");
    server.enqueue(sim::reply::json(R"({"name":"root","branches":[{"name":"leaf","branches":[]}]})"));
    auto const work = [&]() -> asio::awaitable<void> {
        auto const refused = co_await settle(with.extract<branch>(request("Which branches?").mode(mode::json_schema)));
        BOOST_TEST_REQUIRE(refused.has_error());
        BOOST_TEST((refused.error().code == errc::unsupported_schema));
        auto const why = std::string("branches[] refers to itself by way of branch, and recursion is not accepted");
        BOOST_TEST(refused.error().message.find("member " + why) != std::string::npos, refused.error().message);
        BOOST_TEST(server.asked().empty());

        auto const got = co_await with.extract_detailed<branch>("Which branches?");
        BOOST_TEST(got.value.branches.at(0).name == "leaf");
        BOOST_TEST((got.mode == mode::tool));
        BOOST_TEST(got.mode_reason == "the schema does not fit anthropic's native mode: " + why);
    };
    run(work());
    auto const body = boost::json::parse(server.asked().at(0).body);
    BOOST_TEST(body.at_pointer("/tool_choice/name") == "branch");
    BOOST_TEST(!body.at_pointer("/tools/0").as_object().contains("strict"));
}

BOOST_AUTO_TEST_CASE(each_alternative_is_a_tool_and_each_call_an_element)
{
    for (std::string const provider : {"anthropic", "openai"}) {
        for (bool const streamed : {true, false}) {
            BOOST_TEST_CONTEXT(provider << streamed)
            {
                server.enqueue(sim::reply()
                                   .call("weather", R"({"kind":"weather","city":"Rome"})")
                                   .call("news", R"({"kind":"news","count":3})")
                                   .call("weather", R"({"kind":"weather","city":"Oslo"})"));
                auto const with = connect(provider);
                std::vector<std::string> got;
                auto const work = [&]() -> asio::awaitable<void> {
                    auto tasks = with.each<std::variant<weather, news>>(
                        request("What is to be done?").mode(mode::tools).streamed(streamed));
                    while (auto one = co_await tasks.next())
                        got.push_back(std::holds_alternative<news>(*one) ? "news" : std::get<weather>(*one).city);
                    auto const done = co_await tasks.result();
                    BOOST_TEST((done.mode == mode::tools));
                };
                run(work());
                BOOST_TEST((got == std::vector<std::string>{"Rome", "news", "Oslo"}));
                auto const body = boost::json::parse(server.asked().back().body);
                BOOST_TEST(body.at("tools").as_array().size() == 2U);
            }
        }
    }
    check_failure(failure_from(connect("openai"), request("x").mode(mode::tools)), errc::invalid_option, "each");
}

BOOST_AUTO_TEST_CASE(a_quote_that_is_not_in_the_text_is_asked_for_again)
{
    server.enqueue(sim::reply::json(R"({"claim":"c","quotes":["the sky is green"]})"));
    server.enqueue(sim::reply::json(R"({"claim":"c","quotes":["the sky is blue"]})"));
    auto const with = connect("openai", options("openai").max_reasks(1).max_retries(1));
    auto const work = [&]() -> asio::awaitable<void> {
        auto const got = co_await with.extract_detailed<cited>("Cite: the sky\nis blue today.");
        BOOST_TEST(got.value.quotes.at(0) == "the sky is blue");
        BOOST_TEST_REQUIRE(got.attempts.size() == 2U);
        BOOST_TEST(got.attempts[0].violations.at(0).pointer == "/quotes/0");
        BOOST_TEST((got.attempts[0].violations.at(0).rule == rule::quote));
    };
    run(work());
    server.enqueue(sim::reply::json(R"({"claim":"c","quotes":["from elsewhere"]})"));
    auto const elsewhere = [&]() -> asio::awaitable<void> {
        auto const ask = request("Cite it").source("A text from elsewhere.");
        auto const got = co_await with.extract<cited>(ask);
        BOOST_TEST(got.quotes.size() == 1U);
    };
    run(elsewhere());
}

BOOST_AUTO_TEST_CASE(maybe_is_a_value_or_the_reason)
{
    auto const with = connect("openai");
    server.enqueue(sim::reply::json(R"({"value":{"claim":"c","quotes":[]},"why_not":null})"));
    server.enqueue(sim::reply::json(R"({"value":null,"why_not":"The text names none."})"));
    server.enqueue(sim::reply::json(R"({"value":null,"why_not":null})"));
    auto const work = [&]() -> asio::awaitable<void> {
        auto const there = co_await with.extract<maybe<cited>>("x");
        BOOST_TEST(static_cast<bool>(there));
        BOOST_TEST(there->claim == "c");
        auto const none = co_await with.extract<maybe<cited>>("x");
        BOOST_TEST(!none);
        BOOST_TEST(none.why_not.value() == "The text names none.");
        auto const neither = co_await settle(with.extract<maybe<cited>>("x"));
        BOOST_TEST_REQUIRE(neither.has_error());
        BOOST_TEST((neither.error().code == errc::invalid_answer));
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(classes_have_their_probabilities)
{
    std::string const body = R"({"id":"x","object":"chat.completion","choices":[{"index":0,"finish_reason":"stop",
        "message":{"role":"assistant","content":"{\"value\":\"bad\"}"},"logprobs":{"content":[
        {"token":"{\"","logprob":0,"top_logprobs":[]},
        {"token":"value","logprob":0,"top_logprobs":[]},{"token":"\":\"","logprob":0,"top_logprobs":[]},
        {"token":"bad","logprob":-0.2231435513,"bytes":[98],"top_logprobs":[
          {"token":"bad","logprob":-0.2231435513},{"token":"good","logprob":-1.6094379124}]},
        {"token":"\"}","logprob":0,"top_logprobs":[]}],"refusal":null}}],"usage":{"prompt_tokens":1,"completion_tokens":1}})";
    for (bool const streamed : {false, true}) {
        auto reply = sim::reply().body(body).content_type("application/json");
        if (streamed) {
            auto event = body;
            std::erase(event, '\n');
            event.replace(event.find("\"message\""), 9, "\"delta\"");
            reply = sim::reply().body("data: " + event + "\n\ndata: [DONE]\n\n").content_type("text/event-stream");
        }
        server.enqueue(reply);
        auto const with = connect("openai");
        auto const work = [&]() -> asio::awaitable<void> {
            auto const ask = request("How is it?").streamed(streamed);
            auto const got = co_await with.classify<mood>(ask);
            BOOST_TEST((got.label == "bad"));
            BOOST_TEST(got.probabilities.size() == 3U);
            BOOST_TEST(std::abs(got.probability("bad") - 0.8) < 1e-6);
            BOOST_TEST(std::abs(got.probability("good") - 0.2) < 1e-6);
            BOOST_TEST(got.probability("neutral") == 0);
        };
        run(work());
        auto const sent = boost::json::parse(server.asked().back().body);
        BOOST_TEST(sent.at("logprobs") == boost::json::value(true));
        BOOST_TEST(sent.at("top_logprobs") == 20);
        BOOST_TEST(sent.at_pointer("/response_format/type") == "json_schema");
    }
    server.enqueue(sim::reply::json(R"({"value":"bad"})")); // of a server that tells nothing
    auto const with = connect("openai");
    auto const other = connect("anthropic");
    auto const work = [&]() -> asio::awaitable<void> {
        auto const none = co_await settle(with.classify<mood>("x"));
        BOOST_TEST_REQUIRE(none.has_error());
        BOOST_TEST((none.error().code == errc::no_answer));
        auto const unable = co_await settle(other.classify<mood>("x"));
        BOOST_TEST_REQUIRE(unable.has_error());
        BOOST_TEST((unable.error().code == errc::unsupported_request));
        auto const ask = request("x").mode(mode::tool);
        auto const tool = co_await settle(with.classify<mood>(ask));
        BOOST_TEST_REQUIRE(tool.has_error());
        BOOST_TEST((tool.error().code == errc::invalid_option));
    };
    run(work());
}

BOOST_AUTO_TEST_CASE(what_was_recorded_is_replayed_with_the_server_gone)
{
    for (std::string const provider : {"anthropic", "openai"}) {
        BOOST_TEST_CONTEXT(provider)
        {
            folder const kept;
            std::vector<std::string> seen;
            auto const watch = [&](client with, std::vector<std::string>& into) -> asio::awaitable<void> {
                auto stream = with.stream<verdict>(request("Judge").max_reasks(1).show(granularity::read));
                while (auto const now = co_await stream.next())
                    into.push_back((*now)->name + std::to_string((*now)->marks.size()));
                auto done = co_await stream.result();
                BOOST_TEST(done.value.name == "Ann");
                into.push_back(std::to_string(done.usage.output_tokens));
            };
            auto settings = options(provider).max_reasks(1).max_retries(1);
            {
                client_fixture there;
                there.server.enqueue(sim::reply::json(R"({"name":"Ann","marks":["x"]})")); // asked again
                there.server.enqueue(sim::reply::json(std::string(good)).cut(3).usage(5, 9));
                there.server.enqueue(sim::reply::status(429).header("x-echo", std::string(secret)));
                settings = there.options(provider).max_reasks(1).max_retries(1).record(kept.path.string());
                auto const with = there.connect(provider, settings);
                there.run(watch(with, seen));
                auto const refused = there.failure_from(
                    there.connect(provider, client_options(settings).max_reasks(0).max_retries(0)));
                BOOST_TEST((refused.code == errc::rate_limited));
            }
            BOOST_TEST_REQUIRE(kept.files() == 3U);
            for (auto const& file : std::filesystem::directory_iterator(kept.path)) {
                auto const text = text_of(file.path());
                BOOST_TEST(text.find(secret) == text.npos, file.path());
                BOOST_TEST(text.find("REDACTED") != text.npos);
            }
            auto const replay = client_options(settings)
                                    .record("")
                                    .replay(kept.path.string())
                                    .api_key("")
                                    .max_reasks(0)
                                    .max_retries(0);
            asio::io_context own;
            std::vector<std::string> again;
            std::exception_ptr thrown;
            auto const with = client(own, provider + "/test-model", replay);
            auto const work = [&]() -> asio::awaitable<void> {
                co_await watch(with, again);
                auto const ask = request("Judge").max_reasks(0);
                auto const refused = co_await settle(with.extract<verdict>(ask));
                BOOST_TEST_REQUIRE(refused.has_error());
                BOOST_TEST((refused.error().code == errc::rate_limited));
                auto const gone = co_await settle(with.extract<verdict>(ask));
                BOOST_TEST_REQUIRE(gone.has_error());
                BOOST_TEST((gone.error().code == errc::recording_failed));
                BOOST_TEST(
                    gone.error().message.find("recordings of it are used") != std::string::npos, gone.error().message);
                auto const other = co_await settle(with.extract<verdict>("Judge not"));
                BOOST_TEST_REQUIRE(other.has_error());
                BOOST_TEST(other.error().message.find("/messages/0/content") != std::string::npos);
            };
            asio::co_spawn(own, work(), [&](std::exception_ptr why) { thrown = why; });
            own.run();
            if (thrown)
                std::rethrow_exception(thrown);
            BOOST_TEST((again == seen));
        }
    }
}

BOOST_AUTO_TEST_CASE(folders_that_cannot_be)
{
    auto const refusal = [&](client_options settings) {
        try {
            (void)connect("openai", std::move(settings));
        } catch (error const& thrown) {
            return static_cast<errc>(thrown.code().value());
        }
        return errc{};
    };
    folder const kept;
    BOOST_TEST((refusal(options("openai").replay(kept.path.string())) == errc::recording_failed));
    BOOST_TEST((refusal(options("openai").replay("a").record("b")) == errc::invalid_option));
    std::filesystem::create_directories(kept.path);
    std::ofstream(kept.path / "0001.json") << "{}";
    BOOST_TEST((refusal(options("openai").replay(kept.path.string())) == errc::recording_failed));
    BOOST_TEST((refusal(options("openai").record((kept.path / "0001.json").string())) == errc::recording_failed));
}

BOOST_AUTO_TEST_SUITE_END()
