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

bool has(sim::asked const& question, std::string_view member)
{
    return question.body.find(member) != std::string::npos;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_refused, plain_fixture)

BOOST_AUTO_TEST_CASE(it_is_left_out_at_once_and_remembered_for_the_client)
{
    std::vector<std::string> told;
    auto watching = std::make_shared<observer>();
    watching->retried = [&](retried const& event) { told.push_back(event.failure->message); };
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
    BOOST_TEST(outcome(client.with_model("anthropic/other"), request("Judge").mode(mode::tool)).has_value());
    BOOST_TEST(has(server.asked().back(), "eager_input_streaming"));
}

BOOST_AUTO_TEST_SUITE_END()
