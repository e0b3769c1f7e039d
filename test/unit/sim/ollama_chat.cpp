// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "conversation.hpp"

#include <boost/test/unit_test.hpp>

using coax::sim::ollama_chat;
using coax::sim::reply;

namespace {

constexpr std::string_view schema_request = R"({"model":"qwen-x","options":{"num_predict":50},
    "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hello"}],
    "format":{"type":"object","title":"B"}})";
constexpr std::string_view tool_request = R"({"model":"qwen-x","stream":false,
    "messages":[{"role":"user","content":"Hello"},
        {"role":"assistant","content":"","tool_calls":[{"function":{"name":"out","arguments":{"a":0}}}]},
        {"role":"tool","tool_name":"out","content":"a is wrong"}],
    "tools":[{"type":"function","function":{"name":"out","parameters":{"type":"object","title":"T"}}}]})";
constexpr std::string_view object_request
    = R"({"model":"qwen-x","format":"json","messages":[{"role":"user","content":"JSON"}]})";

/// A line with that message; of the last line `end`.
std::string line(std::string_view message, std::string_view end = R"("done":false)")
{
    return std::string(R"( {"model":"qwen-x","created_at":"2023-11-14T22:13:20Z","message":{"role":"assistant",)")
        .append(message)
        .append("},")
        .append(end)
        .append("}\n");
}

std::string last_line(std::string_view reason)
{
    return line(R"("content":"")",
        R"("done":true,"total_duration":246778792,"load_duration":39831125,"prompt_eval_count":3,"prompt_eval_duration":18102375,"eval_count":2,"eval_duration":104431583,"done_reason":")"
            + std::string(reason) + '"');
}

} // namespace

BOOST_AUTO_TEST_SUITE(ollama_chat_)

BOOST_AUTO_TEST_CASE(reads_each_mode)
{
    conversation const schema(ollama_chat(), schema_request, {});
    BOOST_TEST(schema.complaint == "");
    BOOST_TEST((schema.asked.mode == coax::mode::json_schema));
    BOOST_TEST(schema.asked.schema.at("title").as_string() == "B");
    BOOST_TEST(schema.asked.system == "Be brief.");
    BOOST_TEST(schema.asked.user == "Hello");
    BOOST_TEST(schema.asked.max_tokens == 50U);
    BOOST_TEST(schema.asked.stream); // the default of this service

    conversation const tool(ollama_chat(), tool_request, {});
    BOOST_TEST((tool.asked.mode == coax::mode::tool));
    BOOST_TEST(!tool.asked.stream);
    BOOST_TEST(tool.asked.messages.size() == 3U);
    BOOST_TEST(tool.asked.messages[1].text == R"({"a":0})");
    BOOST_TEST(tool.asked.user == "a is wrong");
    BOOST_TEST((conversation(ollama_chat(), object_request, {}).asked.mode == coax::mode::json_object));
    BOOST_TEST(conversation(ollama_chat(), "{}", {}).complaint == "model is required");
}

BOOST_AUTO_TEST_CASE(exact_lines)
{
    using coax::stop_reason;
    struct row {
        std::string_view request;
        reply scripted;
        std::string lines;
    };
    row const table[] = {
        {schema_request, reply::json("{\"a\":1}").usage(3, 2),
            line(R"("content":"{\"a\"")") + line(R"("content":":1}")") + last_line("stop")},
        {tool_request, reply::json("{\"a\":1}").usage(3, 2),
            line(
                R"("content":"","tool_calls":[{"id":"call_sim000007_0","function":{"index":0,"name":"out","arguments":{"a":1}}}])")
                + last_line("stop")},
        {tool_request, reply::json("{\"a").usage(3, 2), line(R"("content":"{\"a")") + last_line("stop")},
        {schema_request, reply().thinking("Hm.").text("{}").stop(stop_reason::truncated).usage(3, 2),
            line(R"("content":"","thinking":"Hm.")") + line(R"("content":"{}")") + last_line("length")},
        {schema_request, reply::json("{\"a\":1}").error_after(1, coax::errc::provider_error),
            line(R"("content":"{\"a\"")") + " {\"error\":\"model runner has unexpectedly stopped\"}\n"},
    };
    for (auto const& [request, scripted, lines] : table)
        check_events(conversation(ollama_chat(), request, scripted).events(), lines);
}

BOOST_AUTO_TEST_CASE(whole_answers)
{
    auto scripted = reply().thinking("Hm.").text("Both:").call("add", R"({"a":1})").usage(3, 2);
    auto const whole = conversation(ollama_chat(), tool_request, scripted).whole();
    BOOST_TEST(boost::json::serialize(whole.at("message"))
        == R"({"role":"assistant","content":"Both:","thinking":"Hm.",)"
           R"("tool_calls":[{"id":"call_sim000007_2","function":{"index":0,"name":"add","arguments":{"a":1}}}]})");
    BOOST_TEST(whole.at("done").as_bool());
    BOOST_TEST(whole.at("eval_count").as_int64() == 2);
}

BOOST_AUTO_TEST_SUITE_END()
