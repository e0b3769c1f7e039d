// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/reask_prompt.hpp"

#include "answer/response_accumulator.hpp"
#include "unit/answer/record.hpp"

#include <boost/test/unit_test.hpp>

using namespace coax;
using namespace coax::test;

BOOST_AUTO_TEST_SUITE(call_reask_prompt)

BOOST_AUTO_TEST_CASE(a_complaint_says_each_rule_in_its_own_words)
{
    auto const words = call::complaint(
        {{rule::range, "/size", "must be at most 10, but is 11"}, {rule::syntax, "", "is not JSON at byte 3"}});
    BOOST_TEST(words
        == "The answer does not fit its schema:\n- /size must be at most 10, but is 11\n- The answer is not JSON at "
           "byte 3\nGive the whole answer again, with this put right.");
}

BOOST_AUTO_TEST_CASE(what_goes_back_is_bounded)
{
    std::vector<violation> many(10'000, {rule::custom, std::string(100, 'p'), "is wrong"});
    auto const words = call::list(many);
    BOOST_TEST(words.size() < call::max_complaint + 100);
    BOOST_TEST(words.find("- and more: ") != words.npos);
    BOOST_TEST(call::list({{rule::custom, std::string(100'000, 'p'), "x"}}).size() < call::max_complaint + 100);
    BOOST_TEST(call::complaint(std::string(100'000, 'x')).size() < call::max_complaint + 200);

    std::string text;
    while (text.size() < 16'800'000)
        text += "\u00e4";
    auto const back = call::returned(text, {}, "Again.");
    BOOST_TEST(back.text.size() <= call::max_returned_answer);
    BOOST_TEST(back.text.size() > call::max_returned_answer - 2);
    BOOST_TEST(static_cast<unsigned char>(back.text.back()) == 0xA4U); // not cut inside of a character
    BOOST_TEST(back.complaint == "Again.\n(Only the beginning of the answer is repeated here.)");
    BOOST_TEST(call::returned("short", {}, "Again.").complaint == "Again.");
    auto const bytes_of_none = call::returned("a\xff", {{"id", "name", "{\"a\":\"\xc3\"}"}}, "b\xff");
    BOOST_TEST(bytes_of_none.text == "a\uFFFD"); // the next request must be JSON
    BOOST_TEST(bytes_of_none.complaint == "b\uFFFD");
    BOOST_TEST(bytes_of_none.calls[0].arguments == "{\"a\":\"\uFFFD\"}");

    std::vector<provider::tool_call> calls(5000, {"id", "name", std::string(1000, 'x')});
    auto const some = call::returned("", calls, "Again.");
    std::size_t bytes = 0;
    for (auto const& call : some.calls)
        bytes += call.arguments.size();
    BOOST_TEST(bytes <= call::max_returned_answer);
    BOOST_TEST(some.calls.size() > 50U);
    BOOST_TEST(some.complaint.ends_with("repeated here.)"));
    calls.front().arguments = text;
    BOOST_TEST(call::returned("", calls, "").calls.front().arguments.size() <= call::max_returned_answer);
}

BOOST_AUTO_TEST_CASE(each_call_is_answered_by_itself)
{
    call::given_items given;
    given.begin_document();
    given.give(0);
    given.end_document(R"({"items":[{},{"x":1},)", 1);
    auto answer = call::returned("", {{"a", "t", "{}"}, {"b", "t", R"({"x":1})"}, {"c", "t", "{"}}, "all");
    call::answer_each_call(answer, given, {{rule::range, "/items/1/x", "is low"}, {rule::range, "/items/12", "no"}});
    BOOST_TEST(answer.calls[0].accepted);
    BOOST_TEST(answer.calls[0].result.starts_with("Accepted."));
    BOOST_TEST(!answer.calls[1].accepted);
    BOOST_TEST(answer.calls[1].result.starts_with("The call does not fit its schema:\n- /x is low\nCall this again"));
    BOOST_TEST(answer.calls[2].result.starts_with("Not read."));

    auto cut = call::returned("", {{"a", "t", "{}"}}, call::ask_for_more_items({}, true));
    call::answer_each_call(cut, given, {});
    BOOST_TEST(cut.calls[0].result.find("Go on after the last complete one") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_answer_that_was_cut_off_is_said_to_be)
{
    answered<strict_thing> a(mode::json_schema);
    a.response.on_text(R"({"name":"Ann","si)");
    a.response.on_stop(stop_reason::truncated, "length");
    a.response.finish();
    auto const& broken = a.response.builder().violations();
    BOOST_TEST(!broken.empty());
    auto const& type = static_cast<detail::record_shape const&>(*detail::shape_of<strict_thing>());
    auto const rest = call::missing_members::of(type, a.response.builder(), broken);
    BOOST_TEST_REQUIRE(rest.has_value());
    BOOST_TEST(call::ask_for(*rest, broken, true)
        == "The answer was cut off.\nThe other members stand. Give only these members, as one object: size.");
    BOOST_TEST(call::ask_for(*rest, {{rule::range, "/size", "is high"}}, true)
                   .starts_with("The answer was cut off.\nThe answer does not fit its schema:\n- /size is high\n"));
    BOOST_TEST(call::ask_for_more_items(broken, true).starts_with("The answer was cut off."));
}

BOOST_AUTO_TEST_CASE(what_a_waiting_rule_found_is_asked_for_alone)
{
    answered<strict_thing> a(mode::json_schema);
    a.response.on_text(R"({"name":"Ann","size":3})");
    a.response.finish();
    auto const& type = static_cast<detail::record_shape const&>(*detail::shape_of<strict_thing>());
    auto const rest = call::missing_members::of(type, a.response.builder(), {{rule::custom, "/size", "must be even"}});
    BOOST_TEST_REQUIRE(rest.has_value());
    BOOST_TEST((rest->kept() == std::vector<bool>{true, false}));
    BOOST_TEST(rest->names() == "size");
    BOOST_TEST(
        !call::missing_members::of(type, a.response.builder(), {{rule::custom, "", "is not enough"}}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
