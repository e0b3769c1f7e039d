// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What the model is asked again, and when, as tables of facts and actions.
#include "machine_fixture.hpp"

#include <coax/observer.hpp>

#include <memory>

using namespace coax;
using namespace coax::test;
using detail::audience;

namespace {

struct part {
    std::string name;
    int price = 0;
    std::vector<std::string> tags;
};
BOOST_DESCRIBE_STRUCT(part, (), (name, price, tags))
constexpr auto tag_invoke(annotate_tag, part const*) { return notes(note<&part::price>().ge(0).le(100)); }

constexpr std::string_view good_part = R"({"name":"bolt","price":5,"tags":["m4"]})";
constexpr std::string_view dear_part = R"({"name":"bolt","price":500,"tags":["m4"]})";

struct reasks : machine_of<part> { };

} // namespace

BOOST_FIXTURE_TEST_SUITE(call_machine_reask, reasks)

BOOST_AUTO_TEST_CASE(a_patch_keeps_the_members_that_are_good)
{
    ask(request("A part").reask(reask::patch));
    begun();
    // The rule is broken in the middle, and what has arrived after it is kept, too.
    BOOST_TEST(bytes(delta(std::string(dear_part) + "\n")).type == kind::admit);
    BOOST_TEST(asks_with("Give only these members, as one object: price."));
    BOOST_TEST(schema_has("price"));
    BOOST_TEST(!schema_has("name"));
    sent();
    bytes(whole(R"({"price":50})"));
    BOOST_TEST(end().type == kind::done);
    BOOST_TEST(value.name == "bolt");
    BOOST_TEST(value.price == 50);
    BOOST_TEST(value.tags.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_patch_asks_for_what_a_waiting_rule_found)
{
    int reported = 0;
    auto const user = std::make_shared<observer>();
    user->rule_broken = [&](auto const&) { ++reported; };
    settings.observer = user;
    ask(with_rule(request("A part").reask(reask::patch)));
    begun();
    bytes(whole(good_part));
    BOOST_TEST(end().type == kind::run_rules);
    call::rules_ran ran;
    ran.broken.emplace_back(rule::custom, "/tags", "must be two");
    BOOST_TEST(resume(std::move(ran)).type == kind::admit);
    BOOST_TEST(asks_with("Give only these members, as one object: tags."));
    BOOST_TEST(!schema_has("name"));
    BOOST_TEST(reported == 1);
    sent();
    bytes(whole(R"({"tags":["m4","steel"]})"));
    BOOST_TEST(end().type == kind::run_rules);
    BOOST_TEST(resume(call::rules_ran()).type == kind::done);
    BOOST_TEST((value.tags == std::vector<std::string>{"m4", "steel"}));
    auto const details = machine->take_details();
    BOOST_TEST(details.attempts.at(0).violations.at(0).pointer == "/tags");
}

BOOST_AUTO_TEST_CASE(a_waiting_rule_that_stays_broken_is_named)
{
    ask(asked(with_rule("A part"), 0));
    begun();
    bytes(whole(good_part));
    BOOST_TEST(end().type == kind::run_rules);
    call::rules_ran ran;
    ran.broken.emplace_back(rule::custom, "/name", "must be another");
    ran.broken.emplace_back(rule::custom, "", "is not enough");
    BOOST_TEST(resume(std::move(ran)).type == kind::fail);
    BOOST_TEST(
        why().message == "the answer breaks a rule of request::check; /name must be another; The answer is not enough");
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_cut_off_is_completed)
{
    ask(request("A part").rescue_truncated(true));
    begun();
    BOOST_TEST(cut_off(R"({"name":"bolt",)").type == kind::admit);
    BOOST_TEST(asks_with("The answer was cut off."));
    BOOST_TEST(asks_with("Give only these members, as one object: price, tags."));
    sent();
    bytes(whole(R"({"price":5,"tags":[]})"));
    BOOST_TEST(end().type == kind::done);
    BOOST_TEST(value.name == "bolt");
    BOOST_TEST(value.price == 5);
    auto const details = machine->take_details();
    BOOST_TEST_REQUIRE(details.attempts.size() == 2U);
    BOOST_TEST((details.attempts[0].stop == stop_reason::truncated));

    ask(request("A part").rescue_truncated(true)); // nothing of it is complete
    begun();
    BOOST_TEST(cut_off(R"({"name":"bo)").type == kind::fail);
    BOOST_TEST((why().code == errc::truncated));

    ask("A part"); // which was not wanted
    begun();
    BOOST_TEST(cut_off(R"({"name":"bolt",)").type == kind::fail);
    BOOST_TEST((why().code == errc::truncated));
}

BOOST_AUTO_TEST_CASE(a_stream_starts_afresh)
{
    ask("A part", audience::partials);
    begun();
    BOOST_TEST(bytes(delta(R"({"name":"bolt","tags":["m4"],)")).type == kind::show);
    BOOST_TEST(go_on().type == kind::read);
    BOOST_TEST(bytes(delta(R"("price":500})")).type == kind::admit); // the broken value is not shown
    BOOST_TEST(value.name.empty());
    BOOST_TEST(value.tags.empty());
    BOOST_TEST(machine->response().builder().attempt() == 2U);
    sent();
    BOOST_TEST(bytes(whole(good_part)).type == kind::show);
    go_on();
    BOOST_TEST(end().type == kind::done);
}

BOOST_AUTO_TEST_CASE(a_long_wrong_answer_is_not_sent_back_whole)
{
    auto const text = R"({"name":")" + std::string(2'000'000, 'x') + R"(","price":500,"tags":[]})";
    ask("A part");
    begun();
    auto next = bytes(delta(text));
    while (next.type == kind::yield)
        next = resume(call::time_passed());
    BOOST_TEST(next.type == kind::admit);
    BOOST_TEST(sent_body().size() < 100'000U);
    BOOST_TEST(asks_with("Only the beginning of the answer is repeated"));
    sent();
    bytes(whole(good_part));
    BOOST_TEST(end().type == kind::done);
    BOOST_TEST(machine->take_details().attempts.at(0).text.size() == text.size()); // what was received is kept
}

BOOST_AUTO_TEST_CASE(a_budget_counts_what_the_service_does_not)
{
    ask(asked(request("A part").token_budget(5), 5));
    begun();
    BOOST_TEST(bytes(delta(dear_part) + stop()).type == kind::read); // the usage may follow
    BOOST_TEST(bytes(done()).type == kind::fail);
    auto const reported = why();
    BOOST_TEST((reported.code == errc::budget_exhausted));
    BOOST_TEST(reported.attempts.size() == 1U);
    BOOST_TEST(reported.attempts.at(0).usage.estimated);
}

// As Groq does it: HTTP 400 or an event in the stream, and the model's own words beside the service's.
BOOST_AUTO_TEST_CASE(an_answer_that_the_service_finds_wrong_is_asked_for_again)
{
    constexpr std::string_view wrong = R"({"error":{"message":"price is no number","type":"invalid_request_error",)"
                                       R"("code":"json_validate_failed","failed_generation":"{\"price\":\"five\"}"}})";
    auto const refuse = [&](bool streamed) {
        if (!streamed)
            return refused(400, wrong);
        sent();
        return bytes("event: error\ndata: " + std::string(wrong) + "\n\n");
    };
    for (bool const streamed : {false, true}) {
        ask(request("A part").reask(reask::patch));
        go_on();
        BOOST_TEST(refuse(streamed).type == kind::admit);
        BOOST_TEST(schema_has("name")); // all of it: nothing of the answer is known to be good
        BOOST_TEST(asks_with("price is no number"));
        BOOST_TEST(asks_with(R"({\"price\":\"five\"})"));
        sent();
        bytes(whole(good_part));
        BOOST_TEST(end().type == kind::done);
        auto const details = machine->take_details();
        BOOST_TEST_REQUIRE(details.attempts.size() == 2U);
        BOOST_TEST((details.attempts[0].code == errc::invalid_answer));
        BOOST_TEST(details.attempts[0].text == R"({"price":"five"})");

        ask(asked("A part", 0));
        go_on();
        BOOST_TEST(refuse(streamed).type == kind::fail);
        auto const reported = why();
        BOOST_TEST((reported.code == errc::invalid_answer));
        BOOST_TEST(reported.text == R"({"price":"five"})");
        BOOST_TEST(reported.provider_code == "json_validate_failed");
    }
}

BOOST_AUTO_TEST_CASE(another_model_is_told_its_own_mistake_though_the_first_made_the_same)
{
    fallbacks.push_back(endpoint_of("openai/large"));
    ask(asked("A part", 1));
    begun();
    BOOST_TEST(bytes(delta(dear_part)).type == kind::admit);
    BOOST_TEST(asks_with("500"));
    sent();
    BOOST_TEST(bytes(delta(dear_part)).type == kind::admit);
    BOOST_TEST(machine->endpoint().name == "openai/large");
    BOOST_TEST(!asks_with("500"));
    sent();
    BOOST_TEST(bytes(delta(dear_part)).type == kind::admit);
    BOOST_TEST(asks_with("500"));
    sent();
    bytes(whole(good_part));
    BOOST_TEST(end().type == kind::done);
}

BOOST_AUTO_TEST_CASE(a_tolerance_repairs_what_a_strict_call_asks_again)
{
    constexpr std::string_view nearly = R"({"name":"bolt","price":"5","tags":[]})";
    struct row {
        tolerance of_request;
        kind next;
    };
    for (auto const& [of_request, next] : {row{tolerance::strict, kind::admit}, row{tolerance::report, kind::done},
             row{tolerance::lenient, kind::done}}) {
        ask(request("A part").tolerance(of_request));
        begun();
        auto last = bytes(whole(nearly));
        if (last.type == kind::read)
            last = end();
        BOOST_TEST(last.type == next);
        if (next == kind::done)
            BOOST_TEST(machine->take_details().repairs.size() == 1U);
    }
    settings.tolerance = tolerance::strict; // the client's, where the request has none
    ask(asked("A part", 0));
    begun();
    BOOST_TEST(bytes(whole(nearly)).type == kind::fail);
    BOOST_TEST(why().violations.at(0).pointer == "/price");
}

BOOST_AUTO_TEST_CASE(a_call_without_any_time_sends_nothing)
{
    ask(request("A part").timeout(0s));
    go_on();
    BOOST_TEST(resume(call::admitted()).type == kind::fail);
    auto const reported = why();
    BOOST_TEST((reported.code == errc::timed_out));
    BOOST_TEST(reported.message.find("before it was sent") != std::string::npos);

    ask(request("A part").timeout(std::chrono::milliseconds::max())); // no sum overflows
    begun();
    bytes(whole(good_part));
    BOOST_TEST(end().type == kind::done);
}

BOOST_AUTO_TEST_SUITE_END()
