// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/bedrock/bedrock_converse.hpp"
#include "provider/bedrock/bedrock_invoke.hpp"
#include "provider/bedrock/sigv4.hpp"

#include "asked.hpp"
#include "wire/decoded.hpp"

#include <boost/crc.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <utility>
#include <vector>

namespace json = boost::json;
using coax::stop_reason;

namespace {

coax::provider::bedrock_converse const converse;
coax::provider::bedrock_invoke const invoke;

std::string number(std::size_t value, int size)
{
    std::string out;
    for (int n = size - 1; n >= 0; --n)
        out += static_cast<char>(value >> (8 * n) & 0xFF);
    return out;
}

std::string sum(std::string const& bytes)
{
    boost::crc_32_type crc;
    crc.process_bytes(bytes.data(), bytes.size());
    return number(crc.checksum(), 4);
}

std::string frame(std::vector<std::pair<std::string, std::string>> const& headers, std::string const& payload)
{
    std::string fields;
    for (auto const& [name, value] : headers)
        fields += number(name.size(), 1) + name + '\7' + number(value.size(), 2) + value;
    auto out = number(fields.size() + payload.size() + 16, 4) + number(fields.size(), 4);
    out += sum(out);
    out += fields + payload;
    return out + sum(out);
}

std::string event(std::string const& type, std::string const& payload)
{
    return frame({{":message-type", "event"}, {":event-type", type}}, payload);
}

coax::wire::decoded read(std::string_view body)
{
    coax::wire::decoded received;
    auto const decoder = converse.decode();
    decoder->feed(body, received);
    decoder->finish(received);
    return received;
}

// The published test suite's.
coax::provider::aws_credentials const somebody{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", ""};

} // namespace

BOOST_AUTO_TEST_SUITE(provider_bedrock)

BOOST_AUTO_TEST_CASE(converse_json_schema_mode)
{
    asked q(coax::mode::json_schema);
    q.question.model = "us.anthropic.claude-v1:0";
    BOOST_TEST(q.body(converse) == json::parse(R"({"system":[{"text":"Be brief."}],"messages":[
        {"role":"user","content":[{"text":"Hello"}]},{"role":"assistant","content":[{"text":"Hi."}]},
        {"role":"user","content":[{"text":"Who?"}]}],"inferenceConfig":{"maxTokens":100},
        "outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"name":"person",
        "description":"Somebody","schema":"{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}},\"required\":[\"name\"],\"additionalProperties\":false}"}}}}})"));
    BOOST_TEST(q.sent.target == "/base/model/us.anthropic.claude-v1%3A0/converse-stream");
    BOOST_TEST(coax::http::find(q.sent.headers, "authorization") == "Bearer key-1");
}

BOOST_AUTO_TEST_CASE(converse_tool_mode_and_asking_again)
{
    asked q(coax::mode::tool, false);
    q.earlier = {{"", {{"c1", "person", "{}"}}, "no name"}};
    auto const body = q.body(converse).as_object();
    BOOST_TEST(body.at("toolConfig").at("toolChoice") == json::parse(R"({"tool":{"name":"person"}})"));
    BOOST_TEST(body.at("toolConfig").at("tools").at(0).at("toolSpec").at("inputSchema").at("json") == q.schema);
    auto const& turns = body.at("messages").as_array();
    BOOST_TEST(
        turns.at(3).at("content").at(0) == json::parse(R"({"toolUse":{"toolUseId":"c1","name":"person","input":{}}})"));
    BOOST_TEST(turns.at(4).at("content").at(0)
        == json::parse(R"({"toolResult":{"toolUseId":"c1","status":"error","content":[{"text":"no name"}]}})"));
    BOOST_TEST(q.sent.target == "/base/model/m-1/converse");
}

BOOST_AUTO_TEST_CASE(invoke_is_anthropic_without_model)
{
    asked q(coax::mode::tool);
    auto const body = q.body(invoke).as_object();
    BOOST_TEST(body.at("anthropic_version") == json::value("bedrock-2023-05-31"));
    BOOST_TEST(!body.contains("model"));
    BOOST_TEST(!body.contains("stream"));
    BOOST_TEST(q.sent.target == "/base/model/m-1/invoke-with-response-stream");
}

BOOST_AUTO_TEST_CASE(without_a_key_the_request_is_signed)
{
    asked q(coax::mode::prompted);
    q.endpoint.api_key.clear();
    q.endpoint.host = "bedrock-runtime.us-east-1.amazonaws.com";
    q.endpoint.region = "us-east-1";
    q.endpoint.credentials = somebody;
    q.endpoint.sign = &coax::provider::sigv4;
    q.endpoint.credentials.session_token = "token";
    q.endpoint.now = [] { return std::chrono::system_clock::time_point(std::chrono::seconds(1440938160)); };
    q.body(converse);
    auto const authorization = coax::http::find(q.sent.headers, "authorization");
    BOOST_TEST(
        authorization.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/bedrock/aws4_request, "
                                  "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature="));
    BOOST_TEST(coax::http::find(q.sent.headers, "x-amz-date") == "20150830T123600Z");
    BOOST_TEST(coax::http::find(q.sent.headers, "x-amz-security-token") == "token");
    BOOST_TEST(coax::http::find(q.sent.headers, "host") == "");
    std::string const before(authorization);
    q.question.model = "m-2";
    q.body(converse);
    BOOST_TEST(coax::http::find(q.sent.headers, "authorization") != before);
}

BOOST_AUTO_TEST_CASE(any_changed_byte_is_found)
{
    auto const whole = event("contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":"ab"}})")
        + event("messageStop", R"({"stopReason":"end_turn"})") + event("metadata", R"({"usage":{"inputTokens":1}})");
    auto const good = read(whole);
    BOOST_TEST(good.text == "ab");
    BOOST_TEST(good.ended);
    BOOST_TEST(good.usage->input_tokens == 1u);
    for (std::size_t n = 0; n < whole.size(); ++n) {
        auto damaged = whole;
        damaged[n] = static_cast<char>(damaged[n] ^ 1);
        auto const received = read(damaged);
        BOOST_TEST_CONTEXT(n)
        {
            BOOST_TEST((received.text.empty() || received.text == "ab"));
            BOOST_TEST(
                (received.failed || received.stop == stop_reason::complete)); // the last frame tells the usage only
            BOOST_TEST(!received.usage);
        }
    }
}

BOOST_AUTO_TEST_CASE(cut_anywhere)
{
    auto const whole
        = event("contentBlockStart", R"({"contentBlockIndex":1,"start":{"toolUse":{"name":"f","toolUseId":"t"}}})")
        + event("messageStop", R"({"stopReason":"tool_use"})") + event("metadata", "{}");
    for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
        coax::wire::decoded received;
        auto const decoder = converse.decode();
        decoder->feed(std::string_view(whole).substr(0, cut), received);
        decoder->feed(std::string_view(whole).substr(cut), received);
        decoder->finish(received);
        BOOST_TEST_REQUIRE(received.calls.size() == 1u);
        BOOST_TEST(received.calls[0].arguments == "{}");
        BOOST_TEST(received.ended);
        auto const lost = read(std::string_view(whole).substr(0, cut));
        BOOST_TEST((lost.stop == stop_reason::complete || lost.failed->code == coax::errc::stream_incomplete));
    }
}

BOOST_AUTO_TEST_CASE(metadata_before_the_stop_is_not_the_end)
{
    auto const received = read(event("contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":"a"}})")
        + event("metadata", R"({"usage":{"inputTokens":1}})") + event("messageStop", R"({"stopReason":"max_tokens"})"));
    BOOST_TEST((received.stop == stop_reason::truncated));
    BOOST_TEST(received.usage->input_tokens == 1u);
    BOOST_TEST(received.ended);
}

BOOST_AUTO_TEST_CASE(errors_in_a_stream)
{
    auto const thrown = read(
        frame({{":message-type", "exception"}, {":exception-type", "throttlingException"}}, R"({"message":"slow"})"));
    BOOST_TEST_REQUIRE(thrown.failed.has_value());
    BOOST_TEST((thrown.failed->code == coax::errc::rate_limited));
    BOOST_TEST(thrown.failed->provider_type == "throttlingException");
    BOOST_TEST(thrown.failed->provider_message == "slow");
    auto const other = read(
        frame({{":message-type", "error"}, {":error-code", "InternalServerException"}, {":error-message", "m"}}, ""));
    BOOST_TEST_REQUIRE(other.failed.has_value());
    BOOST_TEST((other.failed->code == coax::errc::provider_error));
    BOOST_TEST(other.failed->provider_message == "m");
    auto const page = read("<html><title>Login</title></html>");
    BOOST_TEST_REQUIRE(page.failed.has_value());
    BOOST_TEST((page.failed->code == coax::errc::unexpected_content));
}

BOOST_AUTO_TEST_SUITE_END()
