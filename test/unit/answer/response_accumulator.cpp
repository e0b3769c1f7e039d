// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "answer/response_accumulator.hpp"

#include "record.hpp"

#include <boost/test/unit_test.hpp>

using namespace coax;
using namespace coax::test;

BOOST_AUTO_TEST_SUITE(answer_response_accumulator)

BOOST_AUTO_TEST_CASE(the_mode_says_where_the_json_is)
{
    for (auto const asked_in : {mode::json_schema, mode::json_object, mode::prompted}) {
        answered<thing> a(asked_in);
        a.response.on_text(R"({"name":)");
        a.response.on_arguments(0, R"({"name":"not this"})");
        a.response.on_text(R"("Ann"})");
        a.response.finish();
        BOOST_TEST(a.value.name.value() == "Ann");
        BOOST_TEST(a.response.json() == R"({"name":"Ann"})");
        BOOST_TEST(!a.response.broken());
        BOOST_TEST(a.response.builder().done());
    }
    answered<thing> a(mode::tool);
    a.response.on_text("I shall call the tool.");
    a.response.on_tool_call(0, "id0", "thing");
    a.response.on_arguments(0, R"({"name":)");
    a.response.on_tool_call(1, "id1", "thing"); // a second call is kept, and not read
    a.response.on_arguments(1, R"({"name":"Bob"})");
    a.response.on_arguments(0, R"("Ann"})");
    a.response.finish();
    BOOST_TEST(a.value.name.value() == "Ann");
    BOOST_TEST(a.response.json() == R"({"name":"Ann"})");
    BOOST_TEST(a.response.text() == "I shall call the tool.");
    BOOST_TEST(a.response.calls().size() == 2U);
    BOOST_TEST(a.response.calls()[1].id == "id1");
    BOOST_TEST(a.response.calls()[1].arguments == R"({"name":"Bob"})");
}

// As `json_cursor::piece` gives the halves of U+1F4F7.
BOOST_AUTO_TEST_CASE(half_a_surrogate_pair_waits_in_the_text_that_it_belongs_to)
{
    std::string const high = "\xED\xA0\xBD";
    std::string const low = "\xED\xB3\xB7";
    answered<thing> alone(mode::tool);
    alone.response.on_arguments(0, "{\"name\":\"a" + high);
    alone.response.on_arguments(1, R"({"name":"Bob"})"); // which is whole
    alone.response.finish();
    BOOST_TEST(alone.response.calls()[0].arguments == "{\"name\":\"a\uFFFD");
    BOOST_TEST(alone.response.calls()[1].arguments == R"({"name":"Bob"})");

    answered<thing> by_turns(mode::tool);
    by_turns.response.on_arguments(0, "{\"name\":\"" + high);
    by_turns.response.on_arguments(1, "{\"name\":\"" + high);
    by_turns.response.on_reasoning("hm " + high);
    by_turns.response.on_refusal("no " + high);
    by_turns.response.on_arguments(0, low + "\"}");
    by_turns.response.on_arguments(1, "\"}");
    by_turns.response.on_refusal(low);
    by_turns.response.finish();
    BOOST_TEST(by_turns.value.name.value() == "\U0001F4F7");
    BOOST_TEST(by_turns.response.calls()[1].arguments == "{\"name\":\"\uFFFD\"}");
    BOOST_TEST(by_turns.response.reasoning() == "hm \uFFFD");
    BOOST_TEST(by_turns.response.refusal() == "no \U0001F4F7");
}

BOOST_AUTO_TEST_CASE(a_forced_tool_answered_in_text_is_understood)
{
    answered<thing> a(mode::tool);
    a.response.on_text(R"({"name":"Ann","size":1})");
    BOOST_TEST(!a.value.name.has_value()); // a call might still come
    a.response.finish();
    BOOST_TEST(a.value.name.value() == "Ann");
    BOOST_TEST(a.response.json() == R"({"name":"Ann","size":1})");
    BOOST_TEST(!a.response.broken());

    answered<thing> words(mode::tool);
    words.response.on_text("Certainly!");
    words.response.finish();
    BOOST_TEST(words.response.broken());
}

BOOST_AUTO_TEST_CASE(a_call_without_arguments_is_an_empty_object)
{
    answered<thing> open(mode::tool);
    open.response.on_tool_call(0, "id", "thing");
    open.response.finish();
    BOOST_TEST(!open.response.broken());
    BOOST_TEST(open.response.builder().done());
    BOOST_TEST(open.response.json() == "{}");

    answered<strict_thing> strict(mode::tool);
    strict.response.on_tool_call(0, "id", "thing");
    strict.response.finish();
    BOOST_TEST(strict.response.broken());
    BOOST_TEST((strict.response.builder().violations().at(0).rule == rule::missing));
}

BOOST_AUTO_TEST_CASE(stepwise_gives_piece_by_piece)
{
    answered<thing> a(mode::json_schema, true);
    a.response.on_text(R"({"name":"A)");
    a.response.on_text("");
    a.response.on_text("nn");
    a.response.on_text(R"(","size":12})");
    BOOST_TEST(!a.value.name.has_value());
    BOOST_TEST(a.response.step());
    BOOST_TEST(a.value.name.value() == "A");
    BOOST_TEST(a.response.step());
    BOOST_TEST(a.value.name.value() == "Ann");
    a.response.on_text(" ");
    BOOST_TEST(a.response.step());
    BOOST_TEST(a.value.size.value() == 12);
    BOOST_TEST(a.response.step());
    BOOST_TEST(!a.response.step());
    BOOST_TEST(!a.response.step());
    a.response.finish();
    BOOST_TEST(a.response.builder().done());
}

BOOST_AUTO_TEST_CASE(finish_takes_what_still_waits)
{
    answered<thing> a(mode::tool, true);
    a.response.on_arguments(0, R"({"name":)");
    a.response.on_arguments(0, R"("Ann"})");
    a.response.finish();
    BOOST_TEST(a.value.name.value() == "Ann");
    BOOST_TEST(a.response.builder().done());

    answered<thing> text(mode::tool, true);
    text.response.on_text(R"({"size":3})");
    text.response.finish();
    BOOST_TEST(text.value.size.value() == 3);
}

BOOST_AUTO_TEST_CASE(another_attempt_starts_clean)
{
    answered<thing> a(mode::tool, true);
    a.response.on_text("hm");
    a.response.on_reasoning("because");
    a.response.on_refusal("no");
    a.response.on_arguments(3, "{\"name\":");
    a.response.on_stop(stop_reason::truncated, "max_tokens");
    a.response.on_failure({errc::overloaded, "first"});
    a.response.on_failure({errc::provider_error, "second"});
    a.response.on_end();
    BOOST_TEST((a.response.ending().failed->code == errc::overloaded)); // the first is what went wrong
    auto const target = detail::target_for(a.value);
    a.response.start(*target.written_as, target.value, mode::json_schema, 2, false);
    BOOST_TEST(!a.response.step());
    BOOST_TEST(a.response.text().empty());
    BOOST_TEST(a.response.reasoning().empty());
    BOOST_TEST(a.response.refusal().empty());
    BOOST_TEST(a.response.ending().stop_word.empty());
    BOOST_TEST(a.response.calls().empty());
    BOOST_TEST(a.response.json().empty());
    BOOST_TEST(!a.response.ending().failed.has_value());
    BOOST_TEST(!a.response.ending().complete);
    BOOST_TEST((a.response.ending().stop == stop_reason::none));
    a.response.on_text("{}");
    a.response.finish();
    BOOST_TEST(!a.response.broken());
}

BOOST_AUTO_TEST_CASE(usage_is_estimated_until_it_is_known)
{
    auto const spent = [](auto&& told) {
        answered<thing> a(mode::json_schema);
        a.response.on_text(R"({"name":"a name of thirty-two letters"})"); // 39 bytes in one delta
        told(a.response);
        return a.response.usage(400);
    };
    coax::usage known;
    known.input_tokens = 7;
    known.output_tokens = 20;
    auto const aborted = spent([](auto&) {});
    BOOST_TEST(aborted.input_tokens == 100U);
    BOOST_TEST(aborted.output_tokens == 9U);
    BOOST_TEST(aborted.estimated);
    auto const stopped = spent([](auto& response) { response.on_stop(stop_reason::complete, "stop"); });
    BOOST_TEST((stopped == aborted));
    auto const never = spent([](auto& response) {
        response.on_stop(stop_reason::complete, "stop");
        response.on_end();
    });
    BOOST_TEST((never == aborted));
    auto const counted = spent([&](auto& response) {
        response.on_stop(stop_reason::complete, "stop");
        response.on_usage(known);
    });
    BOOST_TEST((counted == known));
    auto const begun = spent([&](auto& response) { // as message_start has it
        coax::usage first;
        first.input_tokens = 7;
        first.output_tokens = 1;
        response.on_usage(first);
    });
    BOOST_TEST(begun.input_tokens == 7U);
    BOOST_TEST(begun.output_tokens == 9U);
}

BOOST_AUTO_TEST_CASE(an_endless_string_is_bounded)
{
    bind::limits small;
    small.max_bytes = 1000;
    answered<thing> a(mode::json_schema, false, small);
    a.response.on_text(R"({"name":")");
    std::size_t given = 0;
    for (; !a.response.broken() && given < 10'000; given += 8)
        a.response.on_text("and so, ");
    BOOST_TEST(given <= 1000U);
    BOOST_TEST((a.response.builder().violations().at(0).rule == rule::limit));
    BOOST_TEST(a.value.name.value().size() <= 1000U);
}

BOOST_AUTO_TEST_SUITE_END()
