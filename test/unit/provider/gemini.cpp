// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/gemini/gemini.hpp"

#include "answer/response_accumulator.hpp"
#include "asked.hpp"
#include "wire/decoded.hpp"

#include <coax/detail/shape_of.hpp>

#include <boost/test/unit_test.hpp>

namespace json = boost::json;
using coax::stop_reason;

namespace {

coax::provider::gemini const protocol;

coax::wire::decoded read(std::string_view body, std::size_t cut = 1000)
{
    coax::wire::decoded received;
    auto const decoder = protocol.decode();
    for (; !body.empty(); body.remove_prefix(std::min(cut, body.size())))
        decoder->feed(body.substr(0, cut), received);
    decoder->finish(received);
    return received;
}

coax::wire::decoded read_part(std::string const& part)
{
    return read("data: {\"candidates\":[{\"content\":{\"parts\":[" + part + "]},\"finishReason\":\"STOP\"}]}\r\n\r\n");
}

std::string partial(std::string_view path, std::string_view value, bool more)
{
    return "data: {\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"partialArgs\":[{\"jsonPath\":\""
        + std::string(path) + "\"," + std::string(value) + (more ? ",\"willContinue\":true" : "")
        + "}],\"willContinue\":true}}]}}]}\r\n\r\n";
}

} // namespace

BOOST_AUTO_TEST_SUITE(provider_gemini)

BOOST_AUTO_TEST_CASE(json_schema_mode)
{
    asked q(coax::mode::json_schema);
    q.request.temperature(0.5).top_p(1).seed(7).stop({"END"});
    BOOST_TEST(q.body(protocol) == json::parse(R"({"systemInstruction":{"parts":[{"text":"Be brief."}]},
        "contents":[{"role":"user","parts":[{"text":"Hello"}]},{"role":"model","parts":[{"text":"Hi."}]},
        {"role":"user","parts":[{"text":"Who?"}]}],"generationConfig":{"maxOutputTokens":100,
        "responseMimeType":"application/json","responseJsonSchema":{"type":"object",
        "properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false},
        "temperature":0.5,"topP":1,"seed":7,"stopSequences":["END"]}})"));
    BOOST_TEST(q.sent.target == "/base/models/m-1:streamGenerateContent?alt=sse");
    BOOST_TEST(coax::http::find(q.sent.headers, "x-goog-api-key") == "key-1");
}

BOOST_AUTO_TEST_CASE(tool_mode_and_asking_again)
{
    asked q(coax::mode::tool, false);
    q.earlier = {{"", {{"", "person", "{\"a\":1}"}, {"c2", "person", "{"}}, "no name"}, {"text", {}, "not JSON"}};
    auto const body = q.body(protocol).as_object();
    BOOST_TEST(body.at("toolConfig")
        == json::parse(R"({"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["person"]}})"));
    BOOST_TEST(body.at("tools").at(0).at("functionDeclarations").at(0).at("parametersJsonSchema") == q.schema);
    BOOST_TEST(!body.at("generationConfig").as_object().contains("responseMimeType"));
    auto const& turns = body.at("contents").as_array();
    BOOST_TEST_REQUIRE(turns.size() == 7u);
    BOOST_TEST(turns.at(3).at("parts").at(0).at("functionCall") == json::parse(R"({"name":"person","args":{"a":1}})"));
    BOOST_TEST(turns.at(3).at("parts").at(1).at("functionCall")
        == json::parse(R"({"name":"person","id":"c2","args":{"not_an_object":"{"}})"));
    BOOST_TEST(turns.at(4).at("parts").at(1)
        == json::parse(R"({"functionResponse":{"name":"person","id":"c2","response":{"error":"no name"}}})"));
    BOOST_TEST(turns.at(6) == json::parse(R"({"role":"user","parts":[{"text":"not JSON"}]})"));
    BOOST_TEST(q.sent.target == "/base/models/m-1:generateContent");
}

BOOST_AUTO_TEST_CASE(the_model_stands_in_the_path)
{
    coax::provider::gemini const vertex({"Vertex AI", "/publishers/google/models/", "authorization"});
    asked q(coax::mode::prompted, false);
    q.body(vertex);
    BOOST_TEST(q.sent.target == "/base/publishers/google/models/m-1:generateContent");
    BOOST_TEST(coax::http::find(q.sent.headers, "authorization") == "Bearer key-1");
    q.question.model = "endpoints/12";
    q.body(vertex);
    BOOST_TEST(q.sent.target == "/base/endpoints/12:generateContent");
    q.question.model = "a b?c\r\n:d";
    q.body(protocol);
    BOOST_TEST(q.sent.target == "/base/models/a%20b%3Fc%0D%0A%3Ad:generateContent");
}

BOOST_AUTO_TEST_CASE(parts)
{
    auto const received = read_part(
        R"({"text":"a","thought":true},{"text":"b"},{"thoughtSignature":"x","text":""},)"
        R"({"text":"c"},{"functionCall":{"id":"1","name":"f","args":{"x":[1]}}},{"functionCall":{"name":"g"}})");
    BOOST_TEST(received.reasoning == "a");
    BOOST_TEST(received.text == "bc");
    BOOST_TEST_REQUIRE(received.calls.size() == 2u);
    BOOST_TEST(received.calls[0].id == "1");
    BOOST_TEST(received.calls[0].arguments == "{\"x\":[1]}");
    BOOST_TEST(received.calls[1].arguments == "{}");
    BOOST_TEST(received.ended);
}

BOOST_AUTO_TEST_CASE(arguments_in_pieces_make_one_json_text)
{
    std::string const body
        = "data: "
          "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\",\"willContinue\":true}}]}}]"
          "}\r\n\r\n"
        + partial("$.a[0].b", R"("stringValue":"x")", true) + partial("$.a[0].b", R"("stringValue":"y")", true)
        + partial("$.a[0].b", R"("stringValue":"\"z")", true) + partial("$.a[0].b", R"("stringValue":"")", false)
        + partial("$.a[0].c", R"("numberValue":1.5)", false) + partial("$.a[1]", R"("nullValue":"NULL_VALUE")", false)
        + partial("$['d e']", R"("boolValue":true)", false)
        + "data: "
          "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{}}]},\"finishReason\":\"STOP\"}]}\r\n\r\n";
    for (std::size_t cut = 1; cut < 80; ++cut) {
        auto const received = read(body, cut);
        BOOST_TEST(!received.failed);
        BOOST_TEST_REQUIRE(received.calls.size() == 1u);
        BOOST_TEST(received.calls[0].arguments == R"({"a":[{"b":"xy\"z","c":1.5},null],"d e":true})");
    }
}

BOOST_AUTO_TEST_CASE(pieces_that_make_no_json_are_an_error)
{
    std::string const begin
        = "data: "
          "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\",\"willContinue\":true}}]}}]"
          "}\r\n\r\n";
    for (std::string_view path : {"a", "$[0]", "$", "$.x.y", "$.x[0]", "$.x["}) {
        auto const received
            = read(begin + partial("$.x", R"("numberValue":1)", false) + partial(path, R"("numberValue":2)", false));
        BOOST_TEST_REQUIRE(received.failed.has_value());
        BOOST_TEST((received.failed->code == coax::errc::protocol_error));
    }
}

BOOST_AUTO_TEST_CASE(an_array_of_chunks)
{
    std::string const body
        = "[{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"{[\\\"\"}]}}]}\n,\r\n"
          "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"}\"}]},\"finishReason\":\"MAX_TOKENS\"}]}\n]";
    for (std::size_t cut = 1; cut <= body.size(); ++cut) {
        auto const received = read(body, cut);
        BOOST_TEST(received.text == "{[\"}");
        BOOST_TEST((received.stop == stop_reason::truncated));
        BOOST_TEST(received.ended);
        auto const lost = read(body.substr(0, cut), cut);
        BOOST_TEST((lost.ended || (lost.failed && lost.failed->code == coax::errc::stream_incomplete)));
    }
    auto const refused = read(R"([{"error":{"code":503,"message":"m","status":"UNAVAILABLE"}}])");
    BOOST_TEST_REQUIRE(refused.failed.has_value());
    BOOST_TEST((refused.failed->code == coax::errc::overloaded));
    auto const page = read("<html><style>a {}</style></html>");
    BOOST_TEST_REQUIRE(page.failed.has_value());
    BOOST_TEST((page.failed->code == coax::errc::unexpected_content));
}

BOOST_AUTO_TEST_CASE(ends)
{
    auto const blocked = read("data: {\"promptFeedback\":{\"blockReason\":\"OTHER\"}}\r\n\r\n");
    BOOST_TEST((blocked.stop == stop_reason::filtered));
    BOOST_TEST(blocked.stop_word == "promptFeedback.OTHER");
    BOOST_TEST(blocked.ended);
    auto const cut = read("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}\r\n\r\n");
    BOOST_TEST_REQUIRE(cut.failed.has_value());
    BOOST_TEST((cut.failed->code == coax::errc::stream_incomplete));
    auto const failed = read("data: {\"error\":{\"code\":500,\"message\":\"m\",\"status\":\"INTERNAL\"}}\r\n\r\n");
    BOOST_TEST_REQUIRE(failed.failed.has_value());
    BOOST_TEST((failed.failed->code == coax::errc::provider_error));
}

BOOST_AUTO_TEST_CASE(reasons_as_numbers_and_a_whole_answer_without_one)
{
    auto const stop
        = [](std::string_view candidate) { return read("{\"candidates\":[" + std::string(candidate) + "]}"); };
    BOOST_TEST((stop(R"({"content":{},"finishReason":1})").stop == stop_reason::complete));
    BOOST_TEST(stop(R"({"content":{},"finishReason":1})").stop_word == "1");
    BOOST_TEST((stop(R"({"content":{},"finishReason":2})").stop == stop_reason::truncated));
    BOOST_TEST((stop(R"({"finishReason":3})").stop == stop_reason::filtered));
    auto const none = stop(R"({"content":{"parts":[{"text":"a"}]},"finishReason":0})");
    BOOST_TEST(none.text == "a");
    BOOST_TEST((none.stop == stop_reason::complete));
    BOOST_TEST(none.ended);
    BOOST_TEST(read(R"({"candidates":[],"usageMetadata":{"promptTokenCount":1}})").ended); // to be judged by itself
    auto const cut = read("data: {\"candidates\":[{\"content\":{},\"finishReason\":0}]}\r\n\r\n");
    BOOST_TEST_REQUIRE(cut.failed.has_value());
    BOOST_TEST((cut.failed->code == coax::errc::stream_incomplete));
}

// The form of google.ai.generativelanguage.v1beta.LogprobsResult; what was chosen need not be among the top.
BOOST_AUTO_TEST_CASE(tokens_and_what_was_weighed_in_their_place)
{
    std::string const first = R"({"candidates":[{"logprobsResult":{"topCandidates":[
        {"candidates":[{"token":"{\"","tokenId":1,"logProbability":-0.1},{"token":"{","tokenId":2,"logProbability":-3}]},
        {"candidates":[{"token":"value\":\""}]}],
        "chosenCandidates":[{"token":"{\"","tokenId":1,"logProbability":-0.1},{"token":"value\":\"","tokenId":3}]},
        "content":{"parts":[{"text":"{\"value\":\""}],"role":"model"},"index":0,"avgLogprobs":-0.1}]})";
    std::string const second = R"({"candidates":[{"content":{"parts":[{"text":"bad\"}"}],"role":"model"},
        "finishReason":"STOP","logprobsResult":{"logProbabilitySum":-2,"chosenCandidates":[
        {"token":"bad","tokenId":4,"logProbability":-1.6094379124},{"token":"\"}","tokenId":5,"logProbability":0}],
        "topCandidates":[{"candidates":[{"token":"good","tokenId":6,"logProbability":-0.2231435513},
        {"token":"neutral","tokenId":7,"logProbability":"-Infinity"}]},{"candidates":[]}]}}]})";
    auto const flat = [](std::string text) {
        std::erase(text, '\n');
        return text;
    };
    auto const body = "data: " + flat(first) + "\r\n\r\ndata: " + flat(second) + "\r\n\r\n";
    for (std::size_t const cut : {1U, 7U, 10000U}) {
        json::value value;
        coax::answer::response_accumulator received;
        received.start(*coax::detail::shape_of<json::value>(), &value, coax::mode::json_schema, 1, false);
        auto const decoder = protocol.decode();
        for (std::string_view rest = body; !rest.empty(); rest.remove_prefix(std::min(cut, rest.size())))
            decoder->feed(rest.substr(0, cut), received);
        decoder->finish(received);
        received.finish();
        BOOST_TEST(received.json() == R"({"value":"bad"})");
        std::string told;
        for (auto const& one : received.tokens()) {
            told += one.text + '|';
            for (auto const& choice : one.choices)
                told += choice.token + ' ';
            told += '\n';
        }
        BOOST_TEST(told == "{\"|{\" { \nvalue\":\"|value\":\" \nbad|good neutral bad \n\"}|\"} \n");
        constexpr std::string_view classes[] = {"good", "bad", "neutral"};
        auto const shares = coax::answer::class_probabilities(received.tokens(), classes);
        BOOST_TEST_REQUIRE(shares.size() == 3U);
        BOOST_TEST(std::abs(shares[0] - 0.8) < 1e-6);
        BOOST_TEST(std::abs(shares[1] - 0.2) < 1e-6);
        BOOST_TEST(shares[2] == 0);
    }
    for (auto const odd : {"null", "[]", "{}", R"({"topCandidates":[1,{}],"chosenCandidates":7})",
             R"({"topCandidates":{},"chosenCandidates":[2,{"token":null}]})"}) {
        auto const received = read("data: {\"candidates\":[{\"logprobsResult\":" + std::string(odd)
            + ",\"content\":{\"parts\":[{\"text\":\"a\"}]},\"finishReason\":\"STOP\"}]}\r\n\r\n");
        BOOST_TEST(!received.failed);
        BOOST_TEST(received.text == "a");
    }
}

BOOST_AUTO_TEST_SUITE_END()
