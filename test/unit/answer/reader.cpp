// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/reader.hpp>

#include <coax/annotate.hpp>
#include <coax/error.hpp>

#include <boost/describe/class.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace coax;

namespace {

struct place {
    std::string name;
    int inhabitants = 0;
};
BOOST_DESCRIBE_STRUCT(place, (), (name, inhabitants))
constexpr auto tag_invoke(annotate_tag, place const*) { return notes(note<&place::inhabitants>("").ge(1)); }

constexpr std::string_view vienna = R"({"name":"Vienna","inhabitants":2000000})";

errc code_of(error const& thrown) { return static_cast<errc>(thrown.code().value()); }

std::string event_of(std::string_view text)
{
    return R"(data: {"id":"1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":)"
        + boost::json::serialize(boost::json::string(text)) + R"(},"finish_reason":null}]})" + "\n\n";
}

constexpr std::string_view stop_event
    = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":7,"
      "\"completion_tokens\":9}}\n\ndata: [DONE]\n\n";

encoded_request asked() { return encode<place>("openai/gpt-5-mini", "Tell me about Vienna", {.api_key = "k"}); }

} // namespace

BOOST_AUTO_TEST_SUITE(answer_reader)

BOOST_AUTO_TEST_CASE(the_answers_own_text_cut_at_every_offset)
{
    for (std::size_t cut = 0; cut <= vienna.size(); ++cut) {
        reader<place> in;
        in.feed(vienna.substr(0, cut));
        if (cut >= vienna.find("en"))
            BOOST_TEST(in.partial()->name.starts_with("Vi"));
        in.feed(vienna.substr(cut));
        BOOST_TEST(in.partial().complete<&place::inhabitants>());
        BOOST_TEST(in.finish());
        BOOST_TEST(!in.failure());
        BOOST_TEST(in.value().name == "Vienna");
        BOOST_TEST(in.value().inhabitants == 2'000'000);
        BOOST_TEST(in.details().text == vienna);
    }
}

BOOST_AUTO_TEST_CASE(a_broken_rule_says_that_no_more_bytes_are_needed)
{
    reader<place> in;
    BOOST_TEST(in.feed(R"({"inhabitants":0)"));
    BOOST_TEST(!in.feed(R"(,"name":"a long)"));
    BOOST_TEST_REQUIRE(in.violations().size() == 1U);
    BOOST_TEST(in.violations().front().pointer == "/inhabitants");
    BOOST_TEST(!in.feed(R"( name"})"));
    BOOST_TEST(!in.finish());
    BOOST_TEST(!in.finish());
    BOOST_TEST_REQUIRE(in.failure().has_value());
    BOOST_TEST((in.failure()->code == errc::invalid_answer));
    BOOST_TEST(in.failure()->violations.size() == 1U);
    BOOST_CHECK_EXCEPTION((void)in.value(), error, [](error const& e) { return code_of(e) == errc::invalid_answer; });
}

BOOST_AUTO_TEST_CASE(a_value_is_given_after_the_end_only)
{
    reader<place> in;
    in.feed(vienna);
    BOOST_CHECK_EXCEPTION((void)in.value(), error, [](error const& e) { return code_of(e) == errc::invalid_option; });
    BOOST_TEST(in.finish());
    auto const taken = std::move(in).value();
    BOOST_TEST(taken.name == "Vienna");
    reader<place> other;
    other.feed(vienna);
    other.finish();
    BOOST_CHECK_EXCEPTION(other.feed("x"), error, [](error const& e) { return code_of(e) == errc::invalid_option; });
}

BOOST_AUTO_TEST_CASE(text_that_ends_early_or_holds_nothing_is_no_value)
{
    for (auto const* text : {"", "   ", R"({"name":"Vien)", R"({"name":"Vienna"})", "I do not know."}) {
        reader<place> in;
        in.feed(text);
        BOOST_TEST_CONTEXT(text)
        {
            BOOST_TEST(!in.finish());
            BOOST_TEST(in.failure().has_value());
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_repaired_follows_the_tolerance)
{
    std::string const fenced = "Here it is:\n```json\n" + std::string(vienna) + "\n```\n";
    reader<place> tolerant;
    tolerant.feed(fenced);
    BOOST_TEST(tolerant.finish());
    BOOST_TEST(!tolerant.details().repairs.empty());
    reader<place> strict(tolerance::strict);
    strict.feed(fenced);
    BOOST_TEST(!strict.finish());
}

BOOST_AUTO_TEST_CASE(a_value_that_is_no_struct)
{
    reader<std::vector<int>> in;
    in.feed(R"({"value":[1,2,3]})");
    BOOST_TEST(in.finish());
    BOOST_TEST(in.value() == (std::vector<int>{1, 2, 3}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_body_of_a_response_cut_at_every_offset)
{
    auto const body
        = event_of(R"({"name":"Vi)") + event_of(R"(enna","inhabitants":2000000})") + std::string(stop_event);
    for (std::size_t cut = 0; cut <= body.size(); ++cut) {
        reader<place> in(asked());
        in.head({200, {{"x-request-id", "req_1"}}});
        in.feed(std::string_view(body).substr(0, cut));
        in.feed(std::string_view(body).substr(cut));
        BOOST_TEST(in.finish());
        BOOST_TEST(in.value().name == "Vienna");
        auto const known = in.details();
        BOOST_TEST((known.stop == stop_reason::complete));
        BOOST_TEST(known.usage.input_tokens == 7U);
        BOOST_TEST(known.usage.output_tokens == 9U);
        BOOST_TEST(known.request_id == "req_1");
        BOOST_TEST(known.model == "openai/gpt-5-mini");
    }
}

BOOST_AUTO_TEST_CASE(a_stream_without_its_end_is_incomplete)
{
    reader<place> in(asked());
    BOOST_TEST(in.feed(event_of(R"({"name":"Vi)")));
    BOOST_TEST(in.partial()->name == "Vi");
    BOOST_TEST(!in.finish());
    BOOST_TEST((in.failure()->code == errc::stream_incomplete));
    BOOST_TEST(in.failure()->text == R"({"name":"Vi)");
}

BOOST_AUTO_TEST_CASE(the_token_limit_is_named)
{
    reader<place> in(asked());
    in.feed(event_of(R"({"name":"Vi)"));
    in.feed("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}]}\n\ndata: [DONE]\n\n");
    BOOST_TEST(!in.finish());
    BOOST_TEST((in.failure()->code == errc::truncated));
}

BOOST_AUTO_TEST_CASE(an_answer_of_another_status_is_the_providers_error)
{
    reader<place> in(asked());
    in.head({429, {{"retry-after", "3"}}});
    BOOST_TEST(in.feed(R"({"error":{"message":"slow down","type":"rate_)"));
    BOOST_TEST(in.feed(R"(limit"}})"));
    BOOST_TEST(!in.finish());
    BOOST_TEST((in.failure()->code == errc::rate_limited));
    BOOST_TEST(in.failure()->http_status == 429);
    BOOST_TEST(in.failure()->provider_message == "slow down");
    BOOST_TEST(in.violations().empty());

    reader<place> endless(asked());
    endless.head({500, {}});
    std::string const page(10'000, 'x');
    int pages = 0;
    while (endless.feed(page))
        BOOST_TEST_REQUIRE(++pages < 10);
    BOOST_TEST(!endless.finish());
    BOOST_TEST((endless.failure()->code == errc::provider_error));
}

BOOST_AUTO_TEST_CASE(a_reader_can_be_moved_while_it_reads)
{
    reader<place> first;
    first.feed(vienna.substr(0, 12));
    reader<place> second(std::move(first));
    second.feed(vienna.substr(12));
    BOOST_TEST(second.finish());
    BOOST_TEST(second.value().name == "Vienna");
}

BOOST_AUTO_TEST_SUITE_END()
