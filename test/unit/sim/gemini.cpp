// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "conversation.hpp"

#include <boost/test/unit_test.hpp>

using coax::sim::gemini;
using coax::sim::reply;

namespace {

constexpr std::string_view streamed = "/v1beta/models/gemini-x:streamGenerateContent?alt=sse";
constexpr std::string_view not_streamed = "/v1beta/models/gemini-x:generateContent";
constexpr std::string_view schema_request = R"({"systemInstruction":{"parts":[{"text":"Be brief."}]},
    "contents":[{"role":"user","parts":[{"text":"Hello"}]}],
    "generationConfig":{"maxOutputTokens":50,"responseMimeType":"application/json",
        "responseJsonSchema":{"type":"object"}}})";
constexpr std::string_view upper_case_request = R"({"contents":[{"role":"user","parts":[{"text":"Hello"}]}],
    "generation_config":{"response_schema":{"type":"OBJECT","properties":{"type":{"type":"INTEGER","minimum":5}}}}})";
constexpr std::string_view tool_request = R"({"contents":[{"role":"user","parts":[{"text":"Hello"}]},
        {"role":"model","parts":[{"functionCall":{"name":"out","args":{"a":0}}}]},
        {"role":"user","parts":[{"functionResponse":{"name":"out","response":{"error":"a is wrong"}}}]}],
    "tools":[{"functionDeclarations":[{"name":"other"},
        {"name":"out","parametersJsonSchema":{"type":"object","title":"T"}}]}],
    "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["out"]}}})";

} // namespace

BOOST_AUTO_TEST_SUITE(gemini_)

BOOST_AUTO_TEST_CASE(is_served_under_the_paths_of_both_services)
{
    using coax::sim::protocol_at;
    BOOST_TEST(protocol_at(streamed) == &gemini());
    BOOST_TEST(protocol_at(not_streamed) == &gemini());
    BOOST_TEST(protocol_at("/v1/projects/p/locations/l/publishers/google/models/m:generateContent") == &gemini());
    for (auto const* const other : {"/v1beta/models/m", "/v1beta/models/m:countTokens", "/models/m:generateContent"})
        BOOST_TEST(protocol_at(other) == nullptr, other);
}

BOOST_AUTO_TEST_CASE(reads_each_mode)
{
    conversation const schema(gemini(), schema_request, {}, streamed);
    BOOST_TEST(schema.complaint == "");
    BOOST_TEST(schema.asked.model == "gemini-x");
    BOOST_TEST(schema.asked.stream);
    BOOST_TEST((schema.asked.mode == coax::mode::json_schema));
    BOOST_TEST(schema.asked.system == "Be brief.");
    BOOST_TEST(schema.asked.user == "Hello");
    BOOST_TEST(schema.asked.max_tokens == 50U);

    conversation const upper(gemini(), upper_case_request, {}, not_streamed);
    BOOST_TEST(!upper.asked.stream);
    BOOST_TEST(boost::json::serialize(upper.asked.schema)
        == R"({"type":"object","properties":{"type":{"type":"integer","minimum":5}}})");

    conversation const tool(gemini(), tool_request, {}, streamed);
    BOOST_TEST((tool.asked.mode == coax::mode::tool));
    BOOST_TEST(tool.asked.forced);
    BOOST_TEST(tool.asked.tools.size() == 2U);
    BOOST_TEST(tool.asked.schema.at("title").as_string() == "T");
    BOOST_TEST(tool.asked.messages.size() == 3U);
    BOOST_TEST(tool.asked.messages[1].text == R"({"a":0})");
    BOOST_TEST(tool.asked.user == R"({"error":"a is wrong"})");
}

BOOST_AUTO_TEST_CASE(complains_as_the_service_does)
{
    BOOST_TEST(
        conversation(gemini(), "{}", {}, streamed).complaint.find("contents is not specified") != std::string::npos);
    BOOST_TEST(conversation(gemini(), schema_request, {}, "/v1beta/models/m:streamGenerateContent").complaint
        == "The simulator streams with alt=sse only.");
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
            R"( {"candidates":[{"content":{"parts":[{"text":"{\"a\""}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":1,"totalTokenCount":4,"promptTokensDetails":[{"modality":"TEXT","tokenCount":3}]},"modelVersion":"gemini-x","responseId":"sim000007"}
 {"candidates":[{"content":{"parts":[{"text":":1}"}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5,"promptTokensDetails":[{"modality":"TEXT","tokenCount":3}]},"modelVersion":"gemini-x","responseId":"sim000007"}
 {"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"index":0,"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5,"promptTokensDetails":[{"modality":"TEXT","tokenCount":3}]},"modelVersion":"gemini-x","responseId":"sim000007"}
)"},
        {tool_request, reply::json("{\"a\":1}").usage(3, 2),
            R"( {"candidates":[{"content":{"parts":[{"functionCall":{"name":"out","args":{"a":1}},"thoughtSignature":"c2ltdWxhdGVk"}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":1,"totalTokenCount":4,"promptTokensDetails":[{"modality":"TEXT","tokenCount":3}]},"modelVersion":"gemini-x","responseId":"sim000007"}
 {"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"index":0,"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5,"promptTokensDetails":[{"modality":"TEXT","tokenCount":3}]},"modelVersion":"gemini-x","responseId":"sim000007"}
)"},
        {tool_request, reply::json("{\"a\":").usage(3, 2),
            R"( {"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"index":0,"finishReason":"MALFORMED_FUNCTION_CALL"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5,"promptTokensDetails":[{"modality":"TEXT","tokenCount":3}]},"modelVersion":"gemini-x","responseId":"sim000007"}
)"},
        {schema_request, reply().thinking("Hm.").text("{}").stop(stop_reason::truncated),
            R"( {"candidates":[{"content":{"parts":[{"text":"Hm.","thought":true}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":63,"candidatesTokenCount":0,"totalTokenCount":64,"promptTokensDetails":[{"modality":"TEXT","tokenCount":63}],"thoughtsTokenCount":1},"modelVersion":"gemini-x","responseId":"sim000007"}
 {"candidates":[{"content":{"parts":[{"text":"{}"}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":63,"candidatesTokenCount":1,"totalTokenCount":65,"promptTokensDetails":[{"modality":"TEXT","tokenCount":63}],"thoughtsTokenCount":1},"modelVersion":"gemini-x","responseId":"sim000007"}
 {"candidates":[{"index":0,"finishReason":"MAX_TOKENS"}],"usageMetadata":{"promptTokenCount":63,"candidatesTokenCount":1,"totalTokenCount":65,"promptTokensDetails":[{"modality":"TEXT","tokenCount":63}],"thoughtsTokenCount":1},"modelVersion":"gemini-x","responseId":"sim000007"}
)"},
        {schema_request, reply().refusal("No.").usage(3, 2),
            R"( {"candidates":[{"index":0,"finishReason":"SAFETY","finishMessage":"No."}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5,"promptTokensDetails":[{"modality":"TEXT","tokenCount":3}]},"modelVersion":"gemini-x","responseId":"sim000007"}
)"},
    };
    for (auto const& [request, scripted, events] : table)
        check_events(conversation(gemini(), request, scripted, streamed).events(), events);

    auto const failing = reply::json("{\"a\":1}").error_after(1, coax::errc::overloaded);
    auto const events = conversation(gemini(), schema_request, failing, streamed).events();
    BOOST_TEST(events.size() == 2U);
    auto const error = boost::json::parse(events.back().second).at("error"); // on its own, in no event
    BOOST_TEST(error.at("code").as_int64() == 503);
    BOOST_TEST(error.at("status").as_string() == "UNAVAILABLE");
}

BOOST_AUTO_TEST_CASE(whole_answers)
{
    auto scripted = reply().thinking("Hm.").text("Both:").call("add", R"({"a":1})").usage(3, 9);
    auto const whole = conversation(gemini(), tool_request, scripted, not_streamed).whole();
    auto const& candidate = whole.at("candidates").at(0);
    BOOST_TEST(boost::json::serialize(candidate.at("content").at("parts"))
        == R"([{"text":"Hm.","thought":true},{"text":"Both:"},{"functionCall":{"name":"add","args":{"a":1}},"thoughtSignature":"c2ltdWxhdGVk"}])");
    BOOST_TEST(candidate.at("finishReason").as_string() == "STOP");
    BOOST_TEST(whole.at("usageMetadata").at("candidatesTokenCount").as_int64() == 9);

    auto filtered = reply().refusal("No.");
    auto const blocked = conversation(gemini(), schema_request, filtered, not_streamed).whole();
    BOOST_TEST(boost::json::serialize(blocked.at("candidates"))
        == R"([{"content":{},"index":0,"finishReason":"SAFETY","finishMessage":"No."}])");
}

BOOST_AUTO_TEST_CASE(error_bodies)
{
    auto const error
        = [](coax::sim::service_error const& why) { return boost::json::parse(gemini().error_body(why)).at("error"); };
    std::pair<int, std::string_view> const words[]
        = {{400, "INVALID_ARGUMENT"}, {401, "UNAUTHENTICATED"}, {403, "PERMISSION_DENIED"}, {404, "NOT_FOUND"},
            {429, "RESOURCE_EXHAUSTED"}, {500, "INTERNAL"}, {503, "UNAVAILABLE"}, {504, "DEADLINE_EXCEEDED"}};
    for (auto const& [status, word] : words) {
        BOOST_TEST(error({status}).at("status").as_string() == word);
        BOOST_TEST(error({status}).at("code").as_int64() == status);
    }
    BOOST_TEST(error(gemini().wrong_key()).at("details").at(0).at("reason").as_string() == "API_KEY_INVALID");
    BOOST_TEST(error({429, {}, {}, std::chrono::milliseconds(1500)}).at("details").at(0).at("retryDelay").as_string()
        == "1.5s");
    BOOST_TEST(error({429, {}, {}, std::chrono::milliseconds(48'000)}).at("details").at(0).at("retryDelay").as_string()
        == "48s");
}

BOOST_AUTO_TEST_SUITE_END()
