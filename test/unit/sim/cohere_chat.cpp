// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "conversation.hpp"

#include <boost/test/unit_test.hpp>

using coax::sim::cohere_chat;
using coax::sim::reply;

namespace {

constexpr std::string_view schema_request = R"({"model":"command-x","stream":true,"max_tokens":50,
    "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":[{"type":"text","text":"Hello"}]}],
    "response_format":{"type":"json_object","json_schema":{"type":"object","title":"B"}}})";
constexpr std::string_view tool_request = R"({"model":"command-x",
    "messages":[{"role":"user","content":"Hello"},
        {"role":"assistant","tool_calls":[{"id":"c","type":"function",
            "function":{"name":"out","arguments":"{\"a\":0}"}}]},
        {"role":"tool","tool_call_id":"c","content":"a is wrong"}],
    "tools":[{"type":"function","function":{"name":"out","parameters":{"type":"object","title":"T"}}}],
    "tool_choice":"REQUIRED"})";
constexpr std::string_view object_request = R"({"model":"command-x","messages":[{"role":"user","content":"JSON"}],
    "response_format":{"type":"json_object"}})";
constexpr std::string_view usage
    = R"("usage":{"billed_units":{"input_tokens":3,"output_tokens":2},"tokens":{"input_tokens":3,"output_tokens":2},"cached_tokens":0})";

/// Between the first event and the last two.
std::string stream_of(std::string_view events, std::string_view finish)
{
    return std::string(
        R"(message-start {"type":"message-start","id":"sim000007","delta":{"message":{"role":"assistant","content":[],"tool_plan":"","tool_calls":[],"citations":[]}}}
)")
        .append(events)
        .append(R"(message-end {"type":"message-end","delta":{"finish_reason":")")
        .append(finish)
        .append("\",")
        .append(usage)
        .append("}}\n [DONE]\n");
}

} // namespace

BOOST_AUTO_TEST_SUITE(cohere_chat_)

BOOST_AUTO_TEST_CASE(reads_each_mode)
{
    conversation const schema(cohere_chat(), schema_request, {});
    BOOST_TEST(schema.complaint == "");
    BOOST_TEST((schema.asked.mode == coax::mode::json_schema));
    BOOST_TEST(schema.asked.schema.at("title").as_string() == "B");
    BOOST_TEST(schema.asked.system == "Be brief.");
    BOOST_TEST(schema.asked.user == "Hello");
    BOOST_TEST(schema.asked.max_tokens == 50U);
    BOOST_TEST(schema.asked.stream);

    conversation const tool(cohere_chat(), tool_request, {});
    BOOST_TEST((tool.asked.mode == coax::mode::tool));
    BOOST_TEST(tool.asked.forced);
    BOOST_TEST(!tool.asked.stream);
    BOOST_TEST(tool.asked.messages.size() == 3U);
    BOOST_TEST(tool.asked.messages[1].text == R"({"a":0})");
    BOOST_TEST(tool.asked.user == "a is wrong");
    BOOST_TEST((conversation(cohere_chat(), object_request, {}).asked.mode == coax::mode::json_object));
}

BOOST_AUTO_TEST_CASE(complains_as_the_service_does)
{
    BOOST_TEST(conversation(cohere_chat(), R"({"messages":[{"role":"user","content":"x"}]})", {}).complaint != "");
    BOOST_TEST(conversation(cohere_chat(), R"({"model":"m"})", {}).complaint != "");
}

BOOST_AUTO_TEST_CASE(exact_events)
{
    using coax::stop_reason;
    struct row {
        std::string_view request;
        reply scripted;
        std::string events;
    };
    row const table[] = {
        {schema_request, reply::json("{\"a\":1}").usage(3, 2),
            stream_of(
                R"(content-start {"type":"content-start","index":0,"delta":{"message":{"content":{"type":"text","text":""}}}}
content-delta {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"{\"a\""}}}}
content-delta {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":":1}"}}}}
content-end {"type":"content-end","index":0}
)",
                "COMPLETE")},
        {tool_request, reply::json("{\"a\":1}").call("other", "{}").usage(3, 2),
            stream_of(
                R"(tool-call-start {"type":"tool-call-start","index":0,"delta":{"message":{"tool_calls":{"id":"call_sim000007_0","type":"function","function":{"name":"out","arguments":""}}}}}
tool-call-delta {"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"{\"a\""}}}}}
tool-call-delta {"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":":1}"}}}}}
tool-call-end {"type":"tool-call-end","index":0}
tool-call-start {"type":"tool-call-start","index":1,"delta":{"message":{"tool_calls":{"id":"call_sim000007_1","type":"function","function":{"name":"other","arguments":""}}}}}
tool-call-delta {"type":"tool-call-delta","index":1,"delta":{"message":{"tool_calls":{"function":{"arguments":"{}"}}}}}
tool-call-end {"type":"tool-call-end","index":1}
)",
                "TOOL_CALL")},
        {schema_request, reply().thinking("Hm.").text("{}").stop(stop_reason::truncated).usage(3, 2),
            stream_of(
                R"(content-start {"type":"content-start","index":0,"delta":{"message":{"content":{"type":"thinking","thinking":""}}}}
content-delta {"type":"content-delta","index":0,"delta":{"message":{"content":{"thinking":"Hm."}}}}
content-end {"type":"content-end","index":0}
content-start {"type":"content-start","index":1,"delta":{"message":{"content":{"type":"text","text":""}}}}
content-delta {"type":"content-delta","index":1,"delta":{"message":{"content":{"text":"{}"}}}}
content-end {"type":"content-end","index":1}
)",
                "MAX_TOKENS")},
    };
    for (auto const& [request, scripted, events] : table)
        check_events(conversation(cohere_chat(), request, scripted).events(), events);

    auto const failing = reply::json("{\"a\":1}").error_after(1, coax::errc::provider_error);
    auto const events = conversation(cohere_chat(), schema_request, failing).events();
    BOOST_TEST(events.size() == 5U);
    auto const end = boost::json::parse(events.at(3).second).at("delta");
    BOOST_TEST(end.at("finish_reason").as_string() == "ERROR");
    BOOST_TEST(end.at("error").is_string());
}

BOOST_AUTO_TEST_CASE(whole_answers)
{
    auto scripted = reply().thinking("Hm.").text("Both:").call("add", R"({"a":1})").usage(3, 2);
    auto const whole = conversation(cohere_chat(), tool_request, scripted).whole();
    BOOST_TEST(boost::json::serialize(whole.at("message").at("content"))
        == R"([{"type":"thinking","thinking":"Hm."},{"type":"text","text":"Both:"}])");
    BOOST_TEST(boost::json::serialize(whole.at("message").at("tool_calls"))
        == R"([{"id":"call_sim000007_2","type":"function","function":{"name":"add","arguments":"{\"a\":1}"}}])");
    BOOST_TEST(whole.at("finish_reason").as_string() == "TOOL_CALL");
    auto const only_text = conversation(cohere_chat(), schema_request, reply::json("{}")).whole();
    BOOST_TEST(!only_text.at("message").as_object().contains("tool_calls"));
}

BOOST_AUTO_TEST_SUITE_END()
