// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "wire/replay.hpp"

#include "call/response_accumulator.hpp"
#include "provider/anthropic/anthropic.hpp"
#include "provider/bedrock/bedrock_converse.hpp"
#include "provider/bedrock/bedrock_invoke.hpp"
#include "provider/cohere/cohere_chat.hpp"
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
    void same(std::string_view what, std::string_view expected, std::string_view got)
    {
        if (expected != got)
            differ(what, expected, got);
    }
    void same_value(std::string_view what, json::value const& expected, json::value const& got)
    {
        if (expected != got)
            differ(what, json::serialize(expected), json::serialize(got));
    }
    std::vector<std::string> found;

private:
    void differ(std::string_view what, std::string_view expected, std::string_view got)
    {
        auto const brief = [](std::string_view text) { return std::string(text.substr(0, 200)); };
        found.push_back(std::string(what) + ": expected " + brief(expected) + ", got " + brief(got));
    }
};

void compare_error(recording const& what, told const& said, comparison& is)
{
    auto const& expected = what.expect.at("error").as_object();
    if (!said.failed)
        return is.same("error", "one", "none");
    // What is expected was read from the body alone; AWS says the type in a header.
    if (auto const type = member(expected, "type");
        !type.is_null() || http::find(what.head.headers, "x-amzn-errortype").empty())
        is.same("error type", as_text(type), said.failed->provider_type);
    is.same("error code", as_text(member(expected, "code")), said.failed->provider_code);
    is.same("error message", as_text(member(expected, "message")), said.failed->provider_message);
}

void compare_usage(json::value const& expected, told const& said, comparison& is)
{
    is.same("usage", expected.is_object() ? "some" : "none", said.usage ? "some" : "none");
    if (!expected.is_object() || !said.usage)
        return;
    auto const count = [&](std::string_view name, std::uint64_t got) {
        if (auto const* value = expected.get_object().if_contains(name); value && value->is_number())
            is.same_value(name, *value, json::value(static_cast<std::int64_t>(got)));
    };
    count("input_tokens", said.usage->input_tokens);
    count("output_tokens", said.usage->output_tokens);
    count("cache_read_tokens", said.usage->cache_read_tokens);
    count("cache_write_tokens", said.usage->cache_write_tokens);
    count("reasoning_tokens", said.usage->reasoning_tokens);
}

void compare_calls(json::value const& expected, bool is_cut, told const& said, comparison& is)
{
    auto const none = json::array();
    auto const& tools = expected.is_array() ? expected.get_array() : none;
    is.same("tool calls", std::to_string(tools.size()), std::to_string(said.calls.size()));
    for (std::size_t n = 0; n < std::min(tools.size(), said.calls.size()); ++n) {
        auto const& tool = tools[n].as_object();
        auto const& call = said.calls[n];
        is.same("tool id", as_text(member(tool, "id")), call.id);
        is.same("tool name", as_text(member(tool, "name")), call.name);
        if (is_cut && as_text(member(tool, "raw")).empty() && !member(tool, "raw").is_null())
            is.same("tool arguments", "", call.arguments); // none yet, which is not {}
        else
            is.same_value("tool arguments", member(tool, "arguments"), parsed(call.arguments));
        if (auto const raw = as_text(member(tool, "raw")); !raw.empty())
            is.same("raw tool arguments", raw, call.arguments);
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

void replay(recording const& what, provider::protocol const& speaks, std::span<std::size_t const> lengths,
    provider::answer_sink& out)
{
    auto const decoder = speaks.decode();
    std::string_view rest = what.body;
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

told replay(recording const& what, provider::protocol const& speaks, std::span<std::size_t const> lengths)
{
    told said;
    if (what.head.status != 200)
        said.failed = speaks.explain(what.head, what.body);
    else
        replay(what, speaks, lengths, said);
    return said;
}

std::vector<std::string> differences(recording const& what, told const& said)
{
    comparison is;
    auto const& expect = what.expect;
    auto const complete = member(expect, "complete");
    // A stream without its last event is whole all the same where the model said that it stopped.
    bool const is_cut = complete.is_bool() && !complete.get_bool() && member(expect, "stop_reason").is_null();
    if (expect.at("kind") == "error")
        compare_error(what, said, is);
    else if (is_cut)
        is.same("failure", make_error_code(errc::stream_incomplete).message(),
            said.failed ? said.failed->code.message() : "none");
    else if (said.failed)
        is.same("failure", "none", said.failed->message + " | " + said.failed->provider_message);
    is.same("text", as_text(member(expect, "text")), said.text);
    is.same("reasoning", as_text(member(expect, "reasoning")), said.reasoning);
    is.same("refusal", as_text(member(expect, "refusal")), said.refusal);
    if (expect.at("kind") == "error")
        return is.found; // a failure is final: what may come after it is not told
    compare_calls(member(expect, "tools"), is_cut, said, is);
    if (expect.at("kind") == "json")
        is.same_value("json", member(expect, "json"), parsed(said.text));
    is.same("stop reason", as_text(member(expect, "stop_reason")), said.stop_word);
    is.same("truncated", member(expect, "truncated") == json::value(true) ? "yes" : "no",
        said.stop == stop_reason::truncated ? "yes" : "no");
    if (complete.is_bool())
        is.same("complete", is_cut ? "no" : "yes", said.ended ? "yes" : "no");
    compare_usage(member(expect, "usage"), said, is);
    return is.found;
}

std::vector<std::string> differences(told const& whole, told const& said)
{
    comparison is;
    is.same("text", whole.text, said.text);
    is.same("reasoning", whole.reasoning, said.reasoning);
    is.same("refusal", whole.refusal, said.refusal);
    is.same("failure", whole.failed ? whole.failed->message : "none", said.failed ? said.failed->message : "none");
    if (whole.failed) // which is final: what may come after it is not told
        return is.found;
    is.same("tool calls", std::to_string(whole.calls.size()), std::to_string(said.calls.size()));
    for (std::size_t n = 0; n < std::min(whole.calls.size(), said.calls.size()); ++n) {
        is.same("tool id", whole.calls[n].id, said.calls[n].id);
        is.same("tool name", whole.calls[n].name, said.calls[n].name);
        is.same("tool arguments", whole.calls[n].arguments, said.calls[n].arguments);
    }
    is.same("stop reason", whole.stop_word, said.stop_word);
    return is.found;
}

std::string summary(told const& said)
{
    std::string words;
    auto const add = [&](std::size_t size, std::string_view of) {
        if (size != 0)
            words.append(words.empty() ? "" : ", ").append(std::to_string(size)).append(of);
    };
    add(said.text.size(), " bytes of text");
    add(said.reasoning.size(), " bytes of reasoning");
    add(said.refusal.size(), " bytes of a refusal");
    for (auto const& call : said.calls)
        add(call.arguments.size(), " bytes of arguments for " + call.name);
    if (said.usage) {
        add(said.usage->input_tokens, " tokens in");
        add(said.usage->output_tokens, " tokens out");
    }
    if (words.empty())
        words = "nothing";
    if (said.failed)
        words += "; " + said.failed->code.message() + ": " + said.failed->message;
    else if (!said.stop_word.empty())
        words += "; stopped: " + said.stop_word;
    return words;
}

std::vector<std::string> differences_when_bound(
    recording const& what, provider::protocol const& speaks, std::span<std::size_t const> lengths)
{
    comparison is;
    auto const expected = member(what.expect, "json");
    if (expected.is_null())
        return {};
    json::value value;
    call::response_accumulator answer;
    answer.start(*detail::shape_of<json::value>(), &value,
        what.expect.at("kind") == "tool" ? mode::tool : mode::json_schema, 1, false);
    replay(what, speaks, lengths, answer);
    answer.finish();
    for (auto const& broken : answer.builder().violations())
        is.same("bound value", "no violation", broken.pointer + " " + broken.message);
    is.same_value("bound value", expected, value);
    return is.found;
}

std::vector<std::string> check(recording const& what, provider::protocol const& speaks, std::size_t longest)
{
    std::vector<std::string> all;
    std::optional<told> whole; // what stands in for an expectation
    if (what.expect.empty())
        whole = replay(what, speaks, {});
    auto const run = [&](std::string_view cut, std::span<std::size_t const> lengths) {
        auto const said = replay(what, speaks, lengths);
        for (auto& difference : whole ? differences(*whole, said) : differences(what, said))
            all.push_back(std::string(cut) + ": " + std::move(difference));
        for (auto& difference : differences_when_bound(what, speaks, lengths))
            all.push_back(std::string(cut) + ": " + std::move(difference));
    };
    run("whole", {});
    if (!what.chunk_lengths.empty())
        run("as recorded", what.chunk_lengths);
    for (std::size_t length = 1; length <= longest && all.empty(); ++length)
        run("in pieces of " + std::to_string(length), std::span(&length, 1));
    return all;
}

} // namespace coax::wire
