// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "conversation.hpp"

#include <boost/test/unit_test.hpp>

using coax::sim::bedrock_converse;
using coax::sim::reply;

namespace {

constexpr std::string_view streamed = "/model/us.amazon.nova-micro-v1%3A0/converse-stream";
constexpr std::string_view not_streamed = "/model/us.amazon.nova-micro-v1:0/converse";
constexpr std::string_view schema_request = R"({"system":[{"text":"Be brief."}],
    "messages":[{"role":"user","content":[{"text":"Hello"}]}],"inferenceConfig":{"maxTokens":50},
    "outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"name":"book",
        "schema":"{\"type\":\"object\",\"title\":\"B\"}"}}}}})";
constexpr std::string_view tool_request = R"({"messages":[{"role":"user","content":[{"text":"Hello"}]},
        {"role":"assistant","content":[{"toolUse":{"toolUseId":"c","name":"out","input":{"a":0}}}]},
        {"role":"user","content":[{"toolResult":{"toolUseId":"c","content":[{"text":"a is wrong"}]}}]}],
    "toolConfig":{"tools":[{"toolSpec":{"name":"other","inputSchema":{"json":{"type":"object"}}}},
            {"toolSpec":{"name":"out","inputSchema":{"json":{"type":"object","title":"T"}}}}],
        "toolChoice":{"tool":{"name":"out"}}}})";

} // namespace

BOOST_AUTO_TEST_SUITE(bedrock_converse_)

BOOST_AUTO_TEST_CASE(reads_each_mode)
{
    conversation const schema(bedrock_converse(), schema_request, {}, streamed);
    BOOST_TEST(schema.complaint == "");
    BOOST_TEST(schema.asked.model == "us.amazon.nova-micro-v1:0");
    BOOST_TEST(schema.asked.stream);
    BOOST_TEST((schema.asked.mode == coax::mode::json_schema));
    BOOST_TEST(schema.asked.schema_name == "book");
    BOOST_TEST(schema.asked.schema.at("title").as_string() == "B");
    BOOST_TEST(schema.asked.system == "Be brief.");
    BOOST_TEST(schema.asked.user == "Hello");
    BOOST_TEST(schema.asked.max_tokens == 50U);

    conversation const tool(bedrock_converse(), tool_request, {}, not_streamed);
    BOOST_TEST(tool.asked.model == "us.amazon.nova-micro-v1:0");
    BOOST_TEST(!tool.asked.stream);
    BOOST_TEST((tool.asked.mode == coax::mode::tool));
    BOOST_TEST(tool.asked.forced);
    BOOST_TEST(tool.asked.tools.size() == 2U);
    BOOST_TEST(tool.asked.schema.at("title").as_string() == "T");
    BOOST_TEST(tool.asked.messages.size() == 3U);
    BOOST_TEST(tool.asked.messages[1].text == R"({"a":0})");
    BOOST_TEST(tool.asked.user == "a is wrong");
}

BOOST_AUTO_TEST_CASE(complains_as_the_service_does)
{
    BOOST_TEST(conversation(bedrock_converse(), "{}", {}, streamed).complaint.find("'messages'") != std::string::npos);
    auto const no_schema = R"({"messages":[{"role":"user","content":[{"text":"x"}]}],
        "outputConfig":{"textFormat":{"structure":{"jsonSchema":{"schema":"{"}}}}})";
    BOOST_TEST(conversation(bedrock_converse(), no_schema, {}, streamed).complaint.find("valid JSON schema")
        != std::string::npos);
}

BOOST_AUTO_TEST_CASE(exact_events)
{
    using coax::stop_reason;
    struct row {
        std::string_view request;
        reply scripted;
        std::string_view events;
    };
    row const table[] = {
        {schema_request, reply::json("{\"a\":1}").usage(3, 2),
            R"(messageStart {"role":"assistant"}
contentBlockDelta {"contentBlockIndex":0,"delta":{"text":"{\"a\""}}
contentBlockDelta {"contentBlockIndex":0,"delta":{"text":":1}"}}
contentBlockStop {"contentBlockIndex":0}
messageStop {"stopReason":"end_turn"}
metadata {"metrics":{"latencyMs":1},"usage":{"inputTokens":3,"outputTokens":2,"serverToolUsage":{},"totalTokens":5}}
)"},
        {tool_request, reply::json("{\"a\":1}").usage(3, 2),
            R"(messageStart {"role":"assistant"}
contentBlockStart {"contentBlockIndex":0,"start":{"toolUse":{"toolUseId":"tooluse_sim000007_0","name":"out"}}}
contentBlockDelta {"contentBlockIndex":0,"delta":{"toolUse":{"input":"{\"a\""}}}
contentBlockDelta {"contentBlockIndex":0,"delta":{"toolUse":{"input":":1}"}}}
contentBlockStop {"contentBlockIndex":0}
messageStop {"stopReason":"tool_use"}
metadata {"metrics":{"latencyMs":1},"usage":{"inputTokens":3,"outputTokens":2,"serverToolUsage":{},"totalTokens":5}}
)"},
        {schema_request, reply().thinking("Hm.").text("{}").stop(stop_reason::truncated).usage(3, 2),
            R"(messageStart {"role":"assistant"}
contentBlockDelta {"contentBlockIndex":0,"delta":{"reasoningContent":{"text":"Hm."}}}
contentBlockDelta {"contentBlockIndex":0,"delta":{"reasoningContent":{"signature":"c2ltdWxhdGVk"}}}
contentBlockStop {"contentBlockIndex":0}
contentBlockDelta {"contentBlockIndex":1,"delta":{"text":"{}"}}
contentBlockStop {"contentBlockIndex":1}
messageStop {"stopReason":"max_tokens"}
metadata {"metrics":{"latencyMs":1},"usage":{"inputTokens":3,"outputTokens":2,"serverToolUsage":{},"totalTokens":5}}
)"},
        {schema_request, reply().text("x").stop(stop_reason::filtered).usage(3, 2),
            R"(messageStart {"role":"assistant"}
contentBlockDelta {"contentBlockIndex":0,"delta":{"text":"x"}}
contentBlockStop {"contentBlockIndex":0}
messageStop {"stopReason":"content_filtered"}
metadata {"metrics":{"latencyMs":1},"usage":{"inputTokens":3,"outputTokens":2,"serverToolUsage":{},"totalTokens":5}}
)"},
        {schema_request, reply::json("{\"a\":1}").error_after(1, coax::errc::rate_limited),
            R"(messageStart {"role":"assistant"}
contentBlockDelta {"contentBlockIndex":0,"delta":{"text":"{\"a\""}}
throttlingException {"message":"Too many requests, please wait before trying again."}
)"},
    };
    for (auto const& [request, scripted, events] : table)
        check_events(conversation(bedrock_converse(), request, scripted, streamed).events(), events);
}

BOOST_AUTO_TEST_CASE(whole_answers)
{
    auto scripted = reply().thinking("Hm.").text("Both:").call("add", R"({"a":1})");
    auto const whole = conversation(bedrock_converse(), tool_request, scripted, not_streamed).whole();
    BOOST_TEST(boost::json::serialize(whole.at("output").at("message").at("content"))
        == R"([{"reasoningContent":{"reasoningText":{"text":"Hm.","signature":"c2ltdWxhdGVk"}}},{"text":"Both:"},)"
           R"({"toolUse":{"toolUseId":"tooluse_sim000007_2","name":"add","input":{"a":1}}}])");
    BOOST_TEST(whole.at("stopReason").as_string() == "tool_use");
    auto cut_off = reply::json(R"({"a":1})").truncate_after(1);
    auto const cut = conversation(bedrock_converse(), tool_request, cut_off, not_streamed).whole();
    BOOST_TEST(
        boost::json::serialize(cut.at("output").at("message").at("content").at(0).at("toolUse").at("input")) == "{}");
}

BOOST_AUTO_TEST_CASE(error_types_are_in_a_header)
{
    std::pair<int, std::string_view> const types[] = {{400, "ValidationException"},
        {401, "UnrecognizedClientException"}, {403, "AccessDeniedException"}, {404, "ResourceNotFoundException"},
        {429, "ThrottlingException"}, {500, "InternalServerException"}, {503, "ServiceUnavailableException"}};
    for (auto const& [status, type] : types) {
        auto const headers = bedrock_converse().error_headers({status});
        BOOST_TEST(headers.starts_with(std::string("x-amzn-errortype: ").append(type).append(":")), headers);
        BOOST_TEST(headers.ends_with("\r\n"));
        BOOST_TEST(boost::json::parse(bedrock_converse().error_body({status})).as_object().size() == 1U);
    }
    BOOST_TEST(bedrock_converse()
                   .error_headers({429, {}, {}, std::chrono::milliseconds(1500)})
                   .ends_with("\r\nretry-after: 2\r\n"));
}

BOOST_AUTO_TEST_SUITE_END()
