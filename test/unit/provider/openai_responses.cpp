// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/openai_responses/openai_responses.hpp"

#include "asked.hpp"
#include "wire/decoded.hpp"

#include <boost/test/unit_test.hpp>

namespace json = boost::json;
using coax::stop_reason;

namespace {

coax::provider::openai_responses const protocol;

coax::wire::decoded read(std::string_view body)
{
    coax::wire::decoded received;
    auto const decoder = protocol.decode();
    decoder->feed(body, received);
    decoder->finish(received);
    return received;
}

} // namespace

BOOST_AUTO_TEST_SUITE(provider_openai_responses)

BOOST_AUTO_TEST_CASE(json_schema_mode)
{
    asked q(coax::mode::json_schema);
    BOOST_TEST(q.body(protocol) == json::parse(R"({"model":"m-1","store":false,"max_output_tokens":100,
        "input":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hello"},
        {"role":"assistant","content":"Hi."},{"role":"user","content":"Who?"}],
        "text":{"format":{"type":"json_schema","name":"person","description":"Somebody","strict":true,"schema":{"type":"object",
        "properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false}}},"stream":true})"));
    BOOST_TEST(q.sent.target == "/base/responses");
}

BOOST_AUTO_TEST_CASE(tool_mode_and_asking_again)
{
    asked q(coax::mode::tool, false);
    q.earlier = {{"", {{"c1", "person", "{}"}, {"c2", "person", "{"}}, "no name"}};
    auto const body = q.body(protocol).as_object();
    BOOST_TEST(body.at("tool_choice") == json::parse(R"({"type":"function","name":"person"})"));
    BOOST_TEST(body.at("tools").at(0).at("strict") == json::value(true));
    auto const& input = body.at("input").as_array();
    BOOST_TEST(
        input.at(4) == json::parse(R"({"type":"function_call","call_id":"c1","name":"person","arguments":"{}"})"));
    BOOST_TEST(input.at(7) == json::parse(R"({"type":"function_call_output","call_id":"c2","output":"no name"})"));
    BOOST_TEST(input.size() == 8u);
}

BOOST_AUTO_TEST_CASE(items_without_deltas_are_told_once)
{
    std::string const item = R"({"type":"function_call","call_id":"c","name":"f","arguments":"{\"a\":1}"})";
    auto const received
        = read("data: {\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":{\"type\":\"function_call\","
               "\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"\"}}\n\n"
               "data: {\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":"
            + item + "}\n\ndata: {\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":["
            + item + "]}}\n\n");
    BOOST_TEST(!received.failed);
    BOOST_TEST(received.calls.size() == 1u);
    BOOST_TEST(received.calls.at(0).arguments == "{\"a\":1}");
    BOOST_TEST(received.ended);
}

// The whole response may leave an item out, so that those after it stand at other places than in the stream.
BOOST_AUTO_TEST_CASE(what_was_told_is_not_told_again_at_the_end)
{
    std::string const search = R"({"type":"web_search_call","id":"w"})";
    std::string const message = R"({"type":"message","content":[{"type":"output_text","text":"ab"}]})";
    std::string const call = R"({"type":"function_call","call_id":"c","name":"f","arguments":"{\"a\":1}"})";
    auto const item = [](std::string_view event, char index, std::string const& value) {
        return "data: {\"type\":\"response.output_item." + std::string(event) + "\",\"output_index\":" + index
            + ",\"item\":" + value + "}\n\n";
    };
    auto const received = read(item("added", '0', search)
        + "data: {\"type\":\"response.output_text.delta\",\"output_index\":1,\"delta\":\"ab\"}\n\n"
        + item("done", '1', message) + item("done", '2', call)
        + "data: {\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":[" + message + ","
        + call + "," + message + "]}}\n\n");
    BOOST_TEST(received.text == "abab"); // the second message came at the end only
    BOOST_TEST_REQUIRE(received.calls.size() == 1u);
    BOOST_TEST(received.calls[0].arguments == "{\"a\":1}");
    BOOST_TEST(received.ended);
}

BOOST_AUTO_TEST_CASE(ends)
{
    auto const filtered
        = read(R"({"status":"incomplete","incomplete_details":{"reason":"content_filter"},"output":[]})");
    BOOST_TEST((filtered.stop == stop_reason::filtered));
    auto const failed = read("data: "
                             "{\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":{\"code\":"
                             "\"server_error\",\"message\":\"m\"}}}\n\n");
    BOOST_TEST_REQUIRE(failed.failed.has_value());
    BOOST_TEST((failed.failed->code == coax::errc::provider_error));
    auto const flat
        = read("data: {\"type\":\"error\",\"code\":\"server_is_overloaded\",\"message\":\"m\",\"param\":null}\n\n");
    BOOST_TEST_REQUIRE(flat.failed.has_value());
    BOOST_TEST((flat.failed->code == coax::errc::overloaded));
    auto const cut = read("data: {\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"x\"}\n\n");
    BOOST_TEST_REQUIRE(cut.failed.has_value());
    BOOST_TEST((cut.failed->code == coax::errc::stream_incomplete));
}

BOOST_AUTO_TEST_SUITE_END()
