// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What an observer is told of whole calls.
#include "client_fixture.hpp"

#include <coax/observer.hpp>

#include <algorithm>
#include <map>
#include <sstream>

namespace asio = boost::asio;
using namespace coax;
using namespace coax::test;
using sim::reply;

namespace {

/// A client whose observer writes down every event in a word or two.
struct observed : client_fixture {
    std::vector<std::string> told;
    std::vector<std::uint64_t> calls;

    client watched(unsigned max_retries = 2, std::string const& provider = "openai")
    {
        auto who = std::make_shared<observer>();
        auto const write = [this](call_facts const& of, std::string line) {
            if (calls.empty() || calls.back() != of.call)
                calls.push_back(of.call);
            told.push_back(std::move(line));
            for (auto const& one : of.attributes())
                if (auto const* text = std::get_if<std::string_view>(&one.value))
                    BOOST_TEST(text->find(secret.substr(0, 20)) == text->npos);
        };
        who->attempt_started = [=](auto const& e) { write(e, "attempt " + std::to_string(e.attempt)); };
        who->first_byte = [=](auto const& e) { write(e, e.after.count() > 0 ? "byte" : "byte before it was asked"); };
        who->field_completed = [=](auto const& e) { write(e, "field " + std::string(e.pointer)); };
        who->rule_broken = [=](auto const& e) { write(e, "rule " + e.violation->pointer); };
        who->asked_again = [=](auto const& e) { write(e, "again " + std::to_string(e.violations.size())); };
        who->retried = [=](auto const& e) { write(e, "retry " + std::string(error_type(e.failure->code))); };
        who->done = [=](auto const& e) { write(e, "done " + std::to_string(e.usage.output_tokens)); };
        who->failed = [=](auto const& e) { write(e, "failed " + std::string(error_type(e.failure->code))); };
        return connect(provider, options(provider).max_reasks(max_retries).max_retries(max_retries).observe(who));
    }

    void check(std::vector<std::string> const& expected)
    {
        BOOST_TEST(told == expected, boost::test_tools::per_element());
        told.clear();
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_observer, observed, *boost::unit_test::fixture<own_authority_only>())

BOOST_AUTO_TEST_CASE(a_call_is_told_from_its_first_attempt_to_its_value)
{
    server.enqueue(reply::json(std::string(good)).usage(10, 7));
    BOOST_TEST(outcome(watched()).has_value());
    check({"attempt 1", "byte", "field /name", "field /marks/0", "field /marks/1", "field /marks", "field /word",
        "field ", "done 7"});
    BOOST_TEST(calls.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_retry_and_a_re_ask_are_told_with_their_reasons)
{
    server.enqueue(reply::status(503).header("retry-after-ms", "1"));
    server.enqueue(reply::json(R"({"name":"Ann","marks":[1],"word":"so-so"})").usage(10, 5));
    server.enqueue(reply::json(R"({"name":"Ann","marks":[],"word":"good"})").usage(20, 7));
    BOOST_TEST(outcome(watched()).has_value());
    check({"attempt 1", "retry overloaded", //
        "attempt 2", "byte", "field /name", "field /marks/0", "field /marks", "rule /word", "again 1", //
        "attempt 3", "byte", "field /name", "field /marks", "field /word", "field ", "done 12"});
}

BOOST_AUTO_TEST_CASE(every_end_without_a_value_is_told_once)
{
    server.enqueue(reply::status(401));
    BOOST_TEST(!outcome(watched(), "Judge").has_value());
    check({"attempt 1", "failed authentication"});

    server.enqueue(reply::json(std::string(good)).stall_after(1500)); // a stream that is left
    auto const leave = [&](client with) -> asio::awaitable<void> {
        auto stream = with.stream<verdict>("Judge");
        auto const partial = co_await stream.next();
        BOOST_TEST(partial.has_value());
    };
    run(leave(watched()));
    BOOST_REQUIRE(told.size() >= 3U);
    BOOST_TEST(told.front() == "attempt 1");
    BOOST_TEST(told.back() == "failed cancelled");
    BOOST_TEST(std::count(told.begin(), told.end(), "failed cancelled") == 1);
}

BOOST_AUTO_TEST_CASE(a_refusal_breaks_no_rule)
{
    auto const why = failure_from(watched(), reply().refusal("I cannot help with that"));
    BOOST_TEST((why.code == errc::refused));
    BOOST_TEST(why.attempts.at(0).violations.empty());
    check({"attempt 1", "byte", "failed refused"});
}

BOOST_AUTO_TEST_CASE(what_an_observer_throws_changes_nothing)
{
    auto who = std::make_shared<observer>();
    who->attempt_started = [](auto const&) { throw 1; };
    who->field_completed = [](auto const&) { throw 2; };
    who->done = [](auto const&) { throw 3; };
    server.enqueue(reply::json(std::string(good)));
    BOOST_TEST(outcome(connect("anthropic", options("anthropic").observe(who))).has_value());
}

BOOST_AUTO_TEST_CASE(the_tag_and_the_mode_come_back_in_every_event)
{
    std::size_t events = 0;
    auto who = std::make_shared<observer>();
    auto const look = [&](call_facts const& of) {
        ++events;
        BOOST_TEST(of.tag == "order 7");
        BOOST_TEST((of.mode == mode::tool));
    };
    who->attempt_started = look;
    who->first_byte = look;
    who->field_completed = look;
    who->rule_broken = look;
    who->asked_again = look;
    who->retried = look;
    who->done = look;
    who->failed = look;
    auto const asked = connect("openai", options("openai").max_reasks(1).max_retries(1).observe(who));
    auto const ask = [&] { return request("Judge Ann.").tag("order 7").mode(mode::tool); };

    server.enqueue(reply::status(503));
    server.enqueue(reply::json(R"({"name":"Ann","marks":[1],"word":"so so"})"));
    server.enqueue(reply::json(std::string(good)).header("x-request-id", "req-42"));
    auto const got = outcome(asked, ask());
    BOOST_REQUIRE(got.has_value());
    BOOST_TEST(got->tag == "order 7");
    BOOST_TEST(got->call == 1U);
    BOOST_TEST(got->request_id.find("req") != std::string::npos);
    BOOST_TEST(events > 10U);

    server.enqueue(reply::status(401));
    auto const why = failure_from(asked, ask());
    BOOST_TEST(why.tag == "order 7");
    BOOST_TEST(why.call == 2U);
    BOOST_TEST(!why.request_id.empty());
}

BOOST_AUTO_TEST_CASE(no_pointer_shows_a_key)
{
    std::vector<std::string> pointers;
    auto who = std::make_shared<observer>();
    who->field_completed = [&](coax::field_completed const& e) { pointers.emplace_back(e.pointer); };
    auto const asked = connect("openai", options("openai").observe(who));
    server.enqueue(reply::json(R"({"value":{")" + std::string(secret) + R"(":1}})"));
    auto const work = [&]() -> asio::awaitable<void> {
        auto const got = co_await asked.extract<std::map<std::string, int>>("x");
        BOOST_TEST(got.size() == 1U);
    };
    run(work());
    BOOST_TEST(
        pointers == (std::vector<std::string>{"/value/[API key]", "/value", ""}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_ready_one_writes_a_line_for_each_call)
{
    std::ostringstream lines;
    auto const logged = connect("openai", options("openai").observe(log_calls(lines)));
    server.enqueue(reply::json(std::string(good)).usage(10, 7));
    BOOST_TEST(outcome(logged).has_value());
    server.enqueue(reply::status(401));
    BOOST_TEST(!outcome(logged).has_value());
    auto const text = lines.str();
    BOOST_TEST_INFO(text);
    BOOST_TEST(std::count(text.begin(), text.end(), '\n') == 2);
    BOOST_TEST(text.find("openai/test-model") != text.npos);
    BOOST_TEST(text.find("authentication") != text.npos);
    BOOST_TEST(text.find(secret.substr(0, 20)) == text.npos);
}

BOOST_AUTO_TEST_SUITE_END()
