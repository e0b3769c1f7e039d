// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// The client against the simulator, over TLS: the calls themselves.
#include "with_server.hpp"

#include <coax/client.hpp>
#include <coax/violations.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <variant>

namespace asio = boost::asio;
using coax::test::with_server;

namespace {

struct review {
    std::string product;
    std::vector<std::string> strengths;
    coax::literal<"good", "bad"> verdict;
    std::optional<double> score;
};
BOOST_DESCRIBE_STRUCT(review, (), (product, strengths, verdict, score))
constexpr auto tag_invoke(coax::annotate_tag, review const*)
{
    return coax::notes(coax::note("A product review"), coax::note<&review::score>("0 to 10").ge(0).le(10));
}

struct dog {
    coax::literal<"dog"> kind;
    int tricks = 0;
};
BOOST_DESCRIBE_STRUCT(dog, (), (kind, tricks))
struct cat {
    int lives = 0;
    coax::literal<"cat"> kind;
};
BOOST_DESCRIBE_STRUCT(cat, (), (lives, kind))

constexpr auto answer = R"({"product":"Phone","strengths":["fast","light"],"verdict":"good","score":8.5})";

std::string model_of(std::string const& provider) { return provider + "/test-model"; }

} // namespace

BOOST_AUTO_TEST_SUITE(client_extract)

BOOST_AUTO_TEST_CASE(every_provider_and_mode_gives_the_value)
{
    using enum coax::mode;
    for (std::string const provider : {"anthropic", "openai"}) {
        for (auto const mode : {automatic, json_schema, tool, prompted}) {
            for (bool const streamed : {true, false}) {
                BOOST_TEST_CONTEXT(provider << " mode " << int(mode) << " streamed " << streamed)
                with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
                    server.enqueue(coax::sim::reply::json(answer).usage(11, 7));
                    coax::client client(context, model_of(provider), server.options(provider));
                    auto ask = coax::request("Review the phone").mode(mode).streamed(streamed);
                    auto got = co_await client.extract_detailed<review>(ask);
                    BOOST_TEST(got.value.product == "Phone");
                    BOOST_TEST(got.value.strengths.size() == 2U);
                    BOOST_TEST((got.value.verdict == "good"));
                    BOOST_TEST(got.value.score.value() == 8.5);
                    BOOST_TEST(got.usage.input_tokens == 11U);
                    BOOST_TEST(got.usage.output_tokens == 7U);
                    BOOST_TEST(got.attempts.size() == 1U);
                    BOOST_TEST(got.text == answer);
                    BOOST_TEST((got.stop == coax::stop_reason::complete));
                });
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_partial_fills_in_and_ends_complete)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        server.enqueue(coax::sim::reply::json(answer).cut(3));
        coax::client client(context, "anthropic/test-model", server.options("anthropic"));
        auto stream = client.stream<review>(coax::request("Review").show(coax::granularity::delta));
        std::size_t shows = 0;
        std::size_t longest = 0;
        bool complete = false;
        while (auto const* partial = co_await stream.next()) {
            ++shows;
            BOOST_TEST((*partial)->product.size() >= longest);
            longest = (*partial)->product.size();
            complete = partial->complete<&review::score>();
            if (!partial->has<&review::score>())
                BOOST_TEST(!(*partial)->score.has_value());
        }
        BOOST_TEST(shows > 10U);
        BOOST_TEST(complete);
        auto const done = co_await stream.result();
        BOOST_TEST(done.value.score.value() == 8.5);
    });
}

BOOST_AUTO_TEST_CASE(a_broken_rule_stops_the_generation_and_is_asked_again)
{
    for (std::string const provider : {"anthropic", "openai"}) {
        with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
            server.enqueue(coax::sim::reply::json(R"({"product":"Phone","strengths":[],"verdict":"ugly","score":1})"));
            server.enqueue(coax::sim::reply::json(answer));
            coax::client client(context, model_of(provider), server.options(provider));
            auto const got = co_await client.extract_detailed<review>("Review");
            BOOST_TEST((got.value.verdict == "good"));
            BOOST_TEST(got.attempts.size() == 2U);
            BOOST_TEST(got.attempts[0].violations.at(0).pointer == "/verdict");
            BOOST_TEST((server.asked().at(1).body.find("/verdict must be one of") != std::string::npos));
        });
    }
}

BOOST_AUTO_TEST_CASE(a_stream_starts_afresh_when_the_model_is_asked_again)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        server.enqueue(coax::sim::reply::json(R"({"product":"A","strengths":["s"],"verdict":"good","score":11})"));
        server.enqueue(coax::sim::reply::json(answer));
        coax::client client(context, "openai/test-model", server.options("openai"));
        auto stream = client.stream<review>(coax::request("Review").show(coax::granularity::field));
        unsigned last = 0;
        while (auto const* partial = co_await stream.next()) {
            last = partial->attempt();
            if (last == 1)
                BOOST_TEST(!partial->has<&review::score>());
        }
        BOOST_TEST(last == 2U);
        auto const done = co_await stream.result();
        BOOST_TEST(done.value.product == "Phone");
    });
}

BOOST_AUTO_TEST_CASE(a_root_that_is_no_struct_is_wrapped_and_unwrapped)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        coax::client client(context, "openai/test-model", server.options("openai"));
        server.enqueue(coax::sim::reply::json(R"({"value":["a","b"]})"));
        auto const list = co_await client.extract<std::vector<std::string>>("List");
        BOOST_TEST((list == std::vector<std::string>{"a", "b"}));
        server.enqueue(coax::sim::reply::json(R"({"value":0.25})"));
        double const number = co_await client.extract<double>("Number");
        BOOST_TEST(number == 0.25);
    });
}

BOOST_AUTO_TEST_CASE(each_gives_elements_as_they_close_and_none_twice)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        std::string const first = answer;
        std::string const bad = R"({"product":"Bad","strengths":[],"verdict":"good","score":99})";
        server.enqueue(coax::sim::reply::json("{\"items\":[" + first + "," + bad + "," + first + "]}"));
        server.enqueue(coax::sim::reply::json("{\"items\":[" + first + "," + first + "," + first + "]}"));
        coax::client client(context, "anthropic/test-model", server.options("anthropic"));
        auto reviews = client.each<review>("All reviews");
        int count = 0;
        while (auto one = co_await reviews.next()) {
            ++count;
            BOOST_TEST(one->product == "Phone");
        }
        BOOST_TEST(count == 3);
        auto const how = co_await reviews.result();
        BOOST_TEST(how.attempts.size() == 2U);
    });
}

BOOST_AUTO_TEST_CASE(a_stream_gives_its_result_once)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        server.enqueue(coax::sim::reply::json(answer));
        coax::client client(context, "anthropic/test-model", server.options("anthropic"));
        auto stream = client.stream<review>("Review");
        auto const got = co_await stream.result();
        BOOST_TEST(!got.value.product.empty());
        auto const again = co_await coax::settle(stream.result());
        BOOST_TEST_REQUIRE(again.has_error());
        BOOST_TEST((again.error().code == coax::errc::invalid_option)); // and no value that was moved from
    });
}

BOOST_AUTO_TEST_CASE(each_of_a_variant_gives_several_kinds_in_one_stream)
{
    for (std::string const provider : {"anthropic", "openai"}) {
        with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
            std::string const begins = R"({"items":[{"kind":"dog","tricks":2},{"lives":9,"kind":"cat"})";
            // An error straight after the second brace: what had closed before it was given already.
            server.enqueue(coax::sim::reply::json(begins + R"(,{"kind":"dog","tricks":0}]})")
                               .cut(1)
                               .error_after(begins.size(), coax::errc::provider_error));
            coax::client client(context, model_of(provider), server.options(provider).max_retries(0));
            auto animals = client.each<std::variant<dog, cat>>("Which animals?");
            std::string seen;
            boost::system::error_code end;
            try {
                while (auto one = co_await animals.next())
                    seen += std::holds_alternative<dog>(*one) ? "dog " + std::to_string(std::get<dog>(*one).tricks)
                                                              : " cat " + std::to_string(std::get<cat>(*one).lives);
            } catch (coax::error const& why) {
                end = why.code();
            }
            BOOST_TEST(seen == "dog 2 cat 9", provider);
            BOOST_TEST((end == coax::errc::provider_error), end.message());
        });
    }
}

BOOST_AUTO_TEST_CASE(a_stream_shows_each_delta_or_each_field_or_each_read)
{
    using enum coax::granularity;
    for (std::string const provider : {"anthropic", "openai"}) {
        for (auto const often : {read, delta, field}) {
            with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
                server.enqueue(coax::sim::reply::json(answer).cut(1));
                coax::client client(context, model_of(provider), server.options(provider));
                auto stream = client.stream<review>(coax::request("Review").show(often));
                std::size_t shows = 0;
                std::string written; // what is new each time
                while (auto const* partial = co_await stream.next()) {
                    ++shows;
                    auto const& now = **partial;
                    written = now.product + '|' + std::to_string(now.strengths.size())
                        + (partial->complete<&review::strengths>() ? "]" : "")
                        + (partial->complete<&review::verdict>() ? "v" : "")
                        + (partial->complete<&review::score>() ? "s" : "");
                    if (often == field)
                        BOOST_TEST(now.product == "Phone");
                }
                BOOST_TEST(written == "Phone|2]vs");
                auto const done = co_await stream.result();
                BOOST_TEST_CONTEXT(provider << " shown " << shows << " times at " << int(often))
                {
                    if (often == field) // product, two strengths, strengths, verdict, score, the whole
                        BOOST_TEST(shows == 7U);
                    else if (often == delta)
                        BOOST_TEST((shows > 6U && shows < std::string_view(answer).size()));
                    else
                        BOOST_TEST((shows >= 1U && shows < std::string_view(answer).size()));
                }
            });
        }
    }
}

BOOST_AUTO_TEST_CASE(failures_are_named)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        coax::client client(context, "anthropic/test-model", server.options("anthropic"));
        auto const fails = [&](coax::sim::reply reply, coax::errc why) -> asio::awaitable<void> {
            server.enqueue(std::move(reply));
            auto const got = co_await coax::settle(client.extract<review>(coax::request("Review").max_retries(0)));
            BOOST_TEST(got.has_error());
            BOOST_TEST((got.error().code == why), got.error().code.message() << ": " << got.error().message);
            BOOST_TEST(got.error().attempts.size() == 1U);
        };
        co_await fails(coax::sim::reply::json(answer).cut(4).truncate_after(4), coax::errc::truncated);
        co_await fails(coax::sim::reply().refusal("I would rather not"), coax::errc::refused);
        co_await fails(coax::sim::reply::status(400), coax::errc::bad_request);
        co_await fails(coax::sim::reply::status(401), coax::errc::authentication);
        co_await fails(coax::sim::reply::status(403), coax::errc::permission);
        co_await fails(coax::sim::reply::status(404), coax::errc::not_found);
        co_await fails(coax::sim::reply::status(413), coax::errc::request_too_large);
        co_await fails(coax::sim::reply::json(R"({"product":1})"), coax::errc::invalid_answer);
        co_await fails(coax::sim::reply::json("no json"), coax::errc::invalid_answer);
    });
}

BOOST_AUTO_TEST_CASE(passing_failures_are_retried)
{
    with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
        server.enqueue(coax::sim::reply::status(529));
        server.enqueue(coax::sim::reply::status(429).header("retry-after-ms", "1"));
        server.enqueue(coax::sim::reply::json(answer));
        coax::client client(context, "anthropic/test-model", server.options("anthropic"));
        auto const got = co_await client.extract_detailed<review>("Review");
        BOOST_TEST(got.attempts.size() == 3U);
        BOOST_TEST((got.attempts[0].code == coax::errc::overloaded));
        BOOST_TEST((got.attempts[1].code == coax::errc::rate_limited));
    });
}

BOOST_AUTO_TEST_SUITE_END()
