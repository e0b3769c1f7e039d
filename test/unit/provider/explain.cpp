// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/explain.hpp"

#include "http/retry_after.hpp"
#include "provider/classify.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using coax::errc;
using coax::provider::explain_answer;

namespace {

coax::failure explain(int status, std::string_view body, coax::http::headers headers = {})
{
    return explain_answer("Service", {status, std::move(headers)}, body);
}

errc why(int status, std::string_view body)
{
    return coax::provider::classify(status, coax::provider::read_error_body(body));
}

long long wait(int status, coax::http::headers headers)
{
    auto const found = coax::http::retry_after({status, std::move(headers)});
    return found ? found->count() : -1;
}

} // namespace

BOOST_AUTO_TEST_SUITE(provider_explain)

BOOST_AUTO_TEST_CASE(statuses)
{
    for (auto const& [status, expected] : {std::pair(400, errc::bad_request), {401, errc::authentication},
             {402, errc::quota_exhausted}, {403, errc::permission}, {404, errc::not_found}, {408, errc::provider_error},
             {413, errc::request_too_large}, {418, errc::bad_request}, {422, errc::bad_request},
             {429, errc::rate_limited}, {498, errc::overloaded}, {500, errc::provider_error}, {503, errc::overloaded},
             {504, errc::provider_error}, {529, errc::overloaded}, {301, errc::redirected}, {307, errc::redirected}}) {
        BOOST_TEST_CONTEXT(status) { BOOST_TEST((why(status, "") == expected)); }
    }
}

BOOST_AUTO_TEST_CASE(words_come_before_the_status)
{
    BOOST_TEST((why(429, R"({"error":{"code":"insufficient_quota"}})") == errc::quota_exhausted));
    BOOST_TEST(
        (why(429, R"({"error":{"type":"rate_limit_error","details":{"error_code":"enforced_spend_limit_reached"}}})")
            == errc::quota_exhausted));
    BOOST_TEST((why(400, R"({"error":{"code":"context_length_exceeded"}})") == errc::context_too_long));
    BOOST_TEST((why(400, R"({"error":{"message":"prompt is too long: 9 tokens > 8"}})") == errc::context_too_long));
    BOOST_TEST((why(400, R"({"error":{"message":"Your credit balance is too low"}})") == errc::quota_exhausted));
    BOOST_TEST((why(400, R"({"code":"x","error":"Incorrect API key provided."})") == errc::authentication));
    BOOST_TEST((why(402, R"({"error":{"code":"in_flight_budget"}})") == errc::rate_limited));
    BOOST_TEST((why(400, R"({"error":{"code":"content_filter"}})") == errc::filtered));
    BOOST_TEST((why(0, R"({"error":{"code":429,"message":"m"}})") == errc::rate_limited));
    BOOST_TEST((why(0, R"({"error":{"message":"m","status_code":400}})") == errc::bad_request));
    BOOST_TEST(
        (why(429, R"({"error":{"status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"xPerDayy"}]}]}})")
            == errc::quota_exhausted));
    BOOST_TEST((why(429, R"({"error":{"status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"xPerDayy"}]},
        {"retryDelay":"4s"}]}})")
        == errc::rate_limited));
}

BOOST_AUTO_TEST_CASE(no_money_is_no_rate_limit)
{
    auto const message = [](int status, std::string_view words) {
        return why(status, R"({"error":{"code":"9","message":")" + std::string(words) + R"("}})");
    };
    BOOST_TEST(
        (message(429, "Insufficient balance or no resource package. Please recharge.") == errc::quota_exhausted));
    BOOST_TEST((message(429, "\xE4\xBD\x99\xE9\xA2\x9D\xE4\xB8\x8D\xE8\xB6\xB3") == errc::quota_exhausted));
    BOOST_TEST((message(403, "Sorry, your account balance is insufficient") == errc::quota_exhausted));
    BOOST_TEST((why(429, R"({"error":{"type":"exceeded_current_quota_error"}})") == errc::quota_exhausted));
    BOOST_TEST((why(400, R"({"error":{"code":"Arrearage"}})") == errc::quota_exhausted));
    BOOST_TEST(
        (why(0, R"({"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}})") == errc::quota_exhausted));
    BOOST_TEST((message(429, "High concurrency usage of this API") == errc::rate_limited));
    BOOST_TEST((message(403, "Not for you") == errc::permission));
    BOOST_TEST((why(429, R"({"error":{"type":"engine_overloaded_error"}})") == errc::overloaded));
}

BOOST_AUTO_TEST_CASE(a_413_may_be_a_rate_limit)
{
    BOOST_TEST((why(413, R"({"error":{"message":"over the limit of tokens per minute"}})") == errc::rate_limited));
    BOOST_TEST((why(413, R"({"error":{"message":"body too large"}})") == errc::request_too_large));
    auto const groq = coax::provider::explain_answer(
        "Groq", {413, {}}, R"({"error":{"message":"Limit 6000, Requested 9000","code":"rate_limit_exceeded"}})");
    BOOST_TEST((groq.code == errc::rate_limited));
    BOOST_TEST((groq.should_retry == false)); // the one request is over the limit
}

BOOST_AUTO_TEST_CASE(not_found_need_not_be_the_model)
{
    auto const message = [](std::string_view words) {
        return why(404, R"({"error":{"code":404,"message":")" + std::string(words) + R"("}})");
    };
    BOOST_TEST((message("No endpoints found that can handle the requested parameters.") == errc::unsupported_request));
    BOOST_TEST((message("No endpoints found that support tool use.") == errc::unsupported_request));
    BOOST_TEST((message("No endpoints found for a/b.") == errc::not_found));
    BOOST_TEST((why(404, R"({"error":{"code":"not_found","param":"input"}})") == errc::bad_request));
    BOOST_TEST((why(404, R"({"error":{"code":"model_not_found","param":"model"}})") == errc::not_found));
}

BOOST_AUTO_TEST_CASE(the_words_of_a_host_behind_a_router)
{
    auto const explained = [](std::string_view raw) {
        return coax::provider::explain_answer("OpenRouter", {400, {}},
            R"({"error":{"message":"Provider returned error","code":400,"metadata":{"raw":)" + std::string(raw)
                + "}}}");
    };
    auto const text = explained(R"("{\"error\":{\"message\":\"Invalid schema for response_format\"}}")");
    BOOST_TEST((text.code == errc::unsupported_schema));
    BOOST_TEST(text.message.find("Invalid schema") != std::string::npos, text.message);
    BOOST_TEST(text.provider_message == "Provider returned error");
    BOOST_TEST((explained(R"("maximum context length is 8")").code == errc::context_too_long));
    BOOST_TEST((explained(R"({"error":{"code":"context_length_exceeded"}})").code == errc::context_too_long));
    BOOST_TEST((explained("null").code == errc::bad_request));
}

BOOST_AUTO_TEST_CASE(an_error_member_may_say_nothing)
{
    auto const says = [](std::string_view value) {
        coax::json::json_cursor c(value);
        auto const out = coax::provider::says_error(c);
        BOOST_TEST(c.at_end(), value);
        return out;
    };
    for (std::string_view empty : {"null", "{}", "[]", "\"\"", "false", "0", R"({"message":"","type":"","code":null})",
             R"({"code":0,"message":"success"})", R"({"code":"200","details":[{}]})"})
        BOOST_TEST(!says(empty), empty);
    for (std::string_view error : {"true", "\"no\"", "5", R"({"message":"","code":500})", R"([{"message":"m"}])"})
        BOOST_TEST(says(error), error);
}

BOOST_AUTO_TEST_CASE(what_a_plain_400_says)
{
    auto const says = [](std::string_view message) {
        return why(400, R"({"error":{"message":")" + std::string(message) + R"("}})");
    };
    BOOST_TEST((
        says("The input token count (9) exceeds the maximum number of tokens allowed (8).") == errc::context_too_long));
    BOOST_TEST((why(400, R"({"error":{"type":"too_many_prompt_tokens","code":400}})") == errc::context_too_long));
    BOOST_TEST((says("Model not found: m-9") == errc::not_found));
    BOOST_TEST((says("The provided model identifier is invalid.") == errc::not_found));
    BOOST_TEST((says("x/m-9 is not a valid model ID") == errc::not_found));
    BOOST_TEST((says("The supported API model names are m-1 or m-2, but you passed m-9.") == errc::not_found));
    BOOST_TEST((
        says("tools.0.custom: For 'object' type, property 'properties' is not supported") == errc::unsupported_schema));
    BOOST_TEST((says("output_config.format.schema: Field required") == errc::unsupported_schema));
    BOOST_TEST(
        (says("Unknown name 'a' at 'tools[0].function_declarations[0].parameters'") == errc::unsupported_schema));
    BOOST_TEST((why(0, R"({"error":"m","error_type":"INVALID_TOOL_GENERATION"})") == errc::invalid_answer));
}

BOOST_AUTO_TEST_CASE(a_word_for_everything_yields_to_the_status)
{
    BOOST_TEST((why(401, R"({"error":{"type":"api_error","message":"Unauthorized"}})") == errc::authentication));
    BOOST_TEST((why(404, R"({"error":{"type":"server_error"}})") == errc::not_found));
    BOOST_TEST((why(400, R"({"error":{"type":"api_error","message":"invalid schema"}})") == errc::unsupported_schema));
    BOOST_TEST((why(500, R"({"error":{"type":"api_error"}})") == errc::provider_error));
    BOOST_TEST((why(424, R"({"error":{"type":"ModelErrorException"}})") == errc::provider_error));
}

BOOST_AUTO_TEST_CASE(where_messages_stand)
{
    auto const message = [](std::string_view body) { return coax::provider::read_error_body(body).message; };
    BOOST_TEST(message(R"({"error":{"message":"m"}})") == "m");
    BOOST_TEST(message(R"([{"error":{"message":"m"}}])") == "m");
    BOOST_TEST(message(R"({"error":"m"})") == "m");
    BOOST_TEST(message(R"({"message":"m"})") == "m");
    BOOST_TEST(message(R"({"detail":"m"})") == "m");
    BOOST_TEST(message(R"({"detail":[{"loc":["a"],"msg":"m"},{"msg":"n"}]})") == "m");
    BOOST_TEST(message("\xEF\xBB\xBF{\"error\":{\"message\":\"m\"}}") == "m");
    BOOST_TEST(message(R"({"error":{"message":"m","type":"t","par)") == "m"); // cut off
    BOOST_TEST(message(R"({"error":null,"message":"m"})") == "m");
    BOOST_TEST(message("[]") == "");
    BOOST_TEST(message("\"m\"") == "");
    BOOST_TEST(message(std::string(100000, '[')) == "");
}

BOOST_AUTO_TEST_CASE(deep_nesting_ends)
{
    std::string body;
    for (int n = 0; n < 200000; ++n)
        body += "{\"error\":";
    BOOST_TEST((why(400, body) == errc::bad_request));
    body.clear();
    for (int n = 0; n < 200000; ++n)
        body += "{\"details\":[";
    BOOST_TEST((why(400, body) == errc::bad_request));
}

BOOST_AUTO_TEST_CASE(coax_words_and_the_provider_s)
{
    auto const f
        = explain(401, R"({"error":{"type":"authentication_error","message":"invalid x-api-key"},"request_id":"b"})",
            {{"Request-Id", "r-1"}, {"retry-after", "3"}});
    BOOST_TEST((f.code == errc::authentication));
    BOOST_TEST(f.message.starts_with("Service answered HTTP 401: it does not accept the API key"));
    BOOST_TEST(f.provider_type == "authentication_error");
    BOOST_TEST(f.provider_message == "invalid x-api-key");
    BOOST_TEST(f.request_id == "r-1");
    BOOST_TEST(f.http_status == 401);
    BOOST_TEST(f.retry_after->count() == 3000);
    BOOST_TEST(explain(401, R"({"error":{"message":"m"},"request_id":"b"})").request_id == "b");
    auto const schema = explain(400, R"({"error":{"code":"invalid_json_schema","message":"m"}})").message;
    BOOST_TEST(schema.find("schema") != schema.npos, schema);
}

BOOST_AUTO_TEST_CASE(bodies_that_are_no_json)
{
    auto const html = explain(502, "<html>\n<head><title>Bad\ngateway</title></head></html>");
    BOOST_TEST(html.message.find("an HTML page") != std::string::npos);
    BOOST_TEST(html.provider_message == "Bad gateway");
    BOOST_TEST(explain(500, "").message.find("body is empty") != std::string::npos);
    BOOST_TEST(explain(500, "upstream\tfailed").provider_message == "upstream failed");
    auto const huge = explain(
        500, std::string(1, 'x') + [] {
            std::string out;
            for (int n = 0; n < 400000; ++n)
                out += "\xE2\x82\xAC";
            return out;
        }());
    BOOST_TEST(huge.provider_message.size() < 510u);
    BOOST_TEST(huge.provider_message.ends_with("\xE2\x82\xAC..."));
    auto const moved = explain(307, "", {{"location", "https://other.example/v1?key=secret"}});
    BOOST_TEST((moved.code == errc::redirected));
    BOOST_TEST(moved.message.find("https://other.example/v1)") != std::string::npos);
    BOOST_TEST(explain(400, "{\"message\":\"m\"}", {{"x-amzn-ErrorType", "ValidationException:http://x"}}).provider_type
        == "ValidationException");
}

BOOST_AUTO_TEST_CASE(waits)
{
    BOOST_TEST(wait(429, {{"retry-after", "1"}, {"retry-after-ms", "0"}}) == 1000);
    BOOST_TEST(wait(429, {{"retry-after-ms", "12.5"}, {"retry-after", "9"}}) == 12);
    BOOST_TEST(wait(503, {{"Retry-After", "0.5"}}) == 500);
    BOOST_TEST(wait(503, {{"Retry-After", "0"}}) == -1);
    BOOST_TEST(wait(503, {{"Retry-After", "-5"}}) == -1);
    BOOST_TEST(wait(503, {{"Retry-After", "nan"}}) == -1);
    BOOST_TEST(wait(503, {{"Retry-After", "1e300"}}) == -1);
    BOOST_TEST(wait(503, {{"Retry-After", "soon"}}) == -1);
    BOOST_TEST(wait(503, {{"date", "Sun, 06 Nov 1994 08:49:37 GMT"}, {"retry-after", "Sun, 06 Nov 1994 08:50:07 GMT"}})
        == 30000);
    BOOST_TEST(
        wait(503, {{"date", "Sun, 06 Nov 1994 08:49:37 GMT"}, {"retry-after", "Sun, 06 Nov 1994 08:49:07 GMT"}}) == -1);
    BOOST_TEST(wait(429, {{"x-ratelimit-reset", "2"}}) == 2000);
    BOOST_TEST(wait(500, {{"x-ratelimit-reset", "2"}}) == -1);
    BOOST_TEST(wait(429, {{"date", "Sun, 06 Nov 1994 08:49:37 GMT"}, {"x-ratelimit-reset", "784111779500"}}) == 2500);
    BOOST_TEST(wait(429, {}) == -1);
    BOOST_TEST(!coax::http::parse_http_date("Sun, 31 Feb 1994 08:49:37 GMT").has_value());
    BOOST_TEST(!coax::http::parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
