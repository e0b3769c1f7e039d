// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/ollama/ollama_chat.hpp"

#include "asked.hpp"
#include "wire/decoded.hpp"

#include <boost/test/unit_test.hpp>

namespace json = boost::json;
using coax::stop_reason;

namespace {

coax::provider::ollama_chat const protocol;

coax::wire::decoded read(std::string_view body)
{
    coax::wire::decoded received;
    auto const decoder = protocol.decode();
    decoder->feed(body, received);
    decoder->finish(received);
    return received;
}

} // namespace

BOOST_AUTO_TEST_SUITE(provider_ollama_chat)

BOOST_AUTO_TEST_CASE(json_schema_mode)
{
    asked q(coax::mode::json_schema);
    q.request.temperature(0).seed(7).stop({"END"});
    auto sent = q.body(protocol);
    auto& system = sent.at_pointer("/messages/0/content").as_string();
    BOOST_TEST(std::string_view(system).starts_with("Be brief.\n\nAnswer with one JSON object")); // it hides the schema
    system = "Be brief.";
    BOOST_TEST(sent == json::parse(R"({"model":"m-1","messages":[{"role":"system","content":"Be brief."},
        {"role":"user","content":"Hello"},{"role":"assistant","content":"Hi."},{"role":"user","content":"Who?"}],
        "format":{"type":"object","properties":{"name":{"type":"string"}},"required":["name"],
        "additionalProperties":false},"options":{"num_predict":100,"temperature":0,"seed":7,"stop":["END"]},
        "truncate":false,"stream":true})"));
    BOOST_TEST(q.sent.target == "/base/api/chat");
}

BOOST_AUTO_TEST_CASE(tool_mode_and_asking_again)
{
    asked q(coax::mode::tool, false);
    q.earlier = {{"", {{"", "person", "{\"a\":1}"}}, "no name"}};
    auto const body = q.body(protocol).as_object();
    BOOST_TEST(body.at("stream") == json::value(false));
    BOOST_TEST(body.at("tools").at(0).at("function").at("parameters") == q.schema);
    auto const& turns = body.at("messages").as_array();
    BOOST_TEST(turns.at(4).at("tool_calls")
        == json::parse(R"([{"id":"call_0","function":{"name":"person","arguments":{"a":1}}}])"));
    BOOST_TEST(turns.at(5)
        == json::parse(R"({"role":"tool","content":"no name","tool_name":"person","tool_call_id":"call_0"})"));
    asked j(coax::mode::json_object);
    BOOST_TEST(j.body(protocol).at("format") == json::value("json"));
}

BOOST_AUTO_TEST_CASE(ends)
{
    auto const cut = read("{\"message\":{\"content\":\"a\"},\"done\":false}\n");
    BOOST_TEST_REQUIRE(cut.failed.has_value());
    BOOST_TEST((cut.failed->code == coax::errc::stream_incomplete));
    auto const broken = read("{\"message\":{\"content\":\"a\"},\"done\":fal");
    BOOST_TEST_REQUIRE(broken.failed.has_value());
    BOOST_TEST((broken.failed->code == coax::errc::stream_incomplete));
    auto const refused = read("{\"message\":{\"content\":\"a\"},\"done\":false}\n{\"error\":\"out of memory\"}\n");
    BOOST_TEST(refused.text == "a");
    BOOST_TEST_REQUIRE(refused.failed.has_value());
    BOOST_TEST(refused.failed->provider_message == "out of memory");
    auto const length = read("{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"length\"}\n{\"x\":");
    BOOST_TEST((length.stop == stop_reason::truncated));
    BOOST_TEST(length.ended);
    BOOST_TEST(!length.failed);
}

BOOST_AUTO_TEST_CASE(an_object_of_another_kind_is_no_answer)
{
    auto const received = read("{\"models\":[]}\n");
    BOOST_TEST_REQUIRE(received.failed.has_value());
    BOOST_TEST((received.failed->code == coax::errc::unexpected_content));
}

BOOST_AUTO_TEST_SUITE_END()
