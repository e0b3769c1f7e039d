// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Anthropic Messages.
#include "sim/json_text.hpp"
#include "sim/message_text.hpp"
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
        return "max_tokens";
    case stop_reason::refused:
    case stop_reason::filtered:
        return "refusal";
    default:
        return message.calls() ? "tool_use" : "end_turn";
    }
}

std::string stop_members(answer const& message)
{
    std::string out = "\"stop_reason\":";
    append_quoted(out, stop_word(message));
    out += ",\"stop_sequence\":null";
    if (stop_word(message) != "refusal")
        return out;
    out += ",\"stop_details\":{\"type\":\"refusal\",\"category\":null,\"explanation\":";
    std::string words;
    for (auto const& one : message.blocks)
        if (one.type == block::kind::refusal)
            words += one.text;
    append_quoted(out, words);
    return out + '}';
}

std::string usage_object(answer const& message, std::uint64_t output_tokens, bool at_start)
{
    auto out = "{\"input_tokens\":" + std::to_string(message.usage.input_tokens)
        + ",\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,";
    if (at_start)
        out += "\"cache_creation\":{\"ephemeral_5m_input_tokens\":0,\"ephemeral_1h_input_tokens\":0},";
    out += "\"output_tokens\":" + std::to_string(output_tokens);
    if (at_start)
        out += ",\"service_tier\":\"standard\"";
    return out + '}';
}

std::string message_head(answer const& message)
{
    std::string out = "{\"model\":";
    append_quoted(out, message.model);
    return out + ",\"id\":\"msg_sim" + message.number + "\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[";
}

std::string tool_head(answer const& message, std::size_t index)
{
    std::string out
        = "{\"type\":\"tool_use\",\"id\":\"toolu_sim" + message.number + "_" + std::to_string(index) + "\",\"name\":";
    append_quoted(out, message.blocks[index].name);
    return out + ",\"input\":";
}

struct words {
    std::string_view type;
    std::string_view message;
};

words words_for(int status)
{
    switch (status) {
    case 401:
        return {"authentication_error", "invalid x-api-key"};
    case 402:
        return {"billing_error", "Your credit balance is too low to access the Anthropic API."};
    case 403:
        return {"permission_error", "Your API key does not have permission to use the specified resource."};
    case 404:
        return {"not_found_error", "Not found"};
    case 409:
        return {"conflict_error", "The request conflicts with the state of the resource."};
    case 413:
        return {"request_too_large", "Request exceeds the maximum size"};
    case 429:
        return {"rate_limit_error", "This request would exceed your organization's rate limit."};
    case 504:
        return {"timeout_error", "The request timed out."};
    case 503:
    case 529:
        return {"overloaded_error", "Overloaded"};
    default:
        return status >= 500 ? words{"api_error", "Internal server error"}
                             : words{"invalid_request_error", "The request is invalid."};
    }
}

/// One event. The service pads the data with spaces after its last member, against guesses from lengths.
void append_event(std::string& out, std::string_view type, std::string_view members, std::size_t padding = 0)
{
    out.append("event: ").append(type).append("\ndata: {\"type\":\"").append(type).append("\"").append(members);
    out.append(padding % 15, ' ').append("}\n\n");
}

void append_delta(std::string& out, answer const& message, std::size_t index, std::string_view text)
{
    auto const kind = message.blocks[index].type;
    out.append("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":");
    out.append(std::to_string(index));
    switch (kind) {
    case block::kind::call:
        out.append(",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"");
        break;
    case block::kind::thinking:
        out.append(",\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"");
        break;
    default:
        out.append(",\"delta\":{\"type\":\"text_delta\",\"text\":\"");
    }
    append_escaped(out, text);
    out.append("\"}").append((text.size() * 7 + out.size()) % 15, ' ').append("}\n\n");
}

class protocol_anthropic final : public protocol {
public:
    std::string_view name() const noexcept override { return "anthropic"; }
    std::string_view path() const noexcept override { return "/v1/messages"; }
    std::string_view key_header() const noexcept override { return "x-api-key"; }
    std::string_view request_id_header() const noexcept override { return "request-id"; }

    std::string read(boost::json::object const& body, asked& out) const override
    {
        if (text_at(body, "model").empty())
            return "model: Field required";
        if (!body.contains("max_tokens"))
            return "max_tokens: Field required";
        if (array_at(body, "messages").empty())
            return "messages: Field required";
        out.model = text_at(body, "model");
        out.max_tokens = count_at(body, "max_tokens");
        out.system = message_text(body.if_contains("system"));
        out.stream = flag_at(body, "stream");
        out.usage_in_stream = true;
        for (auto const& turn : array_at(body, "messages"))
            if (auto const* object = turn.if_object())
                read_turn(*object, out);
        read_shape(body, out);
        return {};
    }

    std::vector<step> plan(answer const& message) const override
    {
        std::vector<step> steps{{step::kind::begin}};
        for (std::size_t index = 0; index < message.blocks.size(); ++index) {
            auto const block = static_cast<std::uint16_t>(index);
            steps.push_back({step::kind::open, block});
            if (index == 0)
                steps.push_back({step::kind::ping});
            if (message.blocks[index].type == block::kind::call)
                steps.push_back({step::kind::lead, block}); // the service always begins with an empty piece
            append_deltas(steps, message, index);
            if (message.blocks[index].type == block::kind::thinking)
                steps.push_back({step::kind::sign, block});
            steps.push_back({step::kind::close, block});
        }
        steps.push_back({step::kind::stop});
        steps.push_back({step::kind::end});
        return steps;
    }

    void write(answer const& message, step const& event, std::string& out) const override
    {
        auto const index = ",\"index\":" + std::to_string(event.block);
        auto const padding = out.size() + event.block;
        switch (event.type) {
        case step::kind::begin:
            append_event(out, "message_start",
                ",\"message\":" + message_head(message)
                    + "],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":" + usage_object(message, 1, true) + '}',
                padding);
            break;
        case step::kind::open:
            append_event(
                out, "content_block_start", index + ",\"content_block\":" + opening(message, event.block), padding);
            break;
        case step::kind::lead:
            append_delta(out, message, event.block, {});
            break;
        case step::kind::ping:
            out += "event: ping\ndata: {\"type\": \"ping\"}\n\n";
            break;
        case step::kind::delta:
            append_delta(out, message, event.block,
                std::string_view(message.blocks[event.block].text).substr(event.begin, event.length));
            break;
        case step::kind::endless:
            append_delta(out, message, event.block, message.filler);
            break;
        case step::kind::sign:
            append_event(out, "content_block_delta",
                index + ",\"delta\":{\"type\":\"signature_delta\",\"signature\":\"c2ltdWxhdGVk" + message.number
                    + "\"}",
                padding);
            break;
        case step::kind::close:
            append_event(out, "content_block_stop", index, padding);
            break;
        case step::kind::stop:
            append_event(out, "message_delta",
                ",\"delta\":{" + stop_members(message)
                    + "},\"usage\":" + usage_object(message, message.usage.output_tokens, false),
                padding);
            break;
        case step::kind::end:
            append_event(out, "message_stop", {}, padding);
            break;
        case step::kind::error:
            out += "event: error\ndata: " + error_body({status_of(message.error), {}, message.number}) + "\n\n";
            break;
        case step::kind::usage:
        case step::kind::done:
            break;
        }
    }

    whole_body whole(answer const& message) const override
    {
        whole_body made{message_head(message)};
        auto& out = made.bytes;
        for (std::size_t index = 0; index < message.blocks.size(); ++index) {
            if (index != 0)
                out += ',';
            append_whole(out, made.grows_at, message, index);
        }
        out += "]," + stop_members(message) + ",\"usage\":" + usage_object(message, message.usage.output_tokens, true)
            + '}';
        return made;
    }

    std::string error_body(service_error const& error) const override
    {
        auto const usual = words_for(error.status);
        std::string out = "{\"type\":\"error\",\"error\":{\"details\":null,\"type\":";
        append_quoted(out, usual.type);
        out += ",\"message\":";
        append_quoted(out, error.message.empty() ? usual.message : error.message);
        out.append("},\"request_id\":\"req_sim").append(error.number).append("\"}");
        return out;
    }

    std::string error_headers(service_error const& error) const override
    {
        auto out = protocol::error_headers(error);
        if (error.status == 429 && !out.empty())
            out += "anthropic-ratelimit-requests-limit: 50\r\nanthropic-ratelimit-requests-remaining: 0\r\n";
        return out;
    }

private:
    static void read_turn(boost::json::object const& message, asked& out)
    {
        auto text = message_text(message.if_contains("content"));
        for (auto const& block : array_at(message, "content")) {
            auto const* const object = block.if_object();
            if (!object)
                continue;
            if (text_at(*object, "type") == "tool_use") {
                if (auto const* input = object->if_contains("input"))
                    text += json_text(*input);
            } else if (text_at(*object, "type") == "tool_result") {
                text += message_text(object->if_contains("content"));
            }
        }
        add_turn(out, text_at(message, "role"), std::move(text));
    }

    /// How JSON is asked for.
    static void read_shape(boost::json::object const& body, asked& out)
    {
        std::string_view wanted;
        if (auto const* choice = object_at(body, "tool_choice")) {
            wanted = text_at(*choice, "name");
            auto const type = text_at(*choice, "type");
            out.forced = type == "tool" || type == "any";
        }
        for (auto const& one : array_at(body, "tools"))
            if (auto const* tool = one.if_object())
                add_tool(out, text_at(*tool, "name"), object_at(*tool, "input_schema"), wanted);

        boost::json::object const* format = object_at(body, "output_format");
        if (auto const* config = object_at(body, "output_config"); config && object_at(*config, "format"))
            format = object_at(*config, "format");
        if (format && !out.forced)
            set_schema(out, {}, object_at(*format, "schema"));
    }

    static std::string opening(answer const& message, std::size_t index)
    {
        switch (message.blocks[index].type) {
        case block::kind::call:
            return tool_head(message, index) + "{}}";
        case block::kind::thinking:
            return "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}";
        default:
            return "{\"type\":\"text\",\"text\":\"\"}";
        }
    }

    static void append_whole(std::string& out, std::size_t& grows_at, answer const& message, std::size_t index)
    {
        auto const& one = message.blocks[index];
        if (one.type == block::kind::call) {
            out.append(tool_head(message, index)).append(message.whole_arguments(index));
            grows_at = out.size();
            out += '}';
            return;
        }
        bool const thinking = one.type == block::kind::thinking;
        out += thinking ? "{\"type\":\"thinking\",\"thinking\":\"" : "{\"type\":\"text\",\"text\":\"";
        append_escaped(out, one.text);
        grows_at = out.size();
        out += thinking ? "\",\"signature\":\"c2ltdWxhdGVk" + message.number + "\"}" : "\"}";
    }
};

} // namespace

protocol const& anthropic() noexcept
{
    static protocol_anthropic const it;
    return it;
}

} // namespace coax::sim
