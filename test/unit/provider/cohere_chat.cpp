// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/cohere/cohere_chat.hpp"

#include "asked.hpp"
#include "wire/decoded.hpp"

#include <boost/test/unit_test.hpp>

namespace json = boost::json;
using coax::stop_reason;

namespace {

coax::provider::cohere_chat const protocol;

coax::wire::decoded read(std::string_view body)
{
    coax::wire::decoded received;
    auto const decoder = protocol.decode();
    decoder->feed(body, received);
    decoder->finish(received);
    return received;
}

} // namespace

BOOST_AUTO_TEST_SUITE(provider_cohere_chat)

BOOST_AUTO_TEST_CASE(json_schema_mode)
{
    asked q(coax::mode::json_schema);
    q.request.top_p(0.5).stop({"END"});
    BOOST_TEST(q.body(protocol) == json::parse(R"({"model":"m-1","messages":[{"role":"system","content":"Be brief."},
        {"role":"user","content":"Hello"},{"role":"assistant","content":"Hi."},{"role":"user","content":"Who?"}],
        "max_tokens":100,"response_format":{"type":"json_object","json_schema":{"type":"object",
        "properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false}},"p":0.5,
        "stop_sequences":["END"],"stream":true})"));
    BOOST_TEST(q.sent.target == "/base/v2/chat");
    BOOST_TEST(coax::http::find(q.sent.headers, "authorization") == "Bearer key-1");
}

BOOST_AUTO_TEST_CASE(tool_mode_and_asking_again)
{
    asked q(coax::mode::tool, false);
    q.earlier = {{"", {{"c1", "person", "{}"}}, "no name"}, {"text", {}, "not JSON"}};
    auto const body = q.body(protocol).as_object();
    BOOST_TEST(body.at("tool_choice") == json::value("REQUIRED"));
    BOOST_TEST(body.at("strict_tools") == json::value(true));
    auto const& turns = body.at("messages").as_array();
    BOOST_TEST(turns.at(4).at("tool_calls").at(0).at("function").at("arguments") == json::value("{}"));
    BOOST_TEST(turns.at(5) == json::parse(R"({"role":"tool","content":"no name","tool_call_id":"c1"})"));
    BOOST_TEST(turns.at(7) == json::parse(R"({"role":"user","content":"not JSON"})"));
}

BOOST_AUTO_TEST_CASE(whole_answers)
{
    auto const received = read(R"({"id":"x","message":{"role":"assistant","tool_plan":"first","tool_calls":[
        {"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}},
        {"id":"b","type":"function","function":{"name":"g","arguments":""}}],
        "content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"t"}]},"finish_reason":"TOOL_CALL",
        "usage":{"billed_units":{"input_tokens":1},"tokens":{"input_tokens":5,"output_tokens":6}}})");
    BOOST_TEST(!received.failed);
    BOOST_TEST(received.reasoning == "firsthm");
    BOOST_TEST(received.text == "t");
    BOOST_TEST_REQUIRE(received.calls.size() == 2u);
    BOOST_TEST(received.calls[0].arguments == "{\"x\":1}");
    BOOST_TEST(received.calls[1].arguments == "{}");
    BOOST_TEST(received.usage->input_tokens == 5u);
    BOOST_TEST((received.stop == stop_reason::complete));
    BOOST_TEST(received.ended);
}

BOOST_AUTO_TEST_CASE(ends)
{
    auto const cut
        = read("data: {\"type\":\"content-delta\",\"delta\":{\"message\":{\"content\":{\"text\":\"a\"}}}}\n\n");
    BOOST_TEST(cut.text == "a");
    BOOST_TEST_REQUIRE(cut.failed.has_value());
    BOOST_TEST((cut.failed->code == coax::errc::stream_incomplete));
    auto const other = read("{\"ok\":true}");
    BOOST_TEST_REQUIRE(other.failed.has_value());
    BOOST_TEST((other.failed->code == coax::errc::unexpected_content));
}

BOOST_AUTO_TEST_SUITE_END()
