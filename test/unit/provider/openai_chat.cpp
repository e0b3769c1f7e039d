// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/openai_chat/openai_chat.hpp"

#include "asked.hpp"
#include "wire/decoded.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

namespace json = boost::json;
using coax::stop_reason;
using coax::http::find;
using coax::provider::forcing;

namespace {

coax::provider::openai_chat const openai({.max_completion_tokens = true, .parallel_tool_calls = true});
coax::provider::openai_chat const plain(
    {.service = "Compatible", .stream_options = false, .strict = false, .seed = false, .forcing = forcing::any});

coax::wire::decoded read(std::string_view body)
{
    coax::wire::decoded received;
    auto const decoder = openai.decode();
    decoder->feed(body, received);
    decoder->finish(received);
    return received;
}

std::string chunk(std::string_view delta, std::string_view reason = "null")
{
    return "data: {\"choices\":[{\"index\":0,\"delta\":" + std::string(delta)
        + ",\"finish_reason\":" + std::string(reason) + "}]}\n\n";
}

std::string calls(std::string_view inner) { return chunk("{\"tool_calls\":[" + std::string(inner) + "]}"); }

std::string const done = "data: [DONE]\n\n";

} // namespace

BOOST_AUTO_TEST_SUITE(provider_openai_chat)

BOOST_AUTO_TEST_CASE(json_schema_mode)
{
    asked q(coax::mode::json_schema);
    BOOST_TEST(q.body(openai) == json::parse(R"({"model":"m-1","messages":[{"role":"system","content":"Be brief."},
        {"role":"user","content":"Hello"},{"role":"assistant","content":"Hi."},{"role":"user","content":"Who?"}],
        "max_completion_tokens":100,"response_format":{"type":"json_schema","json_schema":{"name":"person",
        "description":"Somebody","schema":{"type":"object","properties":{"name":{"type":"string"}},"required":["name"],
        "additionalProperties":false},"strict":true}},"stream":true,"stream_options":{"include_usage":true}})"));
    BOOST_TEST(q.sent.target == "/base/chat/completions");
    BOOST_TEST(find(q.sent.headers, "authorization") == "Bearer key-1");
    q.endpoint.api_key.clear();
    q.body(openai);
    BOOST_TEST(find(q.sent.headers, "authorization") == "");
}

BOOST_AUTO_TEST_CASE(tool_mode)
{
    asked q(coax::mode::tool, false);
    auto const body = q.body(openai).as_object();
    BOOST_TEST(
        body.at("tools") == json::parse(R"([{"type":"function","function":{"name":"person","description":"Somebody",
        "parameters":{"type":"object","properties":{"name":{"type":"string"}},"required":["name"],
        "additionalProperties":false},"strict":true}}])"));
    BOOST_TEST(body.at("tool_choice") == json::parse(R"({"type":"function","function":{"name":"person"}})"));
    BOOST_TEST(body.at("parallel_tool_calls") == json::value(false));
    BOOST_TEST(!body.contains("stream"));
    BOOST_TEST(!body.contains("stream_options"));
}

BOOST_AUTO_TEST_CASE(json_object_mode_says_json)
{
    asked q(coax::mode::json_object);
    auto const body = q.body(openai).as_object();
    BOOST_TEST(body.at("response_format") == json::parse(R"({"type":"json_object"})"));
    auto const system = std::string(body.at("messages").at(0).at("content").as_string());
    BOOST_TEST(system.find("JSON") != system.npos);
    BOOST_TEST(system.find(json::serialize(q.schema)) != system.npos);
    asked p(coax::mode::prompted);
    BOOST_TEST(!p.body(openai).as_object().contains("response_format"));
}

BOOST_AUTO_TEST_CASE(llama_cpp_takes_the_schema_in_json_object_mode)
{
    coax::provider::openai_chat const llama_cpp({.schema_in_json_object = true});
    asked q(coax::mode::json_object);
    auto body = q.body(llama_cpp).as_object();
    BOOST_TEST(body.at("response_format") == json::value({{"type", "json_object"}, {"schema", q.schema}}));
    auto const system = std::string(body.at("messages").at(0).at("content").as_string());
    BOOST_TEST(system.find(json::serialize(q.schema)) != system.npos);
    q.question.strict = false; // what does not fit a grammar can end that server
    body = q.body(llama_cpp).as_object();
    BOOST_TEST(body.at("response_format") == json::parse(R"({"type":"json_object"})"));
}

BOOST_AUTO_TEST_CASE(a_dialect_changes_the_request)
{
    asked q(coax::mode::tool);
    q.request.seed(7).temperature(0.25).stop({"END"});
    auto const body = q.body(plain).as_object();
    BOOST_TEST(body.at("max_tokens") == json::value(100));
    BOOST_TEST(body.at("random_seed") == json::value(7));
    BOOST_TEST(body.at("temperature") == json::value(0.25));
    BOOST_TEST(body.at("stop") == json::parse(R"(["END"])"));
    BOOST_TEST(body.at("tool_choice") == json::value("any"));
    BOOST_TEST(!body.at("tools").at(0).at("function").as_object().contains("strict"));
    BOOST_TEST(!body.contains("parallel_tool_calls"));
    BOOST_TEST(!body.contains("stream_options"));
}

BOOST_AUTO_TEST_CASE(asking_again_answers_every_call)
{
    asked q(coax::mode::tool);
    q.earlier = {{"", {{"c1", "person", "{\"name\":1}"}, {"c2", "person", "{\"na"}}, "name must be a string"}};
    auto const messages = q.body(openai).at("messages").as_array();
    BOOST_TEST(messages.at(4) == json::parse(R"({"role":"assistant","content":null,"tool_calls":[
        {"id":"c1","type":"function","function":{"name":"person","arguments":"{\"name\":1}"}},
        {"id":"c2","type":"function","function":{"name":"person","arguments":"{\"na"}}]})"));
    BOOST_TEST(
        messages.at(5) == json::parse(R"({"role":"tool","content":"name must be a string","tool_call_id":"c1"})"));
    BOOST_TEST(
        messages.at(6) == json::parse(R"({"role":"tool","content":"name must be a string","tool_call_id":"c2"})"));
    BOOST_TEST(messages.size() == 7u);
}

BOOST_AUTO_TEST_CASE(asking_again_in_json_modes)
{
    asked q(coax::mode::json_schema);
    q.earlier = {{"{\"name\":1}", {}, "name must be a string"}, {"", {}, "nothing came"}};
    auto const messages = q.body(openai).at("messages").as_array();
    BOOST_TEST(messages.at(4) == json::parse(R"({"role":"assistant","content":"{\"name\":1}"})"));
    BOOST_TEST(messages.at(5) == json::parse(R"({"role":"user","content":"name must be a string"})"));
    BOOST_TEST(messages.at(6) == json::parse(R"({"role":"user","content":"nothing came"})"));
}

BOOST_AUTO_TEST_CASE(tool_calls_are_told_apart_however_they_are_marked)
{
    struct sample {
        char const* name;
        std::string body;
        std::vector<std::string> arguments;
    };
    std::vector<sample> const samples{
        {"by index",
            calls(R"({"index":0,"id":"a","function":{"name":"f","arguments":""}})")
                + calls(R"({"index":1,"id":"b","function":{"name":"f","arguments":"{"}})")
                + calls(R"({"index":0,"function":{"arguments":"[]"}})")
                + calls(R"({"index":1,"function":{"arguments":"}"}})"),
            {"[]", "{}"}},
        {"index from one",
            calls(R"({"index":1,"id":"a","function":{"name":"f","arguments":"{"}})")
                + calls(R"({"index":1,"function":{"name":"","arguments":"}"}})"),
            {"{}"}},
        {"by position",
            calls(
                R"({"id":"a","function":{"name":"f","arguments":"{}"}},{"id":"b","function":{"name":"g","arguments":"[]"}})"),
            {"{}", "[]"}},
        {"by id",
            calls(R"({"id":"a","function":{"name":"f","arguments":"{"}})")
                + calls(R"({"id":"a","function":{"arguments":"}"}})")
                + calls(R"({"id":"b","function":{"name":"f","arguments":"[]"}})"),
            {"{}", "[]"}},
        {"by nothing",
            calls(R"({"function":{"name":"f","arguments":"{"}})") + calls(R"({"function":{"arguments":"}"}})"), {"{}"}},
        {"id changes",
            calls(R"({"index":0,"id":"a","function":{"name":"f","arguments":"{"}})")
                + calls(R"({"index":0,"id":"b","function":{"arguments":"}"}})"),
            {"{}"}},
        {"all at index 0",
            calls(R"({"index":0,"id":"a","function":{"name":"f","arguments":"{}"}})")
                + calls(R"({"index":0,"id":"b","function":{"name":"f","arguments":"[]"}})"),
            {"{}", "[]"}},
        {"a new id and the name in each piece",
            calls(R"({"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\":"}})")
                + calls(R"({"index":0,"id":"b","function":{"name":"f","arguments":"{\"y\":1"}})")
                + calls(R"({"index":0,"id":"c","function":{"name":"f","arguments":"}}"}})"),
            {R"({"x":{"y":1}})"}},
        {"the same id and name in each piece",
            calls(R"({"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\":"}})")
                + calls(R"({"index":0,"id":"a","function":{"name":"f","arguments":"1}"}})")
                + calls(R"({"index":0,"id":"b","function":{"name":"f","arguments":"{}"}})"),
            {R"({"x":1})", "{}"}},
        {"a new id in each piece, no index",
            calls(R"({"id":"a","function":{"name":"f","arguments":"{\"x\":"}})")
                + calls(R"({"id":"b","function":{"name":"f","arguments":"1}"}})")
                + calls(R"({"id":"c","function":{"name":"f","arguments":"{}"}})"),
            {R"({"x":1})", "{}"}},
        {"the name alone in each piece",
            calls(R"({"function":{"name":"f","arguments":"{\"x\":"}})")
                + calls(R"({"function":{"name":"f","arguments":"1}"}})")
                + calls(R"({"function":{"name":"f","arguments":"{}"}})"),
            {R"({"x":1})", "{}"}},
        {"marks in the first piece only, then another call at the same index",
            calls(R"({"index":0,"id":"a","function":{"name":"f","arguments":""}})")
                + calls(R"({"index":0,"function":{"arguments":"{\"x\":"}})")
                + calls(R"({"index":0,"function":{"arguments":"1}"}})")
                + calls(R"({"index":0,"id":"b","function":{"name":"f","arguments":"{}"}})"),
            {R"({"x":1})", "{}"}},
        {"null index and id",
            calls(R"({"index":null,"id":null,"function":{"name":"f","arguments":"{"}})")
                + calls(R"({"index":null,"id":null,"function":{"name":null,"arguments":"}"}})"),
            {"{}"}},
        {"arguments as an object", calls(R"({"index":0,"id":"a","function":{"name":"f","arguments":{"x":1}}})"),
            {"{\"x\":1}"}},
        {"no arguments", calls(R"({"index":0,"id":"a","function":{"name":"f"}})"), {"{}"}},
        {"function_call",
            chunk(R"({"function_call":{"name":"f","arguments":"{"}})")
                + chunk(R"({"function_call":{"arguments":"}"}})"),
            {"{}"}},
    };
    for (auto const& s : samples) {
        BOOST_TEST_CONTEXT(s.name)
        {
            auto const received = read(s.body + chunk("{}", "\"tool_calls\"") + done);
            BOOST_TEST(!received.failed);
            std::vector<std::string> got;
            for (auto const& call : received.calls)
                got.push_back(call.arguments);
            BOOST_TEST(got == s.arguments, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(an_id_and_a_name_may_come_late)
{
    auto const received = read(calls(R"({"index":0,"function":{"arguments":"{"}})")
        + calls(R"({"index":0,"id":"a","function":{"name":"f","arguments":"}"}})") + chunk("{}", "\"tool_calls\"")
        + done);
    BOOST_TEST_REQUIRE(received.calls.size() == 1u);
    BOOST_TEST(received.calls[0].id == "a");
    BOOST_TEST(received.calls[0].name == "f");
    BOOST_TEST(received.calls[0].arguments == "{}");
}

BOOST_AUTO_TEST_CASE(too_many_calls_are_an_error)
{
    std::string list;
    for (int n = 0; n < 5000; ++n)
        list += std::string(n == 0 ? "" : ",") + R"({"index":)" + std::to_string(n) + R"(,"function":{"name":"f"}})";
    auto const received = read(calls(list) + done);
    BOOST_TEST_REQUIRE(received.failed.has_value());
    BOOST_TEST((received.failed->code == coax::errc::response_too_large));
    BOOST_TEST(received.failed->message.find("4096 tool calls") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(usage_wherever_it_stands)
{
    std::string const usage
        = R"({"prompt_tokens":3,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":1},"completion_tokens_details":null})";
    std::string const stop = chunk("{\"content\":\"x\"}", "\"stop\"");
    std::vector<std::string> const bodies{
        stop + "data: {\"choices\":[],\"usage\":" + usage + "}\n\n" + done,
        "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":" + usage + "}\n\n",
        "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\",\"usage\":" + usage + "}]}\n\n" + done,
        "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"x_groq\":{\"id\":\"r\",\"usage\":" + usage
            + "}}\n\n",
        "data: {\"usage\":" + usage + "}\n\n" + stop + done,
    };
    for (auto const& body : bodies) {
        auto const received = read(body);
        BOOST_TEST_REQUIRE(received.usage.has_value());
        BOOST_TEST(received.usage->input_tokens == 3u);
        BOOST_TEST(received.usage->output_tokens == 5u);
        BOOST_TEST(received.usage->cache_read_tokens == 1u);
        BOOST_TEST(received.ended);
    }
    BOOST_TEST(!read(stop + "data: {\"choices\":[],\"usage\":null}\n\n" + done).usage.has_value());
}

BOOST_AUTO_TEST_CASE(errors_wherever_they_stand)
{
    auto const why = [](std::string const& body) {
        auto const received = read(body);
        BOOST_TEST_REQUIRE(received.failed.has_value());
        BOOST_TEST(!received.ended);
        return received.failed->code;
    };
    std::string const some = chunk("{\"content\":\"x\"}");
    BOOST_TEST((why(some + "data: {\"error\":{\"message\":\"m\",\"code\":\"server_is_overloaded\"}}\n\n" + done)
        == coax::errc::overloaded));
    BOOST_TEST((why(some + "data: {\"error\":\"boom\"}\n\n") == coax::errc::provider_error));
    BOOST_TEST((why(some + "event: error\ndata: {\"message\":\"m\",\"type\":\"rate_limit_error\"}\n\n")
        == coax::errc::rate_limited));
    BOOST_TEST(
        (why(some + "data: {\"object\":\"error\",\"message\":\"m\",\"code\":400}\n\n") == coax::errc::bad_request));
    BOOST_TEST((why(some + "error: {\"code\":500,\"message\":\"m\"}\n\n" + done) == coax::errc::provider_error));
    BOOST_TEST((why(some + "{\n \"error\": {\n  \"message\": \"m\"\n }\n}\n") == coax::errc::provider_error));
    BOOST_TEST((why("{\"error\":{\"message\":\"m\",\"code\":\"insufficient_quota\"}}") == coax::errc::quota_exhausted));
    BOOST_TEST((why("data: {\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}],"
                    "\"error\":{\"code\":502,\"message\":\"m\"}}\n\n")
        == coax::errc::provider_error));
    BOOST_TEST((why(some) == coax::errc::stream_incomplete));
    BOOST_TEST((why("data: {\"choices\":[{]}\n\n") == coax::errc::protocol_error));
}

BOOST_AUTO_TEST_CASE(a_stop_counts_though_the_mark_of_the_end_is_missing)
{
    auto const received = read(chunk("{\"content\":\"x\"}", "\"stop\""));
    BOOST_TEST(!received.failed);
    BOOST_TEST(received.ended);
}

BOOST_AUTO_TEST_CASE(the_first_byte_says_what_came)
{
    BOOST_TEST(
        read(R"( {"choices":[{"message":{"content":"{}","refusal":null},"finish_reason":"stop"}]})").text == "{}");
    BOOST_TEST(read("\r\n" + chunk("{\"content\":\"{}\"}", "\"stop\"")).text == "{}");
    auto const refused = read(R"([{"error":{"message":"m","type":"overloaded_error"}}])");
    BOOST_TEST_REQUIRE(refused.failed.has_value());
    BOOST_TEST((refused.failed->code == coax::errc::overloaded));
    auto const other = read(R"({"method":"POST","path":"/v1"})");
    BOOST_TEST_REQUIRE(other.failed.has_value());
    BOOST_TEST((other.failed->code == coax::errc::unexpected_content));
    auto const empty = read(R"({"choices":[],"usage":{"prompt_tokens":1}})");
    BOOST_TEST_REQUIRE(empty.failed.has_value());
    BOOST_TEST((empty.failed->code == coax::errc::stream_incomplete));
}

BOOST_AUTO_TEST_CASE(of_several_choices_the_first_is_read_wherever_its_index_stands)
{
    auto const last = [](std::string_view text, std::string_view reason, char index) {
        return "{\"delta\":{\"content\":\"" + std::string(text) + "\"},\"finish_reason\":" + std::string(reason)
            + ",\"index\":" + index + "}";
    };
    auto const received = read("data: {\"choices\":[" + last("b", "null", '1') + "," + last("a", "null", '0')
        + "]}\n\ndata: {\"choices\":[" + last("b", "\"length\"", '1') + "]}\n\ndata: {\"choices\":["
        + last("a", "\"stop\"", '0') + "]}\n\n" + done);
    BOOST_TEST(received.text == "aa");
    BOOST_TEST(received.stop_word == "stop");
}

BOOST_AUTO_TEST_CASE(an_empty_function_call_is_none)
{
    auto const received = read(R"({"choices":[{"finish_reason":"","index":0,"message":{"content":"",
        "function_call":{"arguments":"","name":""},"tool_calls":[{"id":"c","function":{"name":"f","arguments":"{}"}}]}}]})");
    BOOST_TEST_REQUIRE(received.calls.size() == 1u);
    BOOST_TEST(received.calls[0].name == "f");
    BOOST_TEST(received.calls[0].arguments == "{}");
}

BOOST_AUTO_TEST_CASE(forms_of_thinking_refusing_and_text)
{
    BOOST_TEST(read(chunk(R"({"reasoning":"a","reasoning_content":"a"})", "\"stop\"")).reasoning == "a");
    auto const parts = read(
        chunk(R"({"content":[{"type":"thinking","thinking":[{"type":"text","text":"t"}]},{"type":"text","text":"x"}]})",
            "\"stop\""));
    BOOST_TEST(parts.reasoning == "t");
    BOOST_TEST(parts.text == "x");
    auto const refusal = read(chunk(R"({"content":null,"refusal":"no"})") + chunk("{}", "\"stop\"") + done);
    BOOST_TEST((refusal.stop == stop_reason::refused));
    BOOST_TEST(refusal.stop_word == "stop");
    BOOST_TEST((read(chunk("{}", "\"content_filter\"")).stop == stop_reason::filtered));
    BOOST_TEST((read(chunk("{}", "\"length\"")).stop == stop_reason::truncated));
    BOOST_TEST((read(chunk("{}", "\"insufficient_system_resource\"")).stop == stop_reason::failed));
    BOOST_TEST(read("data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"message\":{\"content\":\"a\"}}]}\n\n"
                    "data: "
                    "{\"choices\":[{\"message\":{\"content\":\"ab\"},\"delta\":{\"content\":\"b\"},\"finish_reason\":"
                    "\"stop\"}]}\n\n")
                   .text
        == "ab");
    BOOST_TEST(read("data: "
                    "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}},{\"index\":1,\"delta\":{\"content\":"
                    "\"b\"}}]}\n\n"
                    "data: {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"c\"},\"finish_reason\":\"stop\"}]}\n\n"
                   + chunk("{}", "\"stop\""))
                   .text
        == "a");
}

BOOST_AUTO_TEST_SUITE_END()
