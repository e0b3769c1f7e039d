// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Requests that a service refuses for something that coax has added by itself.
#include "client_fixture.hpp"

#include <coax/observer.hpp>

using namespace coax;
using namespace coax::test;

namespace {

sim::reply refusal(std::string body, int status = 400) { return sim::reply::status(status).body(std::move(body)); }

sim::reply no_eager_streaming()
{
    return refusal(
        R"({"type":"error","error":{"type":"invalid_request_error","message":"tools.0.custom.eager_input_streaming: Extra inputs are not permitted"}})");
}

bool has(sim::asked const& what, std::string_view member) { return what.body.find(member) != std::string::npos; }

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_refused, plain_fixture)

BOOST_AUTO_TEST_CASE(it_is_left_out_at_once_and_remembered_for_the_client)
{
    std::vector<std::string> told;
    auto watching = std::make_shared<observer>();
    watching->retried = [&](retried const& event) { told.push_back(event.why->message); };
    auto const client = connect("anthropic", options("anthropic").observe(watching));
    server.enqueue(no_eager_streaming());
    server.enqueue(sim::reply::json(std::string(good)));
    server.enqueue(sim::reply::json(std::string(good)));
    server.enqueue(sim::reply::json(std::string(good)));
    auto const first = outcome(client, request("Judge").mode(mode::tool));
    BOOST_REQUIRE(first.has_value()); // with no retries
    BOOST_REQUIRE(first.value().attempts.size() == 2U);
    BOOST_TEST((first.value().attempts[0].code == errc::bad_request));
    BOOST_REQUIRE(told.size() == 1U);
    BOOST_TEST(
        told[0].find("it is sent again without what coax added by itself: eager_input_streaming") != told[0].npos,
        told[0]);
    BOOST_REQUIRE(server.asked().size() == 2U);
    BOOST_TEST(has(server.asked()[0], "eager_input_streaming"));
    BOOST_TEST(!has(server.asked()[1], "eager_input_streaming"));
    BOOST_TEST(has(server.asked()[1], "disable_parallel_tool_use"));
    // The next call knows, and so does a handle to the same model; another model is asked as before.
    BOOST_TEST(outcome(client, request("Judge").mode(mode::tool)).has_value());
    BOOST_TEST(!has(server.asked().back(), "eager_input_streaming"));
    BOOST_TEST(outcome(client.with("anthropic/other"), request("Judge").mode(mode::tool)).has_value());
    BOOST_TEST(has(server.asked().back(), "eager_input_streaming"));
}

BOOST_AUTO_TEST_CASE(several_one_after_another_and_each_once)
{
    auto const client = connect("openai");
    server.enqueue(refusal(
        R"({"error":{"message":"Unsupported parameter: 'parallel_tool_calls' is not supported with this model.","param":"parallel_tool_calls"}})"));
    server.enqueue(refusal(R"({"error":"Unrecognized request argument supplied: stream_options"})", 422));
    server.enqueue(sim::reply::json(std::string(good)));
    auto const got = outcome(client, request("Judge").mode(mode::tool));
    BOOST_REQUIRE(got.has_value());
    BOOST_TEST(got.value().attempts.size() == 3U);
    auto const last = server.asked().back();
    BOOST_TEST(!has(last, "parallel_tool_calls"));
    BOOST_TEST(!has(last, "stream_options"));
    BOOST_TEST(has(last, "tool_choice"));
}

BOOST_AUTO_TEST_CASE(a_service_that_names_it_again_and_again_is_not_asked_for_ever)
{
    auto const client = connect("openai");
    for (int n = 0; n < 4; ++n)
        server.enqueue(refusal(R"({"error":{"message":"parallel_tool_calls is not supported"}})"));
    auto const why = failure_from(client, request("Judge").mode(mode::tool));
    BOOST_TEST((why.code == errc::bad_request));
    BOOST_TEST(why.attempts.size() == 2U);
    BOOST_TEST(server.asked().size() == 2U);
    BOOST_TEST(why.message.find("sent again") == std::string::npos, why.message);
}

BOOST_AUTO_TEST_CASE(what_the_request_sets_stays_and_is_the_error)
{
    auto const client = connect("openai");
    auto const why = failure_from(client,
        refusal(R"({"error":{"message":"Unsupported parameter: 'temperature' is not supported with this model."}})"),
        request("Judge").temperature(0.1));
    BOOST_TEST((why.code == errc::bad_request));
    BOOST_TEST(server.asked().size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_effort_goes_down_to_what_the_model_takes)
{
    auto const client = connect("openai");
    server.enqueue(refusal(
        R"({"error":{"message":"Unsupported value: 'max' is not supported with the 'test-model' model. Supported values are: 'low', 'medium', and 'high'.","param":"reasoning_effort","code":"unsupported_value"}})"));
    server.enqueue(sim::reply::json(std::string(good)));
    server.enqueue(sim::reply::json(std::string(good)));
    BOOST_TEST(outcome(client, request("Judge").effort(effort::most)).has_value());
    BOOST_TEST(has(server.asked().back(), R"("reasoning_effort":"high")"));
    BOOST_TEST(outcome(client, request("Judge").effort(effort::none)).has_value());
    BOOST_TEST(has(server.asked().back(), R"("reasoning_effort":"low")"));
}

BOOST_AUTO_TEST_CASE(what_was_not_found_is_in_the_error)
{
    auto const why = failure_from(connect("openai"), sim::reply::status(404));
    BOOST_TEST((why.code == errc::not_found));
    BOOST_TEST(why.message.find("/v1/chat/completions") != std::string::npos, why.message);
    BOOST_TEST(why.message.find("\"test-model\"") != std::string::npos, why.message);
    BOOST_TEST(why.message.find("http://") != std::string::npos, why.message);
    check_no_key(why);
}

BOOST_AUTO_TEST_CASE(a_prompt_that_is_not_utf_8_is_not_sent)
{
    auto const why = failure_from(connect("anthropic"), request("First").user("Caf\xE9"));
    BOOST_TEST((why.code == errc::invalid_option));
    BOOST_TEST(why.message.find("turn 1 (/turns/1) is not UTF-8: byte 3 (0xE9)") != std::string::npos, why.message);
    BOOST_TEST(server.asked().empty());
}

BOOST_AUTO_TEST_SUITE_END()
