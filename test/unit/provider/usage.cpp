// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Each protocol counts in its own way; what comes out has one meaning.
#include "provider/anthropic/anthropic.hpp"
#include "provider/bedrock/bedrock_converse.hpp"
#include "provider/cohere/cohere_chat.hpp"
#include "provider/gemini/gemini.hpp"
#include "provider/ollama/ollama_chat.hpp"
#include "provider/openai_chat/openai_chat.hpp"
#include "provider/openai_responses/openai_responses.hpp"
#include "wire/decoded.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

coax::usage usage_in(coax::provider::protocol const& protocol, std::string const& body)
{
    coax::wire::decoded received;
    auto const decoder = protocol.decode();
    decoder->feed(body, received);
    decoder->finish(received);
    BOOST_TEST(!received.failed.has_value());
    return received.usage.value_or(coax::usage());
}

void same(coax::usage const& got, coax::usage const& expected)
{
    BOOST_TEST(got.input_tokens == expected.input_tokens);
    BOOST_TEST(got.output_tokens == expected.output_tokens);
    BOOST_TEST(got.cache_read_tokens == expected.cache_read_tokens);
    BOOST_TEST(got.cache_write_tokens == expected.cache_write_tokens);
    BOOST_TEST(got.reasoning_tokens == expected.reasoning_tokens);
}

coax::provider::openai_chat const chat(coax::provider::chat_dialect{});

std::string chat_answer(std::string const& usage)
{
    return R"({"choices":[{"index":0,"message":{"role":"assistant","content":"{}"},"finish_reason":"stop"}],"usage":{)"
        + usage + "}}";
}

} // namespace

BOOST_AUTO_TEST_SUITE(provider_usage)

BOOST_AUTO_TEST_CASE(openai_counts_cache_and_thinking_inside)
{
    same(usage_in(chat, chat_answer(R"("prompt_tokens":100,"completion_tokens":50,"total_tokens":150,
        "prompt_tokens_details":{"cached_tokens":60},"completion_tokens_details":{"reasoning_tokens":20})")),
        {100, 50, 60, 0, 20});
    same(usage_in(coax::provider::openai_responses(),
             R"({"status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"{}"}]}],
        "usage":{"input_tokens":100,"input_tokens_details":{"cached_tokens":60,"cache_write_tokens":30},
        "output_tokens":50,"output_tokens_details":{"reasoning_tokens":20},"total_tokens":150}})"),
        {100, 50, 60, 30, 20});
}

BOOST_AUTO_TEST_CASE(thinking_that_only_the_total_counts_is_output)
{
    // xAI
    same(usage_in(chat, chat_answer(R"("prompt_tokens":32,"completion_tokens":9,"total_tokens":135,
        "completion_tokens_details":{"reasoning_tokens":94})")),
        {32, 103, 0, 0, 94});
    // Gemini with OpenAI's protocol, which does not name the thinking
    same(usage_in(chat, chat_answer(R"("prompt_tokens":10,"completion_tokens":5,"total_tokens":40)")),
        {10, 30, 0, 0, 25});
    same(usage_in(chat, chat_answer(R"("prompt_tokens":10,"completion_tokens":5)")), {10, 5, 0, 0, 0});
    same(usage_in(chat, chat_answer(R"("prompt_tokens":10,"completion_tokens":5,"total_tokens":1)")), {10, 5, 0, 0, 0});
}

BOOST_AUTO_TEST_CASE(anthropic_counts_the_cache_beside_the_input)
{
    coax::provider::anthropic const protocol;
    same(usage_in(protocol,
             R"({"type":"message","content":[{"type":"text","text":"{}"}],"stop_reason":"end_turn",
        "usage":{"input_tokens":10,"cache_read_input_tokens":60,"cache_creation_input_tokens":30,"output_tokens":50,
        "output_tokens_details":{"thinking_tokens":20}}})"),
        {100, 50, 60, 30, 20});
    // The end of a stream repeats totals, or only the output.
    for (auto const* const last : {R"("output_tokens":50)",
             R"("input_tokens":10,"cache_read_input_tokens":60,"cache_creation_input_tokens":30,"output_tokens":50)"})
        same(usage_in(protocol,
                 "event: message_start\n"
                 R"(data: {"type":"message_start","message":{"usage":{"input_tokens":10,"cache_read_input_tokens":60,)"
                 R"("cache_creation_input_tokens":30,"output_tokens":1}}})"
                 "\n\nevent: message_delta\n"
                 R"(data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{)"
                     + std::string(last) + "}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"),
            {100, 50, 60, 30, 0});
}

BOOST_AUTO_TEST_CASE(bedrock_counts_the_cache_beside_the_input)
{
    same(usage_in(coax::provider::bedrock_converse(),
             R"({"output":{"message":{"role":"assistant","content":[{"text":"{}"}]}},"stopReason":"end_turn",
        "usage":{"inputTokens":10,"outputTokens":50,"totalTokens":150,"cacheReadInputTokens":60,
        "cacheWriteInputTokens":30}})"),
        {100, 50, 60, 30, 0});
}

BOOST_AUTO_TEST_CASE(gemini_counts_thoughts_and_results_of_its_tools_beside_the_others)
{
    same(usage_in(coax::provider::gemini(),
             R"({"candidates":[{"content":{"parts":[{"text":"{}"}]},"finishReason":"STOP"}],"usageMetadata":{
        "promptTokenCount":90,"cachedContentTokenCount":60,"toolUsePromptTokenCount":10,"candidatesTokenCount":30,
        "thoughtsTokenCount":20,"totalTokenCount":150}})"),
        {100, 50, 60, 0, 20});
}

BOOST_AUTO_TEST_CASE(cohere_and_ollama_count_all_inside)
{
    same(usage_in(coax::provider::cohere_chat(),
             R"({"id":"x","message":{"role":"assistant","content":[{"type":"text","text":"{}"}]},
        "finish_reason":"COMPLETE","usage":{"billed_units":{"input_tokens":1,"output_tokens":2},
        "tokens":{"input_tokens":100,"output_tokens":50},"cached_tokens":60}})"),
        {100, 50, 60, 0, 0});
    same(usage_in(coax::provider::ollama_chat(),
             R"({"message":{"role":"assistant","content":"{}"},"done":true,"done_reason":"stop",
        "prompt_eval_count":100,"eval_count":50})"),
        {100, 50, 0, 0, 0});
}

BOOST_AUTO_TEST_SUITE_END()
