// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/anthropic/anthropic.hpp"

#include "asked.hpp"
#include "wire/decoded.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

namespace json = boost::json;
using coax::stop_reason;
using coax::http::find;

namespace {

coax::provider::anthropic const protocol;

coax::wire::decoded read(std::string_view body)
{
    coax::wire::decoded received;
    auto const decoder = protocol.decode();
    decoder->feed(body, received);
    decoder->finish(received);
    return received;
}

std::string event(std::string_view type, std::string_view rest)
{
    return "event: " + std::string(type) + "\ndata: {\"type\":\"" + std::string(type) + "\"" + std::string(rest)
        + "}\n\n";
}

} // namespace

BOOST_AUTO_TEST_SUITE(provider_anthropic)

BOOST_AUTO_TEST_CASE(json_schema_mode)
{
    asked q(coax::mode::json_schema);
    BOOST_TEST(q.body(protocol) == json::parse(R"({"model":"m-1","max_tokens":100,"system":"Be brief.",
        "messages":[{"role":"user","content":"Hello"},{"role":"assistant","content":"Hi."},{"role":"user","content":"Who?"}],
        "output_config":{"format":{"type":"json_schema","schema":{"type":"object","properties":{"name":{"type":"string"}},
        "required":["name"],"additionalProperties":false}}},"stream":true})"));
    BOOST_TEST(q.sent.target == "/base/v1/messages");
    BOOST_TEST(find(q.sent.headers, "X-Api-Key") == "key-1");
    BOOST_TEST(find(q.sent.headers, "anthropic-version") == "2023-06-01");
    BOOST_TEST(find(q.sent.headers, "content-type") == "application/json");
    BOOST_TEST(find(q.sent.headers, "accept") == "text/event-stream");
    BOOST_TEST(find(q.sent.headers, "user-agent").starts_with("coax/"));
}

BOOST_AUTO_TEST_CASE(tool_mode)
{
    asked q(coax::mode::tool);
    auto const body = q.body(protocol).as_object();
    BOOST_TEST(body.at("tools") == json::parse(R"([{"name":"person","description":"Somebody","input_schema":
        {"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false},
        "strict":true,"eager_input_streaming":true}])"));
    BOOST_TEST(
        body.at("tool_choice") == json::parse(R"({"type":"tool","name":"person","disable_parallel_tool_use":true})"));

    asked whole(coax::mode::tool, false);
    auto const quiet = whole.body(protocol).as_object();
    BOOST_TEST(!quiet.contains("stream"));
    BOOST_TEST(!quiet.at("tools").at(0).as_object().contains("eager_input_streaming"));
    BOOST_TEST(find(whole.sent.headers, "accept") == "application/json");
}

BOOST_AUTO_TEST_CASE(a_schema_that_breaks_a_rule_is_guidance)
{
    asked q(coax::mode::tool);
    q.question.strict = false;
    BOOST_TEST(!q.body(protocol).at("tools").at(0).as_object().contains("strict"));
}

BOOST_AUTO_TEST_CASE(prompted_mode_has_the_schema_in_its_words)
{
    asked q(coax::mode::prompted);
    auto const body = q.body(protocol).as_object();
    auto const system = std::string(body.at("system").as_string());
    BOOST_TEST(system.starts_with("Be brief.\n\n"));
    BOOST_TEST(system.find(json::serialize(q.schema)) != system.npos);
    BOOST_TEST(!body.contains("tools"));
    BOOST_TEST(!body.contains("output_config"));
}

BOOST_AUTO_TEST_CASE(settings)
{
    asked q(coax::mode::json_schema);
    q.request.temperature(1.0).top_p(0.5).stop({"END"});
    auto const body = q.body(protocol).as_object();
    BOOST_TEST(body.at("temperature") == json::value(1));
    BOOST_TEST(body.at("top_p") == json::value(0.5));
    BOOST_TEST(body.at("stop_sequences") == json::parse(R"(["END"])"));
}

BOOST_AUTO_TEST_CASE(asking_again_answers_every_call)
{
    asked q(coax::mode::tool);
    q.earlier = {{"Well:", {{"t1", "person", R"({"name":1})"}, {"", "person", "{\"na"}}, "name must be a string"}};
    auto const messages = q.body(protocol).at("messages").as_array();
    BOOST_TEST(messages.at(3) == json::parse(R"({"role":"assistant","content":[{"type":"text","text":"Well:"},
        {"type":"tool_use","id":"t1","name":"person","input":{"name":1}},
        {"type":"tool_use","id":"call_1","name":"person","input":{"not_an_object":"{\"na"}}]})"));
    BOOST_TEST(messages.at(4) == json::parse(R"({"role":"user","content":[
        {"type":"tool_result","tool_use_id":"t1","is_error":true,"content":"name must be a string"},
        {"type":"tool_result","tool_use_id":"call_1","is_error":true,"content":"name must be a string"}]})"));
}

BOOST_AUTO_TEST_CASE(asking_again_in_json_modes)
{
    asked q(coax::mode::json_schema);
    q.earlier = {{"{\"name\":1}", {}, "name must be a string"}, {"", {}, "nothing came"}};
    auto const messages = q.body(protocol).at("messages").as_array();
    BOOST_TEST(messages.size() == 6u);
    BOOST_TEST(
        messages.at(3) == json::parse(R"({"role":"assistant","content":[{"type":"text","text":"{\"name\":1}"}]})"));
    BOOST_TEST(messages.at(4) == json::parse(R"({"role":"user","content":"name must be a string"})"));
    BOOST_TEST(messages.at(5) == json::parse(R"({"role":"user","content":"nothing came"})"));
}

BOOST_AUTO_TEST_CASE(a_key_that_no_header_may_hold)
{
    for (std::string_view key : {"secret-1\n", "secret 1", "\xC3\xBCsecret-1"}) {
        asked q(coax::mode::tool);
        q.endpoint.api_key = key;
        try {
            q.body(protocol);
            BOOST_ERROR("no error");
        } catch (coax::error const& e) {
            BOOST_TEST((e.code() == coax::errc::invalid_api_key));
            BOOST_TEST(std::string(e.what()).find("secret") == std::string::npos);
        }
    }
    asked none(coax::mode::tool);
    none.endpoint.api_key.clear();
    none.body(protocol);
    BOOST_TEST(find(none.sent.headers, "x-api-key") == "");
}

BOOST_AUTO_TEST_CASE(errors_in_the_stream)
{
    auto const start = event("message_start", R"(,"message":{"usage":{"input_tokens":3}})");
    auto const received = read(start
        + event("error",
            R"(,"error":{"type":"overloaded_error","message":"Overloaded","details":null},"request_id":"r-1")"));
    BOOST_TEST_REQUIRE(received.failed.has_value());
    BOOST_TEST((received.failed->code == coax::errc::overloaded));
    BOOST_TEST(received.failed->provider_type == "overloaded_error");
    BOOST_TEST(received.failed->provider_message == "Overloaded");
    BOOST_TEST(received.failed->request_id == "r-1");
    BOOST_TEST(received.usage->input_tokens == 3u);
    BOOST_TEST(!received.ended);
}

BOOST_AUTO_TEST_CASE(a_stream_that_ends_early_is_said_so_at_every_byte)
{
    auto const body = event("message_start", R"(,"message":{"usage":{"input_tokens":3}})")
        + event("content_block_start", R"(,"index":0,"content_block":{"type":"text","text":""})")
        + event("content_block_delta", R"(,"index":0,"delta":{"type":"text_delta","text":"{}"})");
    auto const stop = event("message_delta", R"(,"delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":5})");
    for (std::size_t cut = 0; cut <= body.size(); ++cut) {
        auto const received = read(std::string_view(body).substr(0, cut));
        BOOST_TEST_REQUIRE(received.failed.has_value());
        BOOST_TEST((received.failed->code == coax::errc::stream_incomplete));
        BOOST_TEST(!received.ended);
    }
    auto const whole = read(body + stop); // only the mark of the end is missing
    BOOST_TEST(!whole.failed);
    BOOST_TEST(whole.ended);
    BOOST_TEST(whole.text == "{}");
    BOOST_TEST(whole.usage->output_tokens == 5u);
    BOOST_TEST(whole.usage->input_tokens == 3u);
}

BOOST_AUTO_TEST_CASE(what_is_unknown_is_passed_over)
{
    auto const received = read(event("ping", "") + event("brand_new", R"(,"x":[1])")
        + event("content_block_start", R"(,"index":0,"content_block":{"type":"server_tool_use","id":"s","name":"web"})")
        + event("content_block_delta", R"(,"index":0,"delta":{"type":"input_json_delta","partial_json":"{}"})")
        + event(
            "content_block_delta", R"(,"index":99999999999,"delta":{"type":"input_json_delta","partial_json":"{}"})")
        + event("content_block_delta", R"(,"index":0,"delta":{"type":"new_delta","text":"no"})")
        + event("message_delta", R"(,"delta":{"stop_reason":"brand_new"})") + event("message_stop", "")
        + event("error", R"(,"error":{"message":"after the end"})"));
    BOOST_TEST(!received.failed);
    BOOST_TEST(received.ended);
    BOOST_TEST(received.calls.empty());
    BOOST_TEST(received.text == "");
    BOOST_TEST((received.stop == stop_reason::none));
    BOOST_TEST(received.stop_word == "brand_new");
}

BOOST_AUTO_TEST_CASE(a_broken_event_is_named)
{
    auto const received = read("data: {\"type\":\"ping\"}\n\ndata: {\"type\":oops}\n\ndata: {}\n\n");
    BOOST_TEST_REQUIRE(received.failed.has_value());
    BOOST_TEST((received.failed->code == coax::errc::protocol_error));
    BOOST_TEST(received.failed->message.find("event 2 is not JSON at byte 8") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(stop_words)
{
    auto const stop = [](std::string_view word) {
        return read(event("message_delta", ",\"delta\":{\"stop_reason\":\"" + std::string(word) + "\"}")).stop;
    };
    BOOST_TEST((stop("end_turn") == stop_reason::complete));
    BOOST_TEST((stop("tool_use") == stop_reason::complete));
    BOOST_TEST((stop("stop_sequence") == stop_reason::complete));
    BOOST_TEST((stop("max_tokens") == stop_reason::truncated));
    BOOST_TEST((stop("model_context_window_exceeded") == stop_reason::truncated));
    BOOST_TEST((stop("refusal") == stop_reason::refused));
}

BOOST_AUTO_TEST_CASE(an_empty_object_in_a_whole_answer_is_the_arguments)
{
    auto const received = read(R"({"type":"message","stop_reason":"max_tokens","content":[
        {"type":"tool_use","id":"t","name":"f","input":{}}]})");
    BOOST_TEST_REQUIRE(received.calls.size() == 1u);
    BOOST_TEST(received.calls[0].arguments == "{}");
}

BOOST_AUTO_TEST_CASE(a_200_that_is_no_answer)
{
    auto const why = [](std::string_view body) {
        auto const received = read(body);
        return received.failed ? received.failed->code : boost::system::error_code();
    };
    BOOST_TEST((why("<html><title>Sign in</title></html>") == coax::errc::unexpected_content));
    BOOST_TEST((why("hello") == coax::errc::unexpected_content));
    BOOST_TEST((why("") == coax::errc::stream_incomplete));
    BOOST_TEST((why(" \n") == coax::errc::stream_incomplete));
    BOOST_TEST((why(R"({"error":{"type":"overloaded_error","message":"busy"}})") == coax::errc::overloaded));
    BOOST_TEST((why("{}") == coax::errc::unexpected_content));
    BOOST_TEST((why(R"({"type":"completion","completion":"x"})") == coax::errc::unexpected_content));
    BOOST_TEST((why(R"({"type":"message","content":[)") == coax::errc::stream_incomplete));
}

BOOST_AUTO_TEST_SUITE_END()
