// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "conversation.hpp"

#include <boost/test/unit_test.hpp>

using coax::sim::openai_responses;
using coax::sim::reply;

namespace {

constexpr std::string_view schema_request = R"({"model":"gpt-x","stream":true,"max_output_tokens":50,
    "input":[{"role":"system","content":"Be brief."},{"role":"user","content":[{"type":"input_text","text":"Hello"}]}],
    "text":{"format":{"type":"json_schema","name":"book","strict":true,"schema":{"type":"object"}}}})";
constexpr std::string_view tool_request = R"({"model":"gpt-x","stream":true,"instructions":"Be brief.",
    "input":[{"role":"user","content":"Hello"},
        {"type":"function_call","call_id":"c","name":"out","arguments":"{\"a\":0}"},
        {"type":"function_call_output","call_id":"c","output":"a is wrong"}],
    "tools":[{"type":"function","name":"other","parameters":{"type":"object"}},
        {"type":"function","name":"out","parameters":{"type":"object","title":"T"}}],
    "tool_choice":{"type":"function","name":"out"}})";
constexpr std::string_view object_request
    = R"({"model":"gpt-x","input":"JSON please","text":{"format":{"type":"json_object"}}})";

/// The events; of a response only what an answer decides.
std::vector<std::pair<std::string, std::string>> events_of(conversation const& talk)
{
    auto found = talk.events();
    for (auto& [type, data] : found) {
        auto event = boost::json::parse(data).as_object();
        BOOST_TEST(event.at("type").as_string() == type);
        event.erase("type");
        event.erase("obfuscation");
        if (auto const* whole = event.if_contains("response")) {
            boost::json::object brief;
            for (auto const* key : {"status", "error", "incomplete_details", "output", "usage"})
                if (auto const& value = whole->at(key); !value.is_null())
                    brief[key] = value;
            event["response"] = brief;
        }
        data = boost::json::serialize(event);
    }
    return found;
}

constexpr std::string_view begin
    = R"(response.created {"response":{"status":"in_progress","output":[]},"sequence_number":0}
response.in_progress {"response":{"status":"in_progress","output":[]},"sequence_number":1}
)";

} // namespace

BOOST_AUTO_TEST_SUITE(openai_responses_)

BOOST_AUTO_TEST_CASE(reads_each_mode)
{
    conversation const schema(openai_responses(), schema_request, {});
    BOOST_TEST(schema.complaint == "");
    BOOST_TEST((schema.asked.mode == coax::mode::json_schema));
    BOOST_TEST(schema.asked.schema_name == "book");
    BOOST_TEST(schema.asked.system == "Be brief.");
    BOOST_TEST(schema.asked.user == "Hello");
    BOOST_TEST(schema.asked.max_tokens == 50U);
    BOOST_TEST(schema.asked.stream);

    conversation const tool(openai_responses(), tool_request, {});
    BOOST_TEST((tool.asked.mode == coax::mode::tool));
    BOOST_TEST(tool.asked.forced);
    BOOST_TEST(tool.asked.tools.size() == 2U);
    BOOST_TEST(tool.asked.schema.at("title").as_string() == "T");
    BOOST_TEST(tool.asked.system == "Be brief.");
    BOOST_TEST(tool.asked.messages.size() == 3U);
    BOOST_TEST(tool.asked.messages[1].text == "{\"a\":0}");
    BOOST_TEST(tool.asked.user == "a is wrong");
    BOOST_TEST(tool.asked.prompt() == "Hello");

    conversation const object(openai_responses(), object_request, {});
    BOOST_TEST((object.asked.mode == coax::mode::json_object));
    BOOST_TEST(object.asked.user == "JSON please");
    BOOST_TEST(!object.asked.stream);
}

BOOST_AUTO_TEST_CASE(complains_as_the_service_does)
{
    auto const complaint
        = [](std::string_view request) { return conversation(openai_responses(), request, {}).complaint; };
    BOOST_TEST(complaint(R"({"input":"x"})") == "Missing required parameter: 'model'.");
    BOOST_TEST(complaint(R"({"model":"m"})") == "Missing required parameter: 'input'.");
    BOOST_TEST(complaint(R"({"model":"m","input":"x","text":{"format":{"type":"json_schema"}}})")
        == "Missing required parameter: 'text.format.name'.");
}

BOOST_AUTO_TEST_CASE(exact_events)
{
    struct row {
        std::string_view request;
        reply scripted;
        std::string_view events;
    };
    row const table[] = {
        {schema_request, reply::json("{\"a\":1}").usage(3, 2),
            R"(response.output_item.added {"sequence_number":2,"output_index":0,"item":{"id":"msg_sim000007_0","type":"message","status":"in_progress","content":[],"role":"assistant"}}
response.content_part.added {"sequence_number":3,"item_id":"msg_sim000007_0","output_index":0,"content_index":0,"part":{"type":"output_text","annotations":[],"logprobs":[],"text":""}}
response.output_text.delta {"sequence_number":4,"item_id":"msg_sim000007_0","output_index":0,"content_index":0,"delta":"{\"a\"","logprobs":[]}
response.output_text.delta {"sequence_number":5,"item_id":"msg_sim000007_0","output_index":0,"content_index":0,"delta":":1}","logprobs":[]}
response.output_text.done {"sequence_number":6,"item_id":"msg_sim000007_0","output_index":0,"content_index":0,"text":"{\"a\":1}","logprobs":[]}
response.content_part.done {"sequence_number":7,"item_id":"msg_sim000007_0","output_index":0,"content_index":0,"part":{"type":"output_text","annotations":[],"logprobs":[],"text":"{\"a\":1}"}}
response.output_item.done {"sequence_number":8,"output_index":0,"item":{"id":"msg_sim000007_0","type":"message","status":"completed","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"{\"a\":1}"}],"role":"assistant"}}
response.completed {"sequence_number":9,"response":{"status":"completed","output":[{"id":"msg_sim000007_0","type":"message","status":"completed","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"{\"a\":1}"}],"role":"assistant"}],"usage":{"input_tokens":3,"input_tokens_details":{"cached_tokens":0},"output_tokens":2,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":5}}}
)"},
        {tool_request, reply::json("{\"a\":1}").usage(3, 2).stop(coax::stop_reason::truncated),
            R"(response.output_item.added {"sequence_number":2,"output_index":0,"item":{"id":"fc_sim000007_0","type":"function_call","status":"in_progress","arguments":"","call_id":"call_sim000007_0","name":"out"}}
response.function_call_arguments.delta {"sequence_number":3,"item_id":"fc_sim000007_0","output_index":0,"delta":"{\"a\""}
response.function_call_arguments.delta {"sequence_number":4,"item_id":"fc_sim000007_0","output_index":0,"delta":":1}"}
response.function_call_arguments.done {"sequence_number":5,"item_id":"fc_sim000007_0","output_index":0,"arguments":"{\"a\":1}"}
response.output_item.done {"sequence_number":6,"output_index":0,"item":{"id":"fc_sim000007_0","type":"function_call","status":"incomplete","arguments":"{\"a\":1}","call_id":"call_sim000007_0","name":"out"}}
response.incomplete {"sequence_number":7,"response":{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[{"id":"fc_sim000007_0","type":"function_call","status":"incomplete","arguments":"{\"a\":1}","call_id":"call_sim000007_0","name":"out"}],"usage":{"input_tokens":3,"input_tokens_details":{"cached_tokens":0},"output_tokens":2,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":5}}}
)"},
        {schema_request, reply().thinking("Hm.").refusal("No.").usage(3, 2),
            R"(response.output_item.added {"sequence_number":2,"output_index":0,"item":{"id":"rs_sim000007_0","type":"reasoning","summary":[]}}
response.reasoning_summary_part.added {"sequence_number":3,"item_id":"rs_sim000007_0","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":""}}
response.reasoning_summary_text.delta {"sequence_number":4,"item_id":"rs_sim000007_0","output_index":0,"summary_index":0,"delta":"Hm."}
response.reasoning_summary_text.done {"sequence_number":5,"item_id":"rs_sim000007_0","output_index":0,"summary_index":0,"text":"Hm."}
response.reasoning_summary_part.done {"sequence_number":6,"item_id":"rs_sim000007_0","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":"Hm."}}
response.output_item.done {"sequence_number":7,"output_index":0,"item":{"id":"rs_sim000007_0","type":"reasoning","summary":[{"type":"summary_text","text":"Hm."}]}}
response.output_item.added {"sequence_number":8,"output_index":1,"item":{"id":"msg_sim000007_1","type":"message","status":"in_progress","content":[],"role":"assistant"}}
response.content_part.added {"sequence_number":9,"item_id":"msg_sim000007_1","output_index":1,"content_index":0,"part":{"type":"refusal","refusal":""}}
response.refusal.delta {"sequence_number":10,"item_id":"msg_sim000007_1","output_index":1,"content_index":0,"delta":"No."}
response.refusal.done {"sequence_number":11,"item_id":"msg_sim000007_1","output_index":1,"content_index":0,"refusal":"No."}
response.content_part.done {"sequence_number":12,"item_id":"msg_sim000007_1","output_index":1,"content_index":0,"part":{"type":"refusal","refusal":"No."}}
response.output_item.done {"sequence_number":13,"output_index":1,"item":{"id":"msg_sim000007_1","type":"message","status":"completed","content":[{"type":"refusal","refusal":"No."}],"role":"assistant"}}
response.completed {"sequence_number":14,"response":{"status":"completed","output":[{"id":"rs_sim000007_0","type":"reasoning","summary":[{"type":"summary_text","text":"Hm."}]},{"id":"msg_sim000007_1","type":"message","status":"completed","content":[{"type":"refusal","refusal":"No."}],"role":"assistant"}],"usage":{"input_tokens":3,"input_tokens_details":{"cached_tokens":0},"output_tokens":2,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":5}}}
)"},
        {schema_request, reply::json("{\"a\":1}").error_after(1, coax::errc::rate_limited),
            R"(response.output_item.added {"sequence_number":2,"output_index":0,"item":{"id":"msg_sim000007_0","type":"message","status":"in_progress","content":[],"role":"assistant"}}
response.content_part.added {"sequence_number":3,"item_id":"msg_sim000007_0","output_index":0,"content_index":0,"part":{"type":"output_text","annotations":[],"logprobs":[],"text":""}}
response.output_text.delta {"sequence_number":4,"item_id":"msg_sim000007_0","output_index":0,"content_index":0,"delta":"{\"a\"","logprobs":[]}
error {"sequence_number":5,"error":{"message":"Rate limit reached for requests.","type":"requests","param":null,"code":"rate_limit_exceeded"}}
response.failed {"sequence_number":6,"response":{"status":"failed","error":{"message":"Rate limit reached for requests.","type":"requests","param":null,"code":"rate_limit_exceeded"},"output":[]}}
)"},
    };
    for (auto const& [request, scripted, events] : table)
        check_events(events_of(conversation(openai_responses(), request, scripted)), std::string(begin).append(events));
}

BOOST_AUTO_TEST_CASE(whole_answers)
{
    auto scripted = reply().thinking("Hm.").text("Both:").call("add", R"({"a":1})").stop(coax::stop_reason::filtered);
    auto const whole = conversation(openai_responses(), object_request, scripted).whole();
    BOOST_TEST(whole.at("object").as_string() == "response");
    BOOST_TEST(whole.at("status").as_string() == "incomplete");
    BOOST_TEST(whole.at("incomplete_details").at("reason").as_string() == "content_filter");
    BOOST_TEST(whole.at("output").at(0).at("summary").at(0).at("text").as_string() == "Hm.");
    BOOST_TEST(whole.at("output").at(1).at("content").at(0).at("text").as_string() == "Both:");
    BOOST_TEST(whole.at("output").at(2).at("arguments").as_string() == R"({"a":1})");
    BOOST_TEST(whole.at("usage").at("output_tokens").as_int64() == 5);
    BOOST_TEST(whole.at("usage").at("output_tokens_details").at("reasoning_tokens").as_int64() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
