// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Amazon Bedrock's Converse.
#include "sim/aws_frame.hpp"
#include "sim/bedrock_service.hpp"
#include "sim/json_text.hpp"
#include "sim/message_text.hpp"
#include "sim/plan.hpp"
#include "sim/protocols.hpp"
#include "sim/request_parts.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <utility>

namespace coax::sim {
namespace {

std::string_view stop_word(answer const& message)
{
    switch (message.stop) {
    case stop_reason::truncated:
        return "max_tokens";
    case stop_reason::refused: // a refusal has no word of its own here
    case stop_reason::filtered:
        return "content_filtered";
    default:
        return message.calls() ? "tool_use" : "end_turn";
    }
}

std::string tool_head(answer const& message, std::size_t index)
{
    auto out
        = "\"toolUse\":{\"toolUseId\":\"tooluse_sim" + message.number + '_' + std::to_string(index) + "\",\"name\":";
    append_quoted(out, message.blocks[index].name);
    return out;
}

std::string usage_members(answer const& message)
{
    auto const in = message.usage.input_tokens, out = message.usage.output_tokens;
    return "\"metrics\":{\"latencyMs\":1},\"usage\":{\"inputTokens\":" + std::to_string(in) + ",\"outputTokens\":"
        + std::to_string(out) + ",\"serverToolUsage\":{},\"totalTokens\":" + std::to_string(in + out) + '}';
}

/// One event. `members` ends with a comma where there are any.
void append_event(std::string& out, std::string_view type, std::string members)
{
    members.insert(members.begin(), '{');
    members.append("\"p\":\"").append(bedrock_padding(members.size() * 7 + out.size())).append("\"}");
    append_aws_frame(out, "event", type, members);
}

std::string place(std::size_t block) { return "\"contentBlockIndex\":" + std::to_string(block) + ','; }

void append_delta(std::string& out, answer const& message, std::size_t block, std::string_view text)
{
    auto members = place(block);
    bool const nested
        = message.blocks[block].type != block::kind::text && message.blocks[block].type != block::kind::refusal;
    switch (message.blocks[block].type) {
    case block::kind::call:
        members += "\"delta\":{\"toolUse\":{\"input\":\"";
        break;
    case block::kind::thinking:
        members += "\"delta\":{\"reasoningContent\":{\"text\":\"";
        break;
    default:
        members += "\"delta\":{\"text\":\"";
    }
    append_escaped(members, text);
    members += nested ? "\"}}," : "\"},";
    append_event(out, "contentBlockDelta", std::move(members));
}

class protocol_bedrock_converse final : public bedrock_service {
public:
    std::string_view name() const noexcept override { return "bedrock-converse"; }
    std::string_view path() const noexcept override { return "/model/MODEL/converse-stream"; }

    std::string read(boost::json::object const& body, asked& out) const override
    {
        read_path(out);
        if (array_at(body, "messages").empty())
            return "1 validation error detected: Value at 'messages' failed to satisfy constraint: Member must not be "
                   "null";
        if (auto const* config = object_at(body, "inferenceConfig"))
            out.max_tokens = count_at(*config, "maxTokens");
        out.usage_in_stream = true;
        if (!array_at(body, "system").empty())
            add_turn(out, "system", message_text(body.if_contains("system")));
        for (auto const& turn : array_at(body, "messages"))
            if (auto const* object = turn.if_object())
                read_turn(*object, out);
        read_tools(body, out);
        return read_format(body, out);
    }

    std::vector<step> plan(answer const& message) const override
    {
        std::vector<step> steps{{step::kind::begin}};
        for (std::size_t index = 0; index < message.blocks.size(); ++index) {
            auto const block = static_cast<std::uint16_t>(index);
            if (message.blocks[index].type == block::kind::call) // a text has no opening
                steps.push_back({step::kind::open, block});
            append_deltas(steps, message, index);
            if (message.blocks[index].type == block::kind::thinking)
                steps.push_back({step::kind::sign, block});
            steps.push_back({step::kind::close, block});
        }
        steps.push_back({step::kind::stop});
        steps.push_back({step::kind::usage});
        return steps;
    }

    void write(answer const& message, step const& event, std::string& out) const override
    {
        switch (event.type) {
        case step::kind::begin:
            return append_event(out, "messageStart", "\"role\":\"assistant\",");
        case step::kind::open:
            return append_event(
                out, "contentBlockStart", place(event.block) + "\"start\":{" + tool_head(message, event.block) + "}},");
        case step::kind::delta:
            return append_delta(out, message, event.block,
                std::string_view(message.blocks[event.block].text).substr(event.begin, event.length));
        case step::kind::endless:
            return append_delta(out, message, event.block, message.filler);
        case step::kind::sign:
            return append_event(out, "contentBlockDelta",
                place(event.block) + "\"delta\":{\"reasoningContent\":{\"signature\":\"c2ltdWxhdGVk\"}},");
        case step::kind::close:
            return append_event(out, "contentBlockStop", place(event.block));
        case step::kind::stop:
            return append_event(
                out, "messageStop", std::string("\"stopReason\":\"").append(stop_word(message)).append("\","));
        case step::kind::usage:
            return append_event(out, "metadata", usage_members(message) + ',');
        case step::kind::error:
            return append_exception(out, message.error);
        default:
            break;
        }
    }

    whole_body whole(answer const& message) const override
    {
        whole_body made{"{\"output\":{\"message\":{\"content\":["};
        auto& out = made.bytes;
        for (std::size_t index = 0; index < message.blocks.size(); ++index) {
            auto const& one = message.blocks[index];
            out += index == 0 ? "{" : ",{";
            if (one.type == block::kind::call) {
                out.append(tool_head(message, index)).append(",\"input\":").append(message.whole_arguments(index));
                made.grows_at = out.size();
                out += "}}";
                continue;
            }
            bool const thinking = one.type == block::kind::thinking;
            out += thinking ? "\"reasoningContent\":{\"reasoningText\":{\"text\":\"" : "\"text\":\"";
            append_escaped(out, one.text);
            made.grows_at = out.size();
            out += thinking ? "\",\"signature\":\"c2ltdWxhdGVk\"}}}" : "\"}";
        }
        out.append("],\"role\":\"assistant\"}},\"stopReason\":\"").append(stop_word(message)).append("\",");
        out.append(usage_members(message)).append("}");
        return made;
    }

private:
    std::string_view operation() const noexcept override { return "converse"; }
    std::string_view stream_operation() const noexcept override { return "converse-stream"; }

    static void read_turn(boost::json::object const& turn, asked& out)
    {
        auto text = message_text(turn.if_contains("content"));
        for (auto const& block : array_at(turn, "content"))
            if (auto const* object = block.if_object()) {
                if (auto const* call = object_at(*object, "toolUse")) {
                    if (auto const* input = call->if_contains("input"))
                        text += json_text(*input);
                } else if (auto const* result = object_at(*object, "toolResult")) {
                    text += message_text(result->if_contains("content"));
                }
            }
        add_turn(out, text_at(turn, "role"), std::move(text));
    }

    static void read_tools(boost::json::object const& body, asked& out)
    {
        auto const* const config = object_at(body, "toolConfig");
        if (!config)
            return;
        std::string_view wanted;
        if (auto const* choice = object_at(*config, "toolChoice")) {
            if (auto const* tool = object_at(*choice, "tool"))
                wanted = text_at(*tool, "name");
            out.forced = !wanted.empty() || choice->contains("any");
        }
        for (auto const& one : array_at(*config, "tools"))
            if (auto const* tool = one.if_object())
                if (auto const* spec = object_at(*tool, "toolSpec")) {
                    auto const* const schema = object_at(*spec, "inputSchema");
                    add_tool(out, text_at(*spec, "name"), schema ? object_at(*schema, "json") : nullptr, wanted);
                }
    }

    /// How JSON is asked for: the schema is a text.
    static std::string read_format(boost::json::object const& body, asked& out)
    {
        boost::json::object const* at = &body;
        for (auto const* key : {"outputConfig", "textFormat", "structure", "jsonSchema"})
            if (at)
                at = object_at(*at, key);
        if (!at || out.forced)
            return {};
        boost::system::error_code error;
        auto const schema = boost::json::parse(text_at(*at, "schema"), error);
        if (error || !schema.is_object())
            return "The value at outputConfig.textFormat.structure.jsonSchema.schema is not a valid JSON schema.";
        set_schema(out, text_at(*at, "name"), schema.if_object());
        return {};
    }
};

} // namespace

protocol const& bedrock_converse() noexcept
{
    static protocol_bedrock_converse const it;
    return it;
}

} // namespace coax::sim
