// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What a broken connection or a silly model can make of an answer: each is an error that says so.
#include "client_fixture.hpp"

#include <coax/violations.hpp>

using namespace coax;
using namespace coax::test;
using sim::reply;

BOOST_AUTO_TEST_SUITE(client_bad_answer, *boost::unit_test::fixture<own_authority_only>())

// ---- answers cut off

BOOST_AUTO_TEST_CASE(a_stream_that_ends_early_at_every_byte)
{
    for (std::string const provider : providers) {
        auto const whole = events(provider);
        std::size_t values = 0;
        std::size_t longest = 0;
        for (auto const ending : {sim::faults::ending::close, sim::faults::ending::reset}) {
            plain_fixture f; // afresh: what is asked is kept
            auto const client = f.connect(provider);
            longest = 0;
            for (std::size_t at = 0; at < whole.size(); ++at) {
                f.server.enqueue(reply().content_type("text/event-stream").body(whole).end_after(at, ending));
                auto const got = f.outcome(client);
                BOOST_TEST_CONTEXT(provider << " byte " << at << " ending " << int(ending))
                {
                    if (got.has_value()) { // the model's stop was there, and only the protocol's own end is missing
                        ++values;
                        BOOST_TEST(at >= whole.find(provider == "anthropic" ? "message_delta" : "finish_reason"));
                        BOOST_TEST(got.value().value.name == "Ann");
                    } else {
                        auto const& why = got.error();
                        check_failure(why, errc::connection_lost);
                        BOOST_TEST(good.starts_with(why.text));
                        // A reset takes away what the kernel had not yet handed over; a close takes nothing.
                        if (ending == sim::faults::ending::close)
                            BOOST_TEST(why.text.size() >= longest);
                        longest = std::max(longest, why.text.size());
                        BOOST_TEST(why.attempts.size() == 1U);
                    }
                }
            }
            if (ending == sim::faults::ending::close)
                BOOST_TEST(longest == good.size());
        }
        BOOST_TEST(values > 0U);
    }
}

BOOST_AUTO_TEST_CASE(arguments_and_whole_answers_that_end_early_at_every_byte)
{
    for (std::string const provider : providers) {
        for (bool const streamed : {true, false}) {
            plain_fixture f;
            auto const client = f.connect(provider);
            auto const ask = request("Judge").mode(coax::mode::tool).streamed(streamed);
            std::size_t longest = 0;
            bool whole = false;
            for (std::size_t at = 0; !whole && at < 10'000; ++at) {
                f.server.enqueue(reply::json(std::string(good)).cut(8).close_after(at));
                auto const got = f.outcome(client, ask);
                BOOST_TEST_CONTEXT(provider << " byte " << at << " streamed " << streamed)
                {
                    whole = got.has_value();
                    if (whole)
                        continue;
                    check_failure(got.error(), errc::connection_lost, "try again");
                    auto const text = got.error().text;
                    BOOST_TEST(good.starts_with(text));
                    BOOST_TEST(text.size() >= longest);
                    longest = text.size();
                    if (!streamed && text.empty()) // not taken apart before it is whole
                        BOOST_TEST(got.error().provider_message.empty() == (at == 0));
                }
            }
            BOOST_TEST(whole);
            if (streamed)
                BOOST_TEST(longest == good.size());
        }
    }
}

BOOST_AUTO_TEST_CASE(a_stream_cut_by_who_passes_it_on_at_every_byte)
{
    for (std::string const provider : providers) {
        plain_fixture f;
        auto const client = f.connect(provider);
        auto const whole = events(provider);
        auto const stop = whole.find(provider == "anthropic" ? "end_turn" : "\"stop\"");
        for (std::size_t at = 0; at <= whole.size(); ++at) {
            f.server.enqueue(reply().content_type("text/event-stream").body(whole.substr(0, at)));
            auto const got = f.outcome(client);
            BOOST_TEST_CONTEXT(provider << " byte " << at)
            {
                if (got.has_value()) { // the model's own word that it had come to the end is there
                    BOOST_TEST(at > stop);
                    BOOST_TEST(got.value().text == good);
                } else {
                    check_failure(got.error(), errc::stream_incomplete, "try again");
                    BOOST_TEST(good.starts_with(got.error().text));
                    BOOST_TEST(at < whole.size());
                }
            }
        }
        BOOST_TEST(f.server.counts().accepted == 1U); // each body was whole, so the connection was good again
    }
}

BOOST_AUTO_TEST_CASE(a_tls_stream_that_ends_early)
{
    for (auto const ending : {sim::faults::ending::close, sim::faults::ending::drop, sim::faults::ending::reset}) {
        client_fixture f;
        auto const client = f.connect("openai");
        auto const whole = events("openai");
        for (std::size_t at = 0; at < whole.size() - 2; at += 37) {
            auto const why
                = f.failure_from(client, reply().content_type("text/event-stream").body(whole).end_after(at, ending));
            check_failure(why, errc::connection_lost);
            BOOST_TEST(good.starts_with(why.text));
        }
        check_failure(f.failure_from(client, reply::hang_up()), errc::connection_lost, "not known");
    }
}

// ---- answers that are no value

BOOST_AUTO_TEST_CASE(json_that_is_none_or_not_this)
{
    struct row {
        std::string name;
        std::string text;
        rule broken;
        std::string pointer;
    };
    std::string const deep(64, '[');
    std::vector<row> const rows{
        {"words", "I think Ann is good.", rule::syntax, ""},
        {"another kind at the root", "[1]", rule::kind, ""},
        {"a fence", "```json\n" + std::string(good) + "\n```", rule::syntax, ""},
        {"cut off", R"({"name":"Ann","marks":[1,)", rule::syntax, ""},
        {"something behind", std::string(good) + " and so on", rule::syntax, ""},
        {"twice", std::string(good) + std::string(good), rule::syntax, ""},
        {"missing", R"({"name":"Ann","marks":[]})", rule::missing, "/word"},
        {"null", R"({"name":null,"marks":[],"word":"good"})", rule::missing, "/name"},
        {"another kind", R"({"name":"Ann","marks":"many","word":"good"})", rule::kind, "/marks"},
        {"another choice", R"({"name":"Ann","marks":[],"word":"ugly"})", rule::choice, "/word"},
        {"a fraction", R"({"name":"Ann","marks":[1,2.5],"word":"good"})", rule::range, "/marks/1"},
        {"1e400", R"({"name":"Ann","marks":[1e400],"word":"good"})", rule::range, "/marks/0"},
        {"too many digits", R"({"name":"Ann","marks":[99999999999999999999],"word":"good"})", rule::range, "/marks/0"},
        {"twice a key", R"({"name":"Ann","marks":[],"name":"Bob","word":"good"})", rule::duplicate, "/name"},
        {"too deep", R"({"name":"Ann","other":)" + deep, rule::limit, ""},
        {"invalid UTF-8", "{\"name\":\"A\xff\xfe\"}", rule::syntax, "/name"},
        {"an overlong UTF-8", "{\"name\":\"A\xc0\x80\"}", rule::syntax, "/name"},
        {"a raw NUL", std::string("{\"name\":\"A\0B\"}", 14), rule::syntax, "/name"},
        {"a lone high surrogate", R"({"name":"\ud800","marks":[],"word":"good"})", rule::syntax, "/name"},
        {"a lone low surrogate", R"({"name":"\udc00","marks":[],"word":"good"})", rule::syntax, "/name"},
    };
    plain_fixture f;
    for (std::string const provider : providers) {
        auto const client = f.connect(provider);
        for (bool const streamed : {true, false}) {
            for (auto const mode : {coax::mode::json_schema, coax::mode::tool}) {
                for (auto const& one : rows) {
                    BOOST_TEST_CONTEXT(provider << ' ' << one.name << " streamed " << streamed << " mode " << int(mode))
                    {
                        auto const why = f.failure_from(client, reply::json(one.text).cut(3),
                            request("Judge").streamed(streamed).mode(mode).tolerance(tolerance::strict));
                        if (provider == "anthropic" && !streamed && mode == coax::mode::tool
                            && (one.broken == rule::syntax || one.broken == rule::limit)) {
                            // Arguments stand in the body as JSON: where they are none, it is the body that is none.
                            BOOST_TEST_INFO_SCOPE(why.message);
                            BOOST_TEST((why.code == errc::protocol_error || why.code == errc::unexpected_content
                                || why.code == errc::stream_incomplete || why.code == errc::invalid_answer));
                            BOOST_TEST((!why.text.empty() || !why.provider_message.empty()));
                            check_failure(why, why.code);
                            continue;
                        }
                        check_failure(why, errc::invalid_answer, one.pointer);
                        BOOST_TEST_REQUIRE(!why.violations.empty());
                        BOOST_TEST((why.violations.front().rule == one.broken),
                            why.violations.front().pointer << ' ' << why.violations.front().message);
                        BOOST_TEST(!why.text.empty());
                    }
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(an_escaped_nul_is_a_character)
{
    plain_fixture f;
    f.server.enqueue(reply::json(R"({"name":"A\u0000B","marks":[],"word":"good"})"));
    auto const got = f.outcome(f.connect("openai"));
    BOOST_TEST_REQUIRE(got.has_value());
    BOOST_TEST(got.value().value.name == std::string("A\0B", 3));
}

BOOST_AUTO_TEST_CASE(no_answer_at_all)
{
    plain_fixture f;
    for (std::string const provider : providers) {
        auto const client = f.connect(provider);
        check_failure(f.failure_from(client, reply::json("")), errc::no_answer, "no JSON");
        check_failure(f.failure_from(client, reply::json("{\"name\":\"A").stop(stop_reason::truncated)),
            errc::truncated, "max_tokens");
        check_failure(f.failure_from(client, reply::json("{\"name\":\"A").stop(stop_reason::filtered)),
            provider == std::string("anthropic") ? errc::refused : errc::filtered);
        auto const why = f.failure_from(client, reply().refusal("I would rather not."));
        check_failure(why, errc::refused);
        BOOST_TEST(why.provider_message == "I would rather not.");
    }
}

BOOST_AUTO_TEST_CASE(an_answer_without_end_is_stopped_by_a_limit)
{
    plain_fixture f;
    constexpr std::size_t most = 200'000;
    for (std::string const provider : providers) {
        for (bool const streamed : {true, false}) {
            auto options = f.options(provider);
            options.max_response_bytes(most);
            auto const why = f.failure_from(f.connect(provider, options),
                reply::json(R"({"name":"Once upon a time )").endless(), request("Tell").streamed(streamed));
            check_failure(why, errc::response_too_large, "max_response_bytes");
            if (streamed) // a whole answer is read when it is whole
                BOOST_TEST(why.text.starts_with(R"({"name":"Once upon a time and so on )"));
            BOOST_TEST(why.text.size() <= most);
        }
        // The other endless things: a line, an event's data, white space, a comment, thinking.
        auto options = f.options(provider);
        options.max_response_bytes(most);
        for (std::string const filler : {"x", "data: x\n", " ", ": ping\n\n", "\n"}) {
            auto const why = f.failure_from(
                f.connect(provider, options), reply().content_type("text/event-stream").body("data: ").endless(filler));
            check_failure(why, why.code);
            BOOST_TEST((why.code == errc::response_too_large || why.code == errc::unexpected_content
                || why.code == errc::protocol_error));
        }
    }
}

// ---- after the error

BOOST_AUTO_TEST_CASE(a_stream_that_failed_gives_nothing_more)
{
    plain_fixture f;
    f.run([&]() -> boost::asio::awaitable<void> {
        auto const client = f.connect("openai");
        f.server.enqueue(reply::json(R"({"name":"Ann","marks":[1,"two"],"word":"good"})").cut(2));
        auto stream = client.stream<verdict>(request("Judge").max_reasks(0));
        errc seen{};
        try {
            for (;;) {
                auto const now = co_await stream.next();
                BOOST_TEST_REQUIRE(now.has_value());
            }
        } catch (error const& why) {
            seen = static_cast<errc>(why.code().value());
        }
        BOOST_TEST((seen == errc::invalid_answer));
        auto const after = co_await stream.next();
        BOOST_TEST(!after.has_value());
        // Half a value is never taken for a whole one.
        auto const got = co_await settle(stream.result());
        BOOST_TEST(got.has_error());
        check_failure(got.error(), errc::invalid_answer, "/marks/1");
    }());
    f.run([&]() -> boost::asio::awaitable<void> {
        auto const client = f.connect("anthropic");
        auto const bad = R"({"items":[)" + std::string(good) + R"(,{"name":"B","marks":[],"word":"ugly"}]})";
        f.server.enqueue(reply::json(bad));
        auto items = client.each<verdict>(request("Judge").max_reasks(0));
        std::size_t given = 0;
        bool failed = false;
        try {
            for (;;) {
                auto const one = co_await items.next();
                BOOST_TEST_REQUIRE(one.has_value());
                ++given;
            }
        } catch (error const& why) {
            failed = true;
            check_failure(why.failure(), errc::invalid_answer, "/items/1/word");
        }
        BOOST_TEST(failed);
        BOOST_TEST(given == 1U);
        auto const after = co_await items.next();
        BOOST_TEST(!after.has_value());
        auto const outcome = co_await settle(items.result());
        BOOST_TEST(outcome.has_error());
    }());
}

BOOST_AUTO_TEST_CASE(a_request_that_cannot_be_sent)
{
    plain_fixture f;
    auto const client = f.connect("openai");
    check_failure(f.failure_from(client, request()), errc::invalid_option, "user message");
    check_failure(f.failure_from(client, request("x").model("anthropic/m")), errc::invalid_option, "client::with");
    check_failure(f.failure_from(client, request("x").model("nobody/m")), errc::unknown_provider, "nobody");
    auto const why = f.failure_from(f.connect("anthropic"), request("x").mode(coax::mode::json_object));
    check_failure(why, errc::invalid_option, "json_object");
    BOOST_TEST(why.attempts.empty()); // nothing was tried
    BOOST_TEST(f.server.counts().accepted == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
