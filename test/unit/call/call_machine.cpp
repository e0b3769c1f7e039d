// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What is decided, as tables of facts and actions: a call that succeeds first, then cancellation, then each error.
#include "machine_fixture.hpp"

#include <coax/error.hpp>

using namespace coax;
using namespace coax::test;
using detail::audience;

namespace {

struct calls : machine_of<product> { };

constexpr int price_of(product const& p) { return p.price; }

} // namespace

BOOST_FIXTURE_TEST_SUITE(call_machine, calls)

// ---- a value

BOOST_AUTO_TEST_CASE(a_whole_answer_is_a_value)
{
    ask("A product");
    BOOST_TEST(go_on().type == kind::admit);
    BOOST_TEST(asks_with("A product"));
    BOOST_TEST(resume(call::admitted()).type == kind::send);
    BOOST_TEST(head_of(200).type == kind::read);
    BOOST_TEST(bytes(delta(bolt)).type == kind::read);
    BOOST_TEST(bytes(stop() + counted(10, 5)).type == kind::read);
    auto const last = bytes(done());
    BOOST_TEST(last.type == kind::read);
    BOOST_TEST(last.wind_up); // only the body's end is missing
    BOOST_TEST(end().type == kind::done);
    BOOST_TEST(price_of(value) == 5);
    BOOST_TEST(go_on().type == kind::done); // and stays so
    auto const details = machine->take_details();
    BOOST_TEST(details.usage.output_tokens == 5U);
    BOOST_TEST(details.attempts.size() == 1U);
    BOOST_CHECK_THROW((void)machine->take_details(), error);
}

BOOST_AUTO_TEST_CASE(any_status_of_success_is_an_answer)
{
    for (int const status : {200, 201, 203, 206}) {
        ask("A product");
        go_on();
        resume(call::admitted());
        BOOST_TEST(head_of(status).type == kind::read);
        bytes(whole(bolt));
        BOOST_TEST(end().type == kind::done);
    }
}

BOOST_AUTO_TEST_CASE(a_stream_shows_each_change)
{
    ask("A product", audience::partials);
    begun();
    BOOST_TEST(bytes(delta(R"({"name":"bo)")).type == kind::show);
    BOOST_TEST(value.name == "bo");
    BOOST_TEST(go_on().type == kind::read);
    BOOST_TEST(bytes(": nothing new\n\n").type == kind::read);
    BOOST_TEST(bytes(delta(R"(lt","price":5})") + stop() + counted(1, 1) + done()).type == kind::show);
    BOOST_TEST(go_on().type == kind::read);
    BOOST_TEST(end().type == kind::done);
}

BOOST_AUTO_TEST_CASE(deltas_are_shown_one_by_one_where_that_was_asked_for)
{
    ask(request("A product").show(granularity::delta), audience::partials);
    begun();
    BOOST_TEST(bytes(delta(R"({"name":"b)") + delta("olt") + delta(R"(","price":5})")).type == kind::show);
    BOOST_TEST(value.name == "b");
    BOOST_TEST(go_on().type == kind::show);
    BOOST_TEST(value.name == "bolt");
    BOOST_TEST(go_on().type == kind::show);
    BOOST_TEST(go_on().type == kind::read);
}

BOOST_AUTO_TEST_CASE(a_long_answer_lets_other_work_go_first)
{
    auto const text = R"({"name":")" + std::string(200'000, 'x') + R"(","price":5})";
    ask("A product");
    begun();
    auto next = bytes(whole(text));
    int yields = 0;
    for (; next.type == kind::yield; ++yields)
        next = resume(call::time_passed());
    BOOST_TEST(yields > 5);
    BOOST_TEST(next.type == kind::read);
    BOOST_TEST(end().type == kind::done);
    BOOST_TEST(value.name.size() == 200'000U);
}

// The tolerant reader begins the answer again where it deviates: at its end, or in the middle of it.
BOOST_AUTO_TEST_CASE(a_long_answer_that_is_read_again_lets_other_work_go_first)
{
    std::string const name(200'000, 'x');
    for (auto const& text : {R"({"name":")" + name + R"(","price":5,})", R"({name:")" + name + R"(","price":5})",
             R"({"name":")" + name + R"(","price":5)"}) {
        ask("A product", audience::partials);
        begun();
        int yields = 0;
        int shows = 0;
        std::size_t shown = 0;
        auto const run = [&](action next) {
            while (next.type == kind::yield || next.type == kind::show) {
                if (next.type == kind::yield) {
                    ++yields;
                    next = resume(call::time_passed());
                } else {
                    ++shows;
                    BOOST_TEST(value.name.size() >= shown); // nothing is taken back
                    shown = value.name.size();
                    next = go_on();
                }
            }
            return next;
        };
        BOOST_TEST(run(bytes(whole(text))).type == kind::read);
        BOOST_TEST(run(end()).type == kind::done);
        BOOST_TEST(yields >= 12);
        BOOST_TEST(value.name.size() == 200'000U);
        BOOST_TEST(value.price == 5);
    }
}

BOOST_AUTO_TEST_CASE(a_rule_that_waits_has_the_last_word)
{
    ask(with_rule("A product"));
    begun();
    bytes(whole(bolt));
    BOOST_TEST(end().type == kind::run_rules);
    BOOST_TEST(resume(call::rules_ran()).type == kind::done);

    ask(with_rule("A product"));
    begun();
    bytes(whole(bolt));
    BOOST_TEST(end().type == kind::run_rules);
    call::rules_ran ran;
    ran.broken.emplace_back(rule::custom, "/name", "must be nut");
    BOOST_TEST(resume(std::move(ran)).type == kind::admit);
    BOOST_TEST(asks_with("/name must be nut"));
}

// ---- cancellation, wherever it comes

BOOST_AUTO_TEST_CASE(a_cancelled_call_fails_at_once)
{
    auto const failed = [&](action next) {
        BOOST_TEST(next.type == kind::fail);
        auto const reported = why();
        BOOST_TEST(reported.code == boost::asio::error::operation_aborted);
        BOOST_TEST(go_on().type == kind::done); // nothing more
    };
    fallbacks.push_back(endpoint_of("openai/second"));
    ask("A product");
    go_on();
    failed(cancelled()); // waiting for the rate limit
    ask("A product");
    go_on();
    resume(call::admitted());
    failed(cancelled()); // sending
    ask("A product");
    begun();
    failed(cancelled()); // reading
    ask("A product");
    begun();
    bytes(whole(bolt));
    failed(cancelled()); // reading what follows the answer
    ask("A product");
    go_on();
    resume(call::admitted());
    head_of(500);
    failed(cancelled()); // reading an error
    ask("A product");
    go_on();
    BOOST_TEST(refused(500).type == kind::wait);
    failed(cancelled()); // waiting
}

// ---- errors

BOOST_AUTO_TEST_CASE(what_passes_is_tried_again_after_a_wait)
{
    ask("A product");
    go_on();
    auto next = refused(529);
    BOOST_TEST(next.type == kind::wait);
    BOOST_TEST((next.delay == 500ms));
    BOOST_TEST(resume(call::time_passed()).type == kind::admit);
    next = refused(503);
    BOOST_TEST((next.delay == 1000ms));
    resume(call::time_passed());
    BOOST_TEST(refused(500).type == kind::fail); // two retries by default
    auto const reported = why();
    BOOST_TEST((reported.code == errc::provider_error));
    BOOST_TEST(reported.attempts.size() == 3U);
}

BOOST_AUTO_TEST_CASE(what_stays_is_reported_at_once)
{
    for (int const status : {400, 401, 403, 404, 413, 422}) {
        ask("A product");
        go_on();
        BOOST_TEST(refused(status).type == kind::fail);
        BOOST_TEST(why().http_status == status);
    }
}

BOOST_AUTO_TEST_CASE(a_connection_that_breaks)
{
    ask("A product");
    go_on();
    resume(call::admitted());
    BOOST_TEST(breaks(errc::connect_failed).type == kind::wait);
    BOOST_TEST(resume(call::time_passed()).type == kind::admit);
    sent();
    bytes(delta(R"({"name":)"));
    BOOST_TEST(breaks(errc::connection_lost).type == kind::wait);
    resume(call::time_passed());
    sent();
    bytes(whole(bolt)); // the protocol's own end was seen
    BOOST_TEST(breaks(errc::connection_lost).type == kind::done);

    ask("A product", audience::partials); // what was shown is not taken back
    begun();
    BOOST_TEST(bytes(delta(R"({"name":"b)")).type == kind::show);
    go_on();
    BOOST_TEST(breaks(errc::connection_lost).type == kind::fail);
    ask(request("A product").restart_shown(true), audience::partials);
    begun();
    bytes(delta(R"({"name":"b)"));
    go_on();
    BOOST_TEST(breaks(errc::connection_lost).type == kind::wait);
}

BOOST_AUTO_TEST_CASE(an_error_body_that_breaks_off_does_not_hide_its_status)
{
    ask("A product");
    go_on();
    resume(call::admitted());
    head_of(401);
    bytes(R"({"error":{"mess)");
    BOOST_TEST(breaks(errc::connection_lost).type == kind::fail);
    BOOST_TEST((why().code == errc::authentication));
    ask("A product");
    go_on();
    resume(call::admitted());
    head_of(401);
    BOOST_TEST(bytes(std::string(65'536, 'x')).type == kind::fail); // it is not read for ever
}

BOOST_AUTO_TEST_CASE(the_call_has_its_time)
{
    ask(request("A product").timeout(20s));
    go_on();
    call::admitted late;
    late.in_time = false;
    now += 20s;
    BOOST_TEST(resume(std::move(late)).type == kind::fail);
    BOOST_TEST((why().code == errc::timed_out));

    ask(request("A product").timeout(20s));
    go_on();
    head.headers.push_back({"retry-after", "30"});
    BOOST_TEST(refused(429).type == kind::fail);
    BOOST_TEST(why().message.ends_with("; the call's time limit leaves none for another attempt"));

    head.headers.pop_back();
    ask(request("A product").timeout(20s));
    begun();
    now += 20s;
    BOOST_TEST(bytes(whole(dear)).type != kind::admit); // no time to ask again
}

BOOST_AUTO_TEST_CASE(nothing_is_asked)
{
    ask(request());
    BOOST_TEST(go_on().type == kind::fail);
    auto const reported = why();
    BOOST_TEST((reported.code == errc::invalid_option));
    BOOST_TEST(reported.message.find("time limit") == std::string::npos);
    BOOST_TEST(reported.attempts.empty());
}

// ---- broken rules

BOOST_AUTO_TEST_CASE(a_broken_rule_stops_the_generation_and_asks_again)
{
    ask(request("A product").max_reasks(1));
    begun();
    BOOST_TEST(bytes(delta(dear)).type == kind::admit); // at once
    BOOST_TEST(asks_with("/price must be at most 100"));
    sent();
    BOOST_TEST(bytes(delta(R"({"name":"nut","price":-1})")).type == kind::fail);
    auto const reported = why();
    BOOST_TEST((reported.code == errc::invalid_answer));
    BOOST_TEST_REQUIRE(reported.attempts.size() == 2U);
    BOOST_TEST((reported.attempts[0].stop == stop_reason::aborted));
    BOOST_TEST(reported.attempts[0].usage.estimated);
}

BOOST_AUTO_TEST_CASE(a_model_that_repeats_itself_gets_the_question_alone)
{
    ask(request("A product").max_reasks(4));
    begun();
    auto const first = sent_body();
    for (int n = 0; n < 4; ++n) {
        BOOST_TEST(bytes(delta(dear)).type == kind::admit);
        BOOST_TEST((sent_body() == first) == (n % 2 == 1));
        sent();
    }
}

BOOST_AUTO_TEST_CASE(usage_that_is_announced_is_waited_for)
{
    ask(request("A product").token_budget(15));
    begun();
    auto const next = bytes(delta(dear) + stop());
    BOOST_TEST(next.type == kind::read);
    BOOST_TEST(next.wind_up);
    BOOST_TEST(bytes(counted(10, 5)).type == kind::fail);
    auto const reported = why();
    BOOST_TEST((reported.code == errc::budget_exhausted));
    BOOST_TEST(!reported.attempts.at(0).usage.estimated);
    BOOST_TEST((reported.attempts.at(0).stop == stop_reason::complete));

    ask(request("A product").token_budget(1'000'000));
    begun();
    bytes(delta(dear) + stop());
    BOOST_TEST(breaks(errc::timed_out).type == kind::admit); // it does not come: the answer is judged as it is
    BOOST_TEST(asks_with("/price must be at most 100"));
}

// ---- another model

BOOST_AUTO_TEST_CASE(another_model_takes_over_where_that_helps)
{
    fallbacks.push_back(endpoint_of("openai/second"));
    settings.max_reasks = 0;
    settings.max_retries = 0;
    ask("A product");
    go_on();
    BOOST_TEST(machine->endpoint().name == "openai/first");
    BOOST_TEST(refused(529).type == kind::admit);
    BOOST_TEST(machine->endpoint().name == "openai/second");
    BOOST_TEST(refused(529).type == kind::fail); // there is no third
    ask("A product");
    go_on();
    BOOST_TEST(refused(401).type == kind::fail); // the same key, the same answer
    ask("A product");
    begun();
    BOOST_TEST(bytes(delta(dear)).type == kind::admit);
    BOOST_TEST(machine->endpoint().name == "openai/second");
    BOOST_TEST(!asks_with("500")); // it has said nothing wrong
}

BOOST_AUTO_TEST_CASE(a_model_that_cannot_take_the_request_is_skipped)
{
    fallbacks.push_back(endpoint_of("anthropic/second"));
    settings.max_retries = 0;
    auto const in_json = request("A product").mode(mode::json_object);
    ask(in_json);
    go_on();
    BOOST_TEST(refused(529).type == kind::fail);
    auto const reported = why();
    BOOST_TEST((reported.code == errc::overloaded));
    BOOST_TEST_REQUIRE(reported.attempts.size() == 2U);
    BOOST_TEST(reported.attempts[1].model == "anthropic/second");
    BOOST_TEST((reported.attempts[1].code == errc::invalid_option));
    BOOST_TEST(reported.message.find("; anthropic/second was not asked: ") != std::string::npos);

    fallbacks.push_back(endpoint_of("openai/third"));
    ask(in_json);
    go_on();
    BOOST_TEST(refused(529).type == kind::admit);
    BOOST_TEST(machine->endpoint().name == "openai/third");
}

BOOST_AUTO_TEST_SUITE_END()
