// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "answer/answer_check.hpp"

#include "record.hpp"

#include <boost/test/unit_test.hpp>

using namespace coax;
using namespace coax::test;

namespace {

std::optional<failure> judged(std::string_view json, stop_reason stop = stop_reason::complete,
    std::string_view refusal = {}, mode asked_in = mode::json_schema)
{
    answered<strict_thing> a(asked_in);
    a.response.on_text(json);
    a.response.on_refusal(refusal);
    if (stop != stop_reason::none)
        a.response.on_stop(stop, "word");
    a.response.on_end();
    a.response.finish();
    return answer::check_answer(a.response, 77);
}

constexpr auto whole = R"({"name":"Ann","size":3})";

} // namespace

BOOST_AUTO_TEST_SUITE(answer_answer_check)

BOOST_AUTO_TEST_CASE(a_whole_answer_is_a_value)
{
    BOOST_TEST(!judged(whole).has_value());
    BOOST_TEST(!judged(whole, stop_reason::none).has_value()); // not every server says why it stopped
    BOOST_TEST(!judged(whole, stop_reason::truncated).has_value()); // white space ran into the limit
    BOOST_TEST(!judged(whole, stop_reason::complete, "", mode::tool).has_value());
    // White space until the limit takes nothing from the value.
    BOOST_TEST(!judged(std::string(whole) + "\n\n  \n", stop_reason::truncated).has_value());
}

BOOST_AUTO_TEST_CASE(a_call_in_one_piece_that_was_cut_off)
{
    auto const judged_call = [](std::string_view arguments, stop_reason stop) {
        answered<strict_thing> a(mode::tool);
        a.response.on_tool_call(0, "id", "answer");
        a.response.on_arguments(0, arguments);
        a.response.on_stop(stop, "max_tokens");
        a.response.on_end();
        a.response.finish();
        return answer::check_answer(a.response, 77).value_or(failure()).code;
    };
    BOOST_TEST((judged_call("{}", stop_reason::truncated) == errc::truncated));
    BOOST_TEST((judged_call(R"({"name":"Ann"})", stop_reason::truncated) == errc::truncated));
    BOOST_TEST((judged_call(R"({"name":"Ann"})", stop_reason::complete) == errc::invalid_answer));
    BOOST_TEST((judged_call(R"({"name":"Ann","size":11})", stop_reason::truncated) == errc::invalid_answer));
    BOOST_TEST((judged_call(R"({"size":11})", stop_reason::truncated) == errc::invalid_answer));
    BOOST_TEST(!judged_call(whole, stop_reason::truncated));
    // In text a complete object is the model's own, and words after it ran into the limit.
    BOOST_TEST((judged(R"({"name":"Ann"})", stop_reason::truncated)->code == errc::invalid_answer));
}

BOOST_AUTO_TEST_CASE(why_it_is_none)
{
    struct row {
        std::string_view json;
        stop_reason stop;
        std::string_view refusal;
        errc code;
        std::string_view words;
    };
    for (auto const& [json, stop, refusal, code, words] : {
             row{"{\"name\":", stop_reason::truncated, "", errc::truncated, "raise max_tokens, which is 77"},
             row{"{\"name\":", stop_reason::truncated, "", errc::truncated, "(word)"},
             row{"{\"name\":", stop_reason::truncated, "", errc::truncated, "the model's text"},
             row{"", stop_reason::truncated, "", errc::truncated, "max_tokens"},
             row{whole, stop_reason::refused, "", errc::refused, "provider_message"},
             row{whole, stop_reason::complete, "I will not", errc::refused, "provider_message"},
             row{"", stop_reason::none, "I will not", errc::refused, "provider_message"},
             row{whole, stop_reason::filtered, "", errc::filtered, "(word)"},
             row{"{\"name", stop_reason::filtered, "", errc::filtered, "content filter"},
             row{"", stop_reason::complete, "", errc::no_answer, "no JSON"},
             row{"words", stop_reason::complete, "", errc::invalid_answer, "is not JSON"},
             row{"{\"name\":\"Ann\"}", stop_reason::complete, "", errc::invalid_answer, "/size"},
             row{"{\"name\":\"Ann\",\"size\":11}", stop_reason::complete, "", errc::invalid_answer, "at most 10"},
             row{"{\"name\":\"Ann\",\"siz", stop_reason::complete, "", errc::invalid_answer, "ends at byte"},
         }) {
        auto const why = judged(json, stop, refusal);
        BOOST_TEST_CONTEXT(json << " stop " << int(stop))
        {
            BOOST_TEST_REQUIRE(why.has_value());
            BOOST_TEST((why->code == code), why->code.message());
            BOOST_TEST(why->message.find(words) != std::string::npos, why->message);
            BOOST_TEST(why->text == json);
            BOOST_TEST(why->violations.empty()
                    == (code != errc::invalid_answer && json != "{\"name" && json != "{\"name\":" && !json.empty()),
                why->violations.size());
            if (!refusal.empty())
                BOOST_TEST(why->provider_message == refusal);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_the_model_wrote_is_not_said_to_be_the_providers)
{
    for (auto const stop : {stop_reason::truncated, stop_reason::filtered, stop_reason::complete})
        BOOST_TEST(judged("{\"name\":", stop)->provider_message == "");
    auto const words = judged("I would rather not.", stop_reason::complete, "", mode::tool);
    BOOST_TEST_REQUIRE(words.has_value());
    BOOST_TEST(words->provider_message == "");

    answered<strict_thing> thought(mode::json_schema);
    thought.response.on_reasoning(whole);
    thought.response.on_stop(stop_reason::complete, "stop");
    thought.response.on_end();
    thought.response.finish();
    auto const why = answer::check_answer(thought.response, 1);
    BOOST_TEST_REQUIRE(why.has_value());
    BOOST_TEST((why->code == errc::no_answer));
    BOOST_TEST(why->message.find("its thinking only") != std::string::npos, why->message);
}

BOOST_AUTO_TEST_CASE(an_answer_that_was_broken_off_is_no_bad_answer)
{
    auto const broken_off = [](std::string_view json, stop_reason stop) {
        answered<strict_thing> a(mode::json_schema);
        a.response.on_text(json);
        a.response.on_stop(stop, "word");
        a.response.on_broken_off({errc::provider_error, "broke the answer off"});
        a.response.on_end();
        a.response.finish();
        return answer::check_answer(a.response, 1);
    };
    BOOST_TEST((broken_off("{\"na", stop_reason::failed)->code == errc::provider_error));
    BOOST_TEST((broken_off(whole, stop_reason::failed)->code == errc::provider_error));
    BOOST_TEST((broken_off("{\"na", stop_reason::none)->code == errc::provider_error));
    BOOST_TEST(!broken_off(whole, stop_reason::none).has_value()); // an unknown word does not spoil a whole answer

    auto const untold = judged("{\"name\":\"A", stop_reason::none);
    BOOST_TEST_REQUIRE(untold.has_value());
    BOOST_TEST((untold->code == errc::stream_incomplete), untold->message);
}

BOOST_AUTO_TEST_CASE(several_calls_of_one_tool_are_one_answer_if_they_say_the_same)
{
    auto const called = [](std::string_view second) {
        answered<strict_thing> a(mode::tool);
        a.response.on_tool_call(0, "a", "thing");
        a.response.on_arguments(0, whole);
        a.response.on_tool_call(1, "b", "thing");
        a.response.on_arguments(1, second);
        a.response.on_stop(stop_reason::complete, "tool_calls");
        a.response.on_end();
        a.response.finish();
        return answer::check_answer(a.response, 1);
    };
    BOOST_TEST(!called(whole).has_value());
    BOOST_TEST(!called(R"({ "size": 3, "name": "Ann" })").has_value());
    BOOST_TEST(!called("").has_value());
    auto const why = called(R"({"name":"Ann","size":4})");
    BOOST_TEST_REQUIRE(why.has_value());
    BOOST_TEST((why->code == errc::invalid_answer));
    BOOST_TEST_REQUIRE(why->violations.size() == 1u);
    BOOST_TEST(why->violations[0].message.find("2 tool calls") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_providers_failure_comes_first)
{
    answered<strict_thing> a(mode::json_schema);
    a.response.on_text(R"({"name":"Ann","size":"x)");
    failure why(errc::overloaded, "the provider is overloaded");
    why.provider_message = "Overloaded";
    a.response.on_failure(why);
    auto const got = answer::check_answer(a.response, 1);
    BOOST_TEST_REQUIRE(got.has_value());
    BOOST_TEST((got->code == errc::overloaded));
    BOOST_TEST(got->provider_message == "Overloaded");
    BOOST_TEST(got->text == R"({"name":"Ann","size":"x)");
}

BOOST_AUTO_TEST_CASE(an_empty_call_is_judged_as_an_empty_object)
{
    answered<thing> open(mode::tool);
    open.response.on_tool_call(0, "id", "thing");
    open.response.on_stop(stop_reason::complete, "tool_use");
    open.response.finish();
    BOOST_TEST(!answer::check_answer(open.response, 1).has_value());

    answered<strict_thing> strict(mode::tool);
    strict.response.on_tool_call(0, "id", "thing");
    strict.response.finish();
    BOOST_TEST((answer::check_answer(strict.response, 1)->code == errc::invalid_answer)); // so that it is asked again
}

BOOST_AUTO_TEST_SUITE_END()
