// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "wire/replay.hpp"

#include "answer/response_accumulator.hpp"
#include "provider/anthropic/anthropic.hpp"
#include "provider/bedrock/bedrock_converse.hpp"
#include "provider/bedrock/bedrock_invoke.hpp"
#include "provider/cohere/cohere_chat.hpp"
#include "provider/explain.hpp"
#include "provider/gemini/gemini.hpp"
#include "provider/ollama/ollama_chat.hpp"
#include "provider/openai_chat/openai_chat.hpp"
#include "provider/openai_responses/openai_responses.hpp"

#include <coax/detail/shape_of.hpp>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>

namespace coax::wire {

namespace json = boost::json;

namespace {

provider::anthropic const anthropic_messages;
provider::openai_chat const openai_chat(provider::chat_dialect{});
provider::openai_responses const openai_responses;
provider::gemini const gemini;
provider::bedrock_converse const bedrock_converse;
provider::bedrock_invoke const bedrock_invoke;
provider::ollama_chat const ollama_chat;
provider::cohere_chat const cohere_chat;

json::value parsed(std::string_view text)
{
    boost::system::error_code error;
    auto value = json::parse(text, error);
    return error ? json::value() : value;
}

json::value member(json::object const& from, std::string_view name)
{
    auto const* found = from.if_contains(name);
    return found ? *found : json::value();
}

std::string as_text(json::value const& value)
{
    if (auto const* text = value.if_string())
        return std::string(*text);
    return value.is_null() ? std::string() : json::serialize(value);
}

// One question after the other: what was expected, what came.
class comparison {
public:
    void same(std::string_view name, std::string_view expected, std::string_view got)
    {
        if (expected != got)
            differ(name, expected, got);
    }
    void same_value(std::string_view name, json::value const& expected, json::value const& got)
    {
        if (expected != got)
            differ(name, json::serialize(expected), json::serialize(got));
    }
    std::vector<std::string> found;

private:
    void differ(std::string_view name, std::string_view expected, std::string_view got)
    {
        auto const brief = [](std::string_view text) { return std::string(text.substr(0, 200)); };
        found.push_back(std::string(name) + ": expected " + brief(expected) + ", got " + brief(got));
    }
};

void compare_error(recording const& exchange, decoded const& got, comparison& result)
{
    auto const& expected = exchange.expect.at("error").as_object();
    if (!got.failed)
        return result.same("error", "one", "none");
    // What is expected was read from the body alone; AWS says the type in a header.
    if (auto const type = member(expected, "type");
        !type.is_null() || http::find(exchange.head.headers, "x-amzn-errortype").empty())
        result.same("error type", as_text(type), got.failed->provider_type);
    result.same("error code", as_text(member(expected, "code")), got.failed->provider_code);
    result.same("error message", as_text(member(expected, "message")), got.failed->provider_message);
}

void compare_usage(json::value const& expected, decoded const& got, comparison& result)
{
    result.same("usage", expected.is_object() ? "some" : "none", got.usage ? "some" : "none");
    if (!expected.is_object() || !got.usage)
        return;
    auto const count = [&](std::string_view name, std::uint64_t got) {
        if (auto const* value = expected.get_object().if_contains(name); value && value->is_number())
            result.same_value(name, *value, json::value(static_cast<std::int64_t>(got)));
    };
    count("input_tokens", got.usage->input_tokens);
    count("output_tokens", got.usage->output_tokens);
    count("cache_read_tokens", got.usage->cache_read_tokens);
    count("cache_write_tokens", got.usage->cache_write_tokens);
    count("reasoning_tokens", got.usage->reasoning_tokens);
}

void compare_calls(json::value const& expected, bool is_cut, decoded const& got, comparison& result)
{
    auto const none = json::array();
    auto const& tools = expected.is_array() ? expected.get_array() : none;
    result.same("tool calls", std::to_string(tools.size()), std::to_string(got.calls.size()));
    for (std::size_t n = 0; n < std::min(tools.size(), got.calls.size()); ++n) {
        auto const& tool = tools[n].as_object();
        auto const& call = got.calls[n];
        result.same("tool id", as_text(member(tool, "id")), call.id);
        result.same("tool name", as_text(member(tool, "name")), call.name);
        if (is_cut && as_text(member(tool, "raw")).empty() && !member(tool, "raw").is_null())
            result.same("tool arguments", "", call.arguments); // none yet, which is not {}
        else
            result.same_value("tool arguments", member(tool, "arguments"), parsed(call.arguments));
        if (auto const raw = as_text(member(tool, "raw")); !raw.empty())
            result.same("raw tool arguments", raw, call.arguments);
    }
}

} // namespace

provider::protocol const* protocol_for(std::string_view api) noexcept
{
    if (api == "anthropic-messages")
        return &anthropic_messages;
    if (api == "openai-chat")
        return &openai_chat;
    if (api == "openai-responses")
        return &openai_responses;
    if (api == "gemini-generateContent" || api == "gemini-streamGenerateContent")
        return &gemini;
    if (api == "bedrock-converse" || api == "bedrock-converse-stream")
        return &bedrock_converse;
    if (api == "bedrock-invoke-stream" || api == "bedrock-invoke")
        return &bedrock_invoke;
    if (api == "ollama-chat")
        return &ollama_chat;
    if (api == "cohere-chat-v2")
        return &cohere_chat;
    return nullptr;
}

void replay(recording const& exchange, provider::protocol const& protocol, std::span<std::size_t const> lengths,
    provider::answer_sink& out)
{
    auto const decoder = protocol.decode();
    std::string_view rest = exchange.body;
    for (std::size_t n = 0; !rest.empty(); ++n) {
        auto const length = lengths.empty() ? rest.size() : lengths[std::min(n, lengths.size() - 1)];
        auto const size = std::min(std::max<std::size_t>(length, 1), rest.size());
        // A copy of exactly this size, so that nothing can be read beyond the piece, or after it.
        auto const piece = std::make_unique<char[]>(size);
        rest.copy(piece.get(), size);
        decoder->feed({piece.get(), size}, out);
        rest.remove_prefix(size);
    }
    decoder->finish(out);
}

decoded replay(recording const& exchange, provider::protocol const& protocol, std::span<std::size_t const> lengths)
{
    decoded got;
    if (exchange.head.status != 200)
        got.failed = provider::explain_answer(protocol.service(), exchange.head, exchange.body);
    else
        replay(exchange, protocol, lengths, got);
    return got;
}

std::vector<std::string> differences(recording const& exchange, decoded const& got)
{
    comparison result;
    auto const& expect = exchange.expect;
    auto const complete = member(expect, "complete");
    // A stream without its last event is whole all the same where the model said that it stopped.
    bool const is_cut = complete.is_bool() && !complete.get_bool() && member(expect, "stop_reason").is_null();
    if (expect.at("kind") == "error")
        compare_error(exchange, got, result);
    else if (is_cut)
        result.same("failure", make_error_code(errc::stream_incomplete).message(),
            got.failed ? got.failed->code.message() : "none");
    else if (got.failed)
        result.same("failure", "none", got.failed->message + " | " + got.failed->provider_message);
    result.same("text", as_text(member(expect, "text")), got.text);
    result.same("reasoning", as_text(member(expect, "reasoning")), got.reasoning);
    result.same("refusal", as_text(member(expect, "refusal")), got.refusal);
    if (expect.at("kind") == "error")
        return result.found; // a failure is final: what may come after it is not told
    compare_calls(member(expect, "tools"), is_cut, got, result);
    if (expect.at("kind") == "json")
        result.same_value("json", member(expect, "json"), parsed(got.text));
    result.same("stop reason", as_text(member(expect, "stop_reason")), got.stop_word);
    result.same("truncated", member(expect, "truncated") == json::value(true) ? "yes" : "no",
        got.stop == stop_reason::truncated ? "yes" : "no");
    if (complete.is_bool())
        result.same("complete", is_cut ? "no" : "yes", got.ended ? "yes" : "no");
    compare_usage(member(expect, "usage"), got, result);
    return result.found;
}

std::vector<std::string> differences(decoded const& whole, decoded const& got)
{
    comparison result;
    result.same("text", whole.text, got.text);
    result.same("reasoning", whole.reasoning, got.reasoning);
    result.same("refusal", whole.refusal, got.refusal);
    result.same("failure", whole.failed ? whole.failed->message : "none", got.failed ? got.failed->message : "none");
    if (whole.failed) // which is final: what may come after it is not told
        return result.found;
    result.same("tool calls", std::to_string(whole.calls.size()), std::to_string(got.calls.size()));
    for (std::size_t n = 0; n < std::min(whole.calls.size(), got.calls.size()); ++n) {
        result.same("tool id", whole.calls[n].id, got.calls[n].id);
        result.same("tool name", whole.calls[n].name, got.calls[n].name);
        result.same("tool arguments", whole.calls[n].arguments, got.calls[n].arguments);
    }
    result.same("stop reason", whole.stop_word, got.stop_word);
    return result.found;
}

std::string summary(decoded const& got)
{
    std::string words;
    auto const add = [&](std::size_t size, std::string_view of) {
        if (size != 0)
            words.append(words.empty() ? "" : ", ").append(std::to_string(size)).append(of);
    };
    add(got.text.size(), " bytes of text");
    add(got.reasoning.size(), " bytes of reasoning");
    add(got.refusal.size(), " bytes of a refusal");
    for (auto const& call : got.calls)
        add(call.arguments.size(), " bytes of arguments for " + call.name);
    if (got.usage) {
        add(got.usage->input_tokens, " tokens in");
        add(got.usage->output_tokens, " tokens out");
    }
    if (words.empty())
        words = "nothing";
    if (got.failed)
        words += "; " + got.failed->code.message() + ": " + got.failed->message;
    else if (!got.stop_word.empty())
        words += "; stopped: " + got.stop_word;
    return words;
}

std::vector<std::string> differences_when_bound(
    recording const& exchange, provider::protocol const& protocol, std::span<std::size_t const> lengths)
{
    comparison result;
    auto const expected = member(exchange.expect, "json");
    if (expected.is_null())
        return {};
    json::value value;
    answer::response_accumulator answer;
    answer.start(*detail::shape_of<json::value>(), &value,
        exchange.expect.at("kind") == "tool" ? mode::tool : mode::json_schema, 1, false);
    replay(exchange, protocol, lengths, answer);
    answer.finish();
    for (auto const& broken : answer.builder().violations())
        result.same("bound value", "no violation", broken.pointer + " " + broken.message);
    result.same_value("bound value", expected, value);
    return result.found;
}

std::vector<std::string> check(recording const& exchange, provider::protocol const& protocol, std::size_t longest)
{
    std::vector<std::string> all;
    std::optional<decoded> whole; // what stands in for an expectation
    if (exchange.expect.empty())
        whole = replay(exchange, protocol, {});
    auto const run = [&](std::string_view cut, std::span<std::size_t const> lengths) {
        auto const got = replay(exchange, protocol, lengths);
        for (auto& difference : whole ? differences(*whole, got) : differences(exchange, got))
            all.push_back(std::string(cut) + ": " + std::move(difference));
        for (auto& difference : differences_when_bound(exchange, protocol, lengths))
            all.push_back(std::string(cut) + ": " + std::move(difference));
    };
    run("whole", {});
    if (!exchange.chunk_lengths.empty())
        run("as recorded", exchange.chunk_lengths);
    for (std::size_t length = 1; length <= longest && all.empty(); ++length)
        run("in pieces of " + std::to_string(length), std::span(&length, 1));
    return all;
}

} // namespace coax::wire
