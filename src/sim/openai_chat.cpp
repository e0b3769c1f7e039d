// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// OpenAI Chat Completions, and with it everything that calls itself compatible.
#include "sim/json_text.hpp"
#include "sim/message_text.hpp"
#include "sim/openai_error.hpp"
#include "sim/plan.hpp"
#include "sim/protocols.hpp"
#include "sim/request_parts.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace coax::sim {
namespace {

std::string_view stop_word(answer const& message)
{
    switch (message.stop) {
    case stop_reason::truncated:
        return "length";
    case stop_reason::filtered:
        return "content_filter";
    default:
        return message.calls() && !message.forced ? "tool_calls" : "stop"; // a forced call ends with "stop"
    }
}

std::string usage_object(answer const& message)
{
    auto const in = message.usage.input_tokens, out = message.usage.output_tokens;
    return "{\"prompt_tokens\":" + std::to_string(in) + ",\"completion_tokens\":" + std::to_string(out)
        + ",\"total_tokens\":" + std::to_string(in + out)
        + ",\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},\"completion_tokens_details\":"
          "{\"reasoning_tokens\":"
        + std::to_string(message.usage.reasoning_tokens)
        + ",\"audio_tokens\":0,\"accepted_prediction_tokens\":0,"
          "\"rejected_prediction_tokens\":0}}";
}

std::string call_head(answer const& message, std::size_t block)
{
    std::string out = "\"id\":\"call_sim" + message.number + "_" + std::to_string(message.calls_before(block))
        + "\",\"type\":\"function\",\"function\":{\"name\":";
    append_quoted(out, message.blocks[block].name);
    return out + ",\"arguments\":\"";
}

std::string call_opening(answer const& message, std::size_t block)
{
    return "\"tool_calls\":[{\"index\":" + std::to_string(message.calls_before(block)) + "," + call_head(message, block)
        + "\"}}]";
}

void append_chunk_head(std::string& out, answer const& message)
{
    out.append("data: {\"id\":\"chatcmpl-sim").append(message.number);
    out.append("\",\"object\":\"chat.completion.chunk\",\"created\":").append(std::to_string(message.created));
    out.append(",\"model\":");
    append_quoted(out, message.model);
    out.append(",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_simulated\",\"choices\":[");
}

/// The end of a chunk; the service adds characters of no meaning, against guesses from lengths.
void append_chunk_tail(std::string& out, std::string_view usage)
{
    constexpr std::string_view noise = "nGbR8OpRMpl8UQx7";
    if (!usage.empty())
        out.append(",\"usage\":").append(usage);
    out.append(",\"obfuscation\":\"").append(noise.substr(0, 1 + out.size() % noise.size())).append("\"}\n\n");
}

void append_chunk(std::string& out, answer const& message, std::string_view delta, std::string_view finish = {})
{
    append_chunk_head(out, message);
    out.append("{\"index\":0,\"delta\":{").append(delta).append("},\"logprobs\":null,\"finish_reason\":");
    if (finish.empty())
        out.append("null}]");
    else
        out.append("\"").append(finish).append("\"}]");
    append_chunk_tail(out, message.usage_in_stream ? "null" : "");
}

void append_delta(std::string& out, answer const& message, std::size_t block, std::string_view text)
{
    append_chunk_head(out, message);
    out.append("{\"index\":0,\"delta\":{");
    bool const call = message.blocks[block].type == block::kind::call;
    switch (message.blocks[block].type) {
    case block::kind::call:
        out.append("\"tool_calls\":[{\"index\":").append(std::to_string(message.calls_before(block)));
        out.append(",\"function\":{\"arguments\":\"");
        break;
    case block::kind::thinking:
        out.append("\"reasoning_content\":\"");
        break;
    case block::kind::refusal:
        out.append("\"refusal\":\"");
        break;
    case block::kind::text:
        out.append("\"content\":\"");
        break;
    }
    append_escaped(out, text);
    out.append(call ? "\"}}]}" : "\"}").append(",\"logprobs\":null,\"finish_reason\":null}]");
    append_chunk_tail(out, message.usage_in_stream ? "null" : "");
}

class protocol_openai_chat final : public protocol {
public:
    std::string_view name() const noexcept override { return "openai"; }
    std::string_view path() const noexcept override { return "/v1/chat/completions"; }
    std::string_view key_header() const noexcept override { return "authorization"; }
    std::string_view request_id_header() const noexcept override { return "x-request-id"; }

    std::string read(boost::json::object const& body, asked& out) const override
    {
        if (text_at(body, "model").empty())
            return "you must provide a model parameter";
        if (array_at(body, "messages").empty())
            return "Missing required parameter: 'messages'.";
        out.model = text_at(body, "model");
        for (auto const* key : {"max_tokens", "max_completion_tokens"})
            if (body.contains(key))
                out.max_tokens = count_at(body, key);
        out.stream = flag_at(body, "stream");
        if (auto const* options = object_at(body, "stream_options"))
            out.usage_in_stream = flag_at(*options, "include_usage");
        for (auto const& turn : array_at(body, "messages"))
            if (auto const* object = turn.if_object())
                add_chat_turn(out, *object);
        return read_shape(body, out);
    }

    std::vector<step> plan(answer const& message) const override
    {
        std::vector<step> steps{{step::kind::begin}};
        for (std::size_t index = 0; index < message.blocks.size(); ++index) {
            if (message.blocks[index].type == block::kind::call && !(index == 0 && message.forced))
                steps.push_back({step::kind::open, static_cast<std::uint16_t>(index)});
            append_deltas(steps, message, index);
        }
        steps.push_back({step::kind::stop});
        if (message.usage_in_stream)
            steps.push_back({step::kind::usage});
        steps.push_back({step::kind::end});
        return steps;
    }

    void write(answer const& message, step const& event, std::string& out) const override
    {
        switch (event.type) {
        case step::kind::begin:
            if (message.blocks.empty() || message.blocks.front().type != block::kind::call)
                append_chunk(out, message, "\"role\":\"assistant\",\"content\":\"\",\"refusal\":null");
            else if (message.forced)
                append_chunk(out, message,
                    "\"role\":\"assistant\",\"content\":null," + call_opening(message, 0) + ",\"refusal\":null");
            else
                append_chunk(out, message, "\"role\":\"assistant\",\"content\":null");
            break;
        case step::kind::open:
            append_chunk(out, message, call_opening(message, event.block));
            break;
        case step::kind::delta:
            append_delta(out, message, event.block,
                std::string_view(message.blocks[event.block].text).substr(event.begin, event.length));
            break;
        case step::kind::endless:
            append_delta(out, message, event.block, message.filler);
            break;
        case step::kind::stop:
            append_chunk(out, message, {}, stop_word(message));
            break;
        case step::kind::usage:
            append_chunk_head(out, message);
            out += ']';
            append_chunk_tail(out, usage_object(message));
            break;
        case step::kind::end:
            out += "data: [DONE]\n\n";
            break;
        case step::kind::error:
            out += "data: {\"error\":" + openai_error_object(status_of(message.error)) + "}\n\n";
            break;
        case step::kind::lead:
        case step::kind::ping:
        case step::kind::sign:
        case step::kind::close:
        case step::kind::done:
            break;
        }
    }

    whole_body whole(answer const& message) const override
    {
        whole_body made;
        auto& out = made.bytes;
        out = "{\n  \"id\": \"chatcmpl-sim" + message.number
            + "\",\n  \"object\": \"chat.completion\",\n  \"created\": " + std::to_string(message.created)
            + ",\n  \"model\": ";
        append_quoted(out, message.model);
        out += ",\n  \"choices\": [\n    {\n      \"index\": 0,\n      \"message\": {\n        \"role\": \"assistant\"";
        append_joined(out, made.grows_at, message, block::kind::thinking, "reasoning_content");
        append_joined(out, made.grows_at, message, block::kind::text, "content");
        append_joined(out, made.grows_at, message, block::kind::refusal, "refusal");
        append_calls(out, made.grows_at, message);
        out += ",\n        \"annotations\": []\n      },\n      \"logprobs\": null,\n      \"finish_reason\": ";
        append_quoted(out, stop_word(message));
        out += "\n    }\n  ],\n  \"usage\": " + usage_object(message)
            + ",\n  \"service_tier\": \"default\",\n  \"system_fingerprint\": \"fp_simulated\"\n}\n";
        return made;
    }

    std::string error_body(service_error const& error) const override
    {
        return openai_error_body(error.status, error.message);
    }
    std::string error_headers(service_error const& error) const override { return openai_error_headers(error); }

private:
    /// How JSON is asked for.
    static std::string read_shape(boost::json::object const& body, asked& out)
    {
        std::string_view wanted;
        if (auto const* choice = object_at(body, "tool_choice")) {
            out.forced = true;
            if (auto const* function = object_at(*choice, "function"))
                wanted = text_at(*function, "name");
        } else {
            out.forced = text_at(body, "tool_choice") == "required";
        }
        bool const tools_off = text_at(body, "tool_choice") == "none";
        for (auto const& one : array_at(body, "tools"))
            if (auto const* tool = one.if_object())
                if (auto const* function = object_at(*tool, "function"))
                    add_tool(out, text_at(*function, "name"), object_at(*function, "parameters"),
                        tools_off ? no_tool : wanted);

        auto const* const format = object_at(body, "response_format");
        auto const type = format ? text_at(*format, "type") : std::string_view();
        if (type == "json_schema" && !out.forced) {
            auto const* const named = object_at(*format, "json_schema");
            if (!named || text_at(*named, "name").empty())
                return "Missing required parameter: 'response_format.json_schema.name'.";
            set_schema(out, text_at(*named, "name"), object_at(*named, "schema"));
        } else if (type == "json_object" && out.mode != mode::tool) {
            out.mode = mode::json_object;
        }
        return {};
    }

    /// All blocks of one kind as one string member; `content` and `refusal` are null where there are none.
    static void append_joined(
        std::string& out, std::size_t& grows_at, answer const& message, block::kind kind, std::string_view member)
    {
        std::string text;
        bool any = false;
        for (auto const& one : message.blocks)
            if (one.type == kind) {
                text += one.text;
                any = true;
            }
        if (!any && kind == block::kind::thinking)
            return;
        out.append(",\n        \"").append(member).append("\": ");
        if (!any) {
            out += "null";
            return;
        }
        out += '"';
        append_escaped(out, text);
        grows_at = out.size();
        out += '"';
    }

    static void append_calls(std::string& out, std::size_t& grows_at, answer const& message)
    {
        char const* before = ",\n        \"tool_calls\": [";
        for (std::size_t index = 0; index < message.blocks.size(); ++index) {
            if (message.blocks[index].type != block::kind::call)
                continue;
            out.append(before).append("{").append(call_head(message, index));
            append_escaped(out, message.blocks[index].text);
            grows_at = out.size();
            out += "\"}}";
            before = ",";
        }
        if (message.calls())
            out += ']';
    }
};

} // namespace

protocol const& openai_chat() noexcept
{
    static protocol_openai_chat const it;
    return it;
}

} // namespace coax::sim
