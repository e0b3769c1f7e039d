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
        while (auto const partial = co_await stream.next()) {
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

BOOST_AUTO_TEST_CASE(each_of_a_variant_gives_several_kinds_in_one_stream)
{
    for (std::string const provider : {"anthropic", "openai"}) {
        with_server([&](asio::io_context& context, coax::sim::server& server) -> asio::awaitable<void> {
            std::string const begins = R"({"items":[{"kind":"dog","tricks":2},{"lives":9,"kind":"cat"})";
            // An error straight after the second brace: what had closed before it was given already.
            server.enqueue(coax::sim::reply::json(begins + R"(,{"kind":"dog","tricks":0}]})")
                               .cut(1)
                               .error_after(begins.size(), coax::errc::provider_error));
            coax::client client(context, model_of(provider), server.options(provider).max_reasks(0).max_retries(0));
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
                while (auto const partial = co_await stream.next()) {
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

BOOST_AUTO_TEST_SUITE_END()
