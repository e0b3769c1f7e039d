// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Requests that a service refuses for something that coax has added by itself, as tables of facts and actions.
#include "machine_fixture.hpp"

#include <coax/observer.hpp>

#include <memory>

using namespace coax;
using namespace coax::test;

namespace {

struct omissions : machine_of<product> { };

request by_tool() { return request("A product").mode(mode::tool); }

} // namespace

BOOST_FIXTURE_TEST_SUITE(call_machine_omitted, omissions)

BOOST_AUTO_TEST_CASE(a_refused_member_is_left_out_at_once_and_for_the_next_calls)
{
    std::vector<std::string> reported;
    auto const user = std::make_shared<observer>();
    user->retried = [&](retried const& event) { reported.push_back(event.failure->message); };
    settings.observer = user;
    settings.max_retries = 0;
    ask(by_tool());
    go_on();
    BOOST_TEST(asks_with("parallel_tool_calls"));
    BOOST_TEST(refused(400,
                   R"({"error":{"message":"Unsupported parameter: 'parallel_tool_calls' is not supported",)"
                   R"("param":"parallel_tool_calls"}})")
                   .type
        == kind::admit);
    BOOST_TEST(!asks_with("parallel_tool_calls"));
    BOOST_TEST(asks_with("tool_choice"));
    BOOST_TEST_REQUIRE(reported.size() == 1U);
    BOOST_TEST(reported[0].find("it is sent again without what coax added by itself: parallel_tool_calls")
        != std::string::npos);
    sent();
    bytes(whole(bolt)); // a tool that is answered in text
    BOOST_TEST(end().type == kind::done);
    auto const details = machine->take_details();
    BOOST_TEST_REQUIRE(details.attempts.size() == 2U);
    BOOST_TEST((details.attempts[0].code == errc::bad_request));
    BOOST_TEST(details.attempts[0].omitted.empty());
    BOOST_TEST((details.attempts[1].omitted == std::vector<std::string>{"parallel_tool_calls"}));

    ask(by_tool()); // the next call knows
    go_on();
    BOOST_TEST(!asks_with("parallel_tool_calls"));
    BOOST_TEST(refused(401).type == kind::fail);
    BOOST_TEST((why().attempts.at(0).omitted == std::vector<std::string>{"parallel_tool_calls"}));
    ask(by_tool().model("openai/other")); // another model is asked as before
    go_on();
    BOOST_TEST(asks_with("parallel_tool_calls"));
}

BOOST_AUTO_TEST_CASE(several_members_are_left_out_one_after_another)
{
    ask(by_tool());
    go_on();
    BOOST_TEST(refused(400, R"({"error":{"message":"parallel_tool_calls is not supported"}})").type == kind::admit);
    BOOST_TEST(
        refused(422, R"({"error":"Unrecognized request argument supplied: stream_options"})").type == kind::admit);
    BOOST_TEST(!asks_with("parallel_tool_calls"));
    BOOST_TEST(!asks_with("stream_options"));
    BOOST_TEST(asks_with("tool_choice"));
}

BOOST_AUTO_TEST_CASE(a_member_that_is_refused_again_is_the_error)
{
    ask(by_tool());
    go_on();
    constexpr std::string_view body = R"({"error":{"message":"parallel_tool_calls is not supported"}})";
    BOOST_TEST(refused(400, body).type == kind::admit);
    BOOST_TEST(refused(400, body).type == kind::fail);
    auto const reported = why();
    BOOST_TEST((reported.code == errc::bad_request));
    BOOST_TEST(reported.attempts.size() == 2U);
    BOOST_TEST(reported.message.find("sent again") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_member_that_the_request_sets_is_not_left_out)
{
    ask(request("A product").temperature(0.1));
    go_on();
    BOOST_TEST(refused(400, R"({"error":{"message":"Unsupported parameter: 'temperature' is not supported"}})").type
        == kind::fail);
    BOOST_TEST((why().code == errc::bad_request));
}

BOOST_AUTO_TEST_CASE(the_effort_is_lowered_to_what_the_model_takes)
{
    ask(request("A product").effort(effort::most));
    go_on();
    BOOST_TEST(refused(400,
                   R"({"error":{"message":"Unsupported value: 'max' is not supported with the 'first' model. )"
                   R"(Supported values are: 'low', 'medium', and 'high'.","param":"reasoning_effort",)"
                   R"("code":"unsupported_value"}})")
                   .type
        == kind::admit);
    BOOST_TEST(asks_with(R"("reasoning_effort":"high")"));
    ask(request("A product").effort(effort::none));
    go_on();
    BOOST_TEST(asks_with(R"("reasoning_effort":"low")"));
    sent();
    bytes(whole(bolt));
    BOOST_TEST(end().type == kind::done);
    BOOST_TEST((machine->take_details().attempts.at(0).omitted == std::vector<std::string>{"reasoning_effort=none"}));
}

BOOST_AUTO_TEST_CASE(a_failure_names_what_was_not_found)
{
    ask("A product");
    go_on();
    BOOST_TEST(refused(404).type == kind::fail);
    auto const reported = why();
    BOOST_TEST((reported.code == errc::not_found));
    BOOST_TEST(reported.message.ends_with(
                   "; the request was for the model \"first\" at https://api.openai.com/v1/chat/completions"),
        reported.message);
}

BOOST_AUTO_TEST_CASE(a_prompt_that_is_not_utf_8_is_not_sent)
{
    ask(request("First").user("Caf\xE9"));
    BOOST_TEST(go_on().type == kind::fail);
    auto const reported = why();
    BOOST_TEST((reported.code == errc::invalid_option));
    BOOST_TEST(reported.attempts.empty());
    BOOST_TEST(reported.message.find("is not UTF-8: byte 3 (0xE9)") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
