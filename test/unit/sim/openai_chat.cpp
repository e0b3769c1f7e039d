// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "conversation.hpp"

#include <boost/test/unit_test.hpp>

using coax::sim::openai_chat;
using coax::sim::reply;

namespace {

constexpr std::string_view schema_request = R"({"model":"gpt-x","stream":true,"stream_options":{"include_usage":true},
    "max_completion_tokens":50,
    "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hello"}],
    "response_format":{"type":"json_schema","json_schema":{"name":"book","strict":true,"schema":{"type":"object"}}}})";
constexpr std::string_view tool_request = R"({"model":"gpt-x","stream":true,
    "messages":[{"role":"user","content":[{"type":"text","text":"Hello"}]},
        {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function",
            "function":{"name":"out","arguments":"{\"a\":0}"}}]},
        {"role":"tool","tool_call_id":"c","content":"a is wrong"}],
    "tools":[{"type":"function","function":{"name":"out","parameters":{"type":"object","title":"T"}}}],
    "tool_choice":{"type":"function","function":{"name":"out"}}})";
constexpr std::string_view object_request = R"({"model":"gpt-x","response_format":{"type":"json_object"},
    "messages":[{"role":"user","content":"JSON please: {\"type\":\"object\",\"properties\":{\"n\":{\"const\":5}}}"}]})";

/// What a client makes of the stream.
struct heard {
    std::string content, arguments, refusal, reasoning, finish;
    std::vector<std::string> names;
    std::size_t usages = 0;
    std::size_t chunks = 0;
    bool done = false;

    explicit heard(conversation const& talk)
    {
        for (auto const& [type, data] : talk.events()) {
            BOOST_TEST(type == "");
            BOOST_TEST(!done);
            if (data == "[DONE]") {
                done = true;
                continue;
            }
            ++chunks;
            auto const chunk = boost::json::parse(data);
            BOOST_TEST(chunk.at("object").as_string() == "chat.completion.chunk");
            if (auto const* usage = chunk.as_object().if_contains("usage"); usage && usage->is_object()) {
                ++usages;
                BOOST_TEST(chunk.at("choices").as_array().empty());
                continue;
            }
            read(chunk.at("choices").at(0));
        }
    }

private:
    void read(boost::json::value const& choice)
    {
        auto const& delta = choice.at("delta").as_object();
        append(content, delta, "content");
        append(refusal, delta, "refusal");
        append(reasoning, delta, "reasoning_content");
        if (auto const* calls = delta.if_contains("tool_calls")) {
            auto const& function = calls->at(0).at("function").as_object();
            append(arguments, function, "arguments");
            if (auto const* name = function.if_contains("name"))
                names.emplace_back(name->as_string());
            BOOST_TEST(calls->at(0).at("index").to_number<std::size_t>() == names.size() - 1);
        }
        if (choice.at("finish_reason").is_string())
            finish = choice.at("finish_reason").as_string();
    }

    static void append(std::string& to, boost::json::object const& from, std::string_view key)
    {
        if (auto const* piece = from.if_contains(key); piece && piece->is_string())
            to += piece->as_string();
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(openai_chat_)

BOOST_AUTO_TEST_CASE(reads_each_mode)
{
    conversation const schema(openai_chat(), schema_request, {});
    BOOST_TEST(schema.complaint == "");
    BOOST_TEST((schema.asked.mode == coax::mode::json_schema));
    BOOST_TEST(schema.asked.schema_name == "book");
    BOOST_TEST(schema.asked.system == "Be brief.");
    BOOST_TEST(schema.asked.user == "Hello");
    BOOST_TEST(schema.asked.max_tokens == 50U);
    BOOST_TEST(schema.asked.usage_in_stream);

    conversation const tool(openai_chat(), tool_request, {});
    BOOST_TEST((tool.asked.mode == coax::mode::tool));
    BOOST_TEST(tool.asked.forced);
    BOOST_TEST(tool.asked.schema.at("title").as_string() == "T");
    BOOST_TEST(tool.asked.messages.size() == 3U);
    BOOST_TEST(tool.asked.messages[1].text == "{\"a\":0}");
    BOOST_TEST(tool.asked.user == "a is wrong");
    BOOST_TEST(tool.asked.prompt() == "Hello");

    BOOST_TEST((conversation(openai_chat(), object_request, {}).asked.mode == coax::mode::json_object));
}

BOOST_AUTO_TEST_CASE(complains_as_the_service_does)
{
    BOOST_TEST(conversation(openai_chat(), R"({"messages":[{"role":"user","content":"x"}]})", {}).complaint != "");
    BOOST_TEST(conversation(openai_chat(), R"({"model":"m"})", {}).complaint != "");
    BOOST_TEST(
        conversation(openai_chat(),
            R"({"model":"m","messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema"}})", {})
            .complaint.find("json_schema.name")
        != std::string::npos);
}

BOOST_AUTO_TEST_CASE(text_and_arguments_come_back_whole_at_every_cut)
{
    std::string const json = R"({"name":"Zoë \ud83d\ude00 😀","quote":"say \"no\"\n","n":[1,2.5,null]})";
    for (std::size_t cut = 1; cut <= json.size() + 1; ++cut) {
        auto scripted = reply::json(json);
        scripted.cut(cut);
        heard const text(conversation(openai_chat(), schema_request, scripted));
        BOOST_TEST(text.content == json);
        BOOST_TEST(text.finish == "stop");
        BOOST_TEST(text.usages == 1U);
        BOOST_TEST(text.done);
        heard const call(conversation(openai_chat(), tool_request, scripted));
        BOOST_TEST(call.arguments == json);
        BOOST_TEST(call.content == "");
        BOOST_TEST(call.usages == 0U);
        BOOST_TEST(call.names.size() == 1U);
        BOOST_TEST(call.finish == "stop"); // a forced call
    }
}

BOOST_AUTO_TEST_CASE(calls_beside_text)
{
    auto scripted = reply().text("Both:").call("add", R"({"a":1})").call("multiply", R"({"b":2})");
    conversation const talk(openai_chat(), schema_request, scripted);
    heard const all(talk);
    BOOST_TEST(all.content == "Both:");
    BOOST_TEST(all.arguments == R"({"a":1}{"b":2})");
    BOOST_TEST(all.names.size() == 2U);
    BOOST_TEST(all.finish == "tool_calls");
    auto const whole = talk.whole();
    auto const& message = whole.at("choices").at(0).at("message");
    BOOST_TEST(message.at("tool_calls").at(1).at("function").at("arguments").as_string() == R"({"b":2})");
}

BOOST_AUTO_TEST_CASE(refusal_truncation_filter_and_reasoning)
{
    auto no = reply().refusal("Sorry.");
    heard const refused(conversation(openai_chat(), schema_request, no));
    BOOST_TEST(refused.refusal == "Sorry.");
    BOOST_TEST(refused.content == "");
    BOOST_TEST(refused.finish == "stop");
    auto const whole = conversation(openai_chat(), schema_request, no).whole();
    BOOST_TEST(whole.at("choices").at(0).at("message").at("content").is_null());
    BOOST_TEST(whole.at("choices").at(0).at("message").at("refusal").as_string() == "Sorry.");

    auto cut_off = reply::json(R"({"title":"long"})").cut(3).truncate_after(2);
    heard const short_one(conversation(openai_chat(), schema_request, cut_off));
    BOOST_TEST(short_one.content == R"({"titl)");
    BOOST_TEST(short_one.finish == "length");

    auto filtered = reply().text("x").stop(coax::stop_reason::filtered);
    BOOST_TEST(heard(conversation(openai_chat(), schema_request, filtered)).finish == "content_filter");

    auto thought = reply().thinking("Hm.").text("{}");
    heard const thinking(conversation(openai_chat(), schema_request, thought));
    BOOST_TEST(thinking.reasoning == "Hm.");
    BOOST_TEST(thinking.content == "{}");
}

BOOST_AUTO_TEST_CASE(error_in_mid_stream)
{
    auto scripted = reply::json(R"({"a":"xyz"})").error_after(1, coax::errc::rate_limited);
    auto const events = conversation(openai_chat(), schema_request, scripted).events();
    BOOST_TEST(events.size() == 3U); // role, one delta, error
    auto const error = boost::json::parse(events.back().second).at("error");
    BOOST_TEST(error.at("code").as_string() == "rate_limit_exceeded");
}

BOOST_AUTO_TEST_CASE(error_bodies)
{
    auto const code = [](int status) {
        auto const body = boost::json::parse(openai_chat().error_body({status, {}, "1"}));
        return boost::json::serialize(body.at("error").at("code"));
    };
    BOOST_TEST(code(400) == "null");
    BOOST_TEST(code(401) == "\"invalid_api_key\"");
    BOOST_TEST(code(404) == "\"model_not_found\"");
    BOOST_TEST(code(429) == "\"rate_limit_exceeded\"");
    BOOST_TEST(code(503) == "\"server_is_overloaded\"");
}

BOOST_AUTO_TEST_CASE(makes_up_a_value_by_the_schema_in_the_prompt)
{
    auto const whole = conversation(openai_chat(), object_request, {}).whole();
    auto const content = whole.at("choices").at(0).at("message").at("content").as_string();
    BOOST_TEST(content == R"({"n":5})");
}

BOOST_AUTO_TEST_SUITE_END()
