// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "conversation.hpp"

#include <boost/test/unit_test.hpp>

using coax::sim::anthropic;
using coax::sim::reply;

namespace {

constexpr std::string_view tool_request = R"({"model":"claude-x","max_tokens":99,"stream":true,
    "system":[{"type":"text","text":"Be brief."},{"type":"text","text":"Be right."}],
    "messages":[{"role":"user","content":"First"},{"role":"assistant","content":[{"type":"text","text":"Well"},
        {"type":"tool_use","id":"t1","name":"out","input":{"a":1}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","is_error":true,"content":"a is wrong"}]}],
    "tools":[{"name":"other","input_schema":{}},{"name":"out","input_schema":{"type":"object","title":"T"}}],
    "tool_choice":{"type":"tool","name":"out"}})";
constexpr std::string_view schema_request = R"({"model":"claude-x","max_tokens":99,
    "messages":[{"role":"user","content":[{"type":"text","text":"One"},{"type":"text","text":"Two"}]}],
    "output_config":{"format":{"type":"json_schema","schema":{"type":"object","title":"S"}}}})";

/// What a client makes of the stream: pieces joined by kind, in order of events.
struct heard {
    std::string arguments, text, thinking, stop, order;
    std::uint64_t output_tokens = 0;

    explicit heard(conversation const& talk)
    {
        for (auto const& [type, data] : talk.events()) {
            auto const event = boost::json::parse(data);
            BOOST_TEST(event.at("type").as_string() == type);
            if (type != "content_block_delta")
                order += type + ' ';
            if (type == "content_block_delta") {
                auto const& delta = event.at("delta").as_object();
                if (auto const* piece = delta.if_contains("partial_json"))
                    arguments += piece->as_string();
                if (auto const* piece = delta.if_contains("text"))
                    text += piece->as_string();
                if (auto const* piece = delta.if_contains("thinking"))
                    thinking += piece->as_string();
            } else if (type == "message_delta") {
                stop = event.at("delta").at("stop_reason").as_string();
                output_tokens = event.at("usage").at("output_tokens").to_number<std::uint64_t>();
            }
        }
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(anthropic_)

BOOST_AUTO_TEST_CASE(reads_a_forced_tool)
{
    conversation const talk(anthropic(), tool_request, reply::json("{}"));
    BOOST_TEST(talk.complaint == "");
    BOOST_TEST(talk.asked.model == "claude-x");
    BOOST_TEST(talk.asked.system == "Be brief.\nBe right.");
    BOOST_TEST(talk.asked.messages.size() == 3U);
    BOOST_TEST(talk.asked.messages[1].text == "Well{\"a\":1}");
    BOOST_TEST((talk.asked.messages[1].role == coax::role::assistant));
    BOOST_TEST(talk.asked.user == "a is wrong");
    BOOST_TEST(talk.asked.prompt() == "First");
    BOOST_TEST((talk.asked.mode == coax::mode::tool));
    BOOST_TEST(talk.asked.forced);
    BOOST_TEST(talk.asked.schema_name == "out");
    BOOST_TEST(talk.asked.schema.at("title").as_string() == "T");
    BOOST_TEST(talk.asked.tools.size() == 2U);
    BOOST_TEST(talk.asked.stream);
    BOOST_TEST(talk.asked.max_tokens == 99U);
}

BOOST_AUTO_TEST_CASE(reads_an_output_format)
{
    conversation const talk(anthropic(), schema_request, reply::json("{}"));
    BOOST_TEST((talk.asked.mode == coax::mode::json_schema));
    BOOST_TEST(talk.asked.schema.at("title").as_string() == "S");
    BOOST_TEST(talk.asked.user == "One\nTwo");
    BOOST_TEST(!talk.asked.stream);
}

BOOST_AUTO_TEST_CASE(complains_as_the_service_does)
{
    for (auto const* request : {R"({"max_tokens":1,"messages":[{"role":"user","content":"x"}]})",
             R"({"model":"m","messages":[{"role":"user","content":"x"}]})", R"({"model":"m","max_tokens":1})"})
        BOOST_TEST(conversation(anthropic(), request, {}).complaint.ends_with(": Field required"));
}

BOOST_AUTO_TEST_CASE(arguments_come_back_whole_at_every_cut)
{
    std::string const json
        = "{\"name\":\"Zo\u00eb \\ud83d\\ude00 \U0001F600\",\"quote\":\"say \\\"no\\\"\\n\",\"n\":[1,2.5,null]}";
    for (std::size_t cut = 1; cut <= json.size() + 1; ++cut) {
        auto scripted = reply::json(json);
        scripted.cut(cut);
        conversation const talk(anthropic(), tool_request, scripted);
        heard const all(talk);
        BOOST_TEST(all.arguments == json);
        BOOST_TEST(all.stop == "tool_use");
        BOOST_TEST(all.output_tokens == coax::sim::count_deltas(talk.steps));
        BOOST_TEST(
            all.order == "message_start content_block_start ping content_block_stop message_delta message_stop ");
    }
}

BOOST_AUTO_TEST_CASE(json_goes_out_as_text_in_schema_mode)
{
    conversation const talk(anthropic(), schema_request, reply::json(R"({"a":1})"));
    heard const all(talk);
    BOOST_TEST(all.text == R"({"a":1})");
    BOOST_TEST(all.arguments == "");
    BOOST_TEST(all.stop == "end_turn");
}

BOOST_AUTO_TEST_CASE(thinking_comes_first_and_is_signed)
{
    auto scripted = reply().thinking("Let me see.").call("out", "{}");
    conversation const talk(anthropic(), tool_request, scripted);
    heard const all(talk);
    BOOST_TEST(all.thinking == "Let me see.");
    BOOST_TEST(all.arguments == "{}");
    BOOST_TEST(talk.stream().find("signature_delta") != std::string::npos);
    BOOST_TEST(talk.whole().at("content").at(0).at("thinking").as_string() == "Let me see.");
}

BOOST_AUTO_TEST_CASE(refusal_and_truncation)
{
    auto scripted = reply().refusal("I cannot help with that.");
    BOOST_TEST(heard(conversation(anthropic(), tool_request, scripted)).stop == "refusal");
    BOOST_TEST(heard(conversation(anthropic(), tool_request, scripted)).text == "I cannot help with that.");

    auto cut_off = reply::json(R"({"title":"long"})").cut(3).truncate_after(2);
    conversation const talk(anthropic(), tool_request, cut_off);
    BOOST_TEST(heard(talk).arguments == R"({"titl)");
    BOOST_TEST(heard(talk).stop == "max_tokens");
    BOOST_TEST(talk.whole().at("content").at(0).at("input").as_object().empty());
}

BOOST_AUTO_TEST_CASE(parallel_calls)
{
    auto scripted = reply().text("Both:").call("add", R"({"a":1})").call("multiply", R"({"b":2})");
    conversation const talk(anthropic(), tool_request, scripted);
    auto const whole = talk.whole();
    BOOST_TEST(whole.at("content").as_array().size() == 3U);
    BOOST_TEST(whole.at("content").at(2).at("name").as_string() == "multiply");
    BOOST_TEST(whole.at("content").at(2).at("input").at("b").as_int64() == 2);
    BOOST_TEST(whole.at("content").at(1).at("id") != whole.at("content").at(2).at("id"));
    BOOST_TEST(heard(talk).arguments == R"({"a":1}{"b":2})");
}

BOOST_AUTO_TEST_CASE(whole_answer)
{
    auto scripted = reply::json(R"({"a":"x"})").usage(11, 22);
    auto const whole = conversation(anthropic(), tool_request, scripted).whole();
    BOOST_TEST(whole.at("type").as_string() == "message");
    BOOST_TEST(whole.at("model").as_string() == "claude-x");
    BOOST_TEST(whole.at("content").at(0).at("input").at("a").as_string() == "x");
    BOOST_TEST(whole.at("stop_reason").as_string() == "tool_use");
    BOOST_TEST(whole.at("usage").at("input_tokens").as_int64() == 11);
    BOOST_TEST(whole.at("usage").at("output_tokens").as_int64() == 22);
}

BOOST_AUTO_TEST_CASE(error_in_mid_stream)
{
    auto scripted = reply::json(R"({"a":"xyz"})").error_after(1, coax::errc::overloaded);
    auto const events = conversation(anthropic(), tool_request, scripted).events();
    BOOST_TEST(events.back().first == "error");
    BOOST_TEST(boost::json::parse(events.back().second).at("error").at("type").as_string() == "overloaded_error");
    BOOST_TEST(events.size() == 6U); // start, block, ping, lead, one delta, error
}

BOOST_AUTO_TEST_CASE(error_bodies)
{
    auto const type = [](int status) {
        return std::string(
            boost::json::parse(anthropic().error_body({status, {}, "1"})).at("error").at("type").as_string());
    };
    BOOST_TEST(type(400) == "invalid_request_error");
    BOOST_TEST(type(401) == "authentication_error");
    BOOST_TEST(type(429) == "rate_limit_error");
    BOOST_TEST(type(500) == "api_error");
    BOOST_TEST(type(529) == "overloaded_error");
    auto const own = boost::json::parse(anthropic().error_body({400, "no \"such\" field", "1"}));
    BOOST_TEST(own.at("error").at("message").as_string() == "no \"such\" field");
    BOOST_TEST(own.at("type").as_string() == "error");
}

BOOST_AUTO_TEST_SUITE_END()
