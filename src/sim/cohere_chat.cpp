// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Cohere's Chat, version 2.
#include "sim/json_text.hpp"
#include "sim/message_text.hpp"
#include "sim/plan.hpp"
#include "sim/protocols.hpp"
#include "sim/request_parts.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace coax::sim {
namespace {

std::string_view finish_reason(answer const& message)
{
    switch (message.stop) {
    case stop_reason::truncated:
        return "MAX_TOKENS";
    case stop_reason::refused: // as text, with no word of its own
        return "COMPLETE";
    case stop_reason::filtered:
        return "ERROR_TOXIC";
    default:
        return message.calls() ? "TOOL_CALL" : "COMPLETE";
    }
}

std::string finish_members(answer const& message)
{
    auto const counts = "{\"input_tokens\":" + std::to_string(message.usage.input_tokens)
        + ",\"output_tokens\":" + std::to_string(message.usage.output_tokens) + '}';
    return "\"finish_reason\":\"" + std::string(finish_reason(message)) + "\",\"usage\":{\"billed_units\":" + counts
        + ",\"tokens\":" + counts + ",\"cached_tokens\":0}";
}

/// Content blocks have indices of their own, and so do calls.
std::string place(answer const& message, std::size_t block)
{
    auto const calls = message.calls_before(block);
    bool const is_call = message.blocks[block].type == block::kind::call;
    return ",\"index\":" + std::to_string(is_call ? calls : block - calls);
}

std::string call_head(answer const& message, std::size_t block)
{
    auto out = "{\"id\":\"call_sim" + message.number + '_' + std::to_string(block)
        + "\",\"type\":\"function\",\"function\":{\"name\":";
    append_quoted(out, message.blocks[block].name);
    return out + ",\"arguments\":\"";
}

/// A content block up to its text.
std::string_view content_head(block const& one)
{
    return one.type == block::kind::thinking ? "{\"type\":\"thinking\",\"thinking\":\""
                                             : "{\"type\":\"text\",\"text\":\"";
}

/// One event. `members` begins with a comma.
void append_event(std::string& out, std::string_view type, std::string_view members)
{
    out.append("event: ").append(type).append("\ndata: {\"type\":\"").append(type).append("\"");
    out.append(members).append("}\n\n");
}

void append_delta(std::string& out, answer const& message, std::size_t block, std::string_view text)
{
    bool const is_call = message.blocks[block].type == block::kind::call;
    auto members = place(message, block) + ",\"delta\":{\"message\":{";
    if (is_call)
        members += "\"tool_calls\":{\"function\":{\"arguments\":\"";
    else if (message.blocks[block].type == block::kind::thinking)
        members += "\"content\":{\"thinking\":\"";
    else
        members += "\"content\":{\"text\":\"";
    append_escaped(members, text);
    members += is_call ? "\"}}}}" : "\"}}}";
    append_event(out, is_call ? "tool-call-delta" : "content-delta", members);
}

std::string_view usual_message(int status)
{
    switch (status) {
    case 401:
        return "invalid api token";
    case 402:
        return "Your account has reached its billing limit.";
    case 403:
        return "access to this resource is denied";
    case 404:
        return "model not found, make sure the correct model ID was used and that you have access to the model.";
    case 413:
        return "request body too large";
    case 429:
        return "You are past the per minute request limit, please wait and try again later.";
    case 503:
        return "the service is overloaded, please try again later";
    default:
        return status >= 500 ? "internal server error, this has been reported to our developers." : "invalid request";
    }
}

class protocol_cohere final : public protocol {
public:
    std::string_view name() const noexcept override { return "cohere"; }
    std::string_view path() const noexcept override { return "/v2/chat"; }
    std::string_view key_header() const noexcept override { return "authorization"; }
    std::string_view request_id_header() const noexcept override { return "x-debug-trace-id"; }
    std::string_view stream_type() const noexcept override { return "text/event-stream"; }

    std::string read(boost::json::object const& body, asked& out) const override
    {
        if (text_at(body, "model").empty())
            return "invalid request: model parameter is required.";
        if (array_at(body, "messages").empty())
            return "invalid request: list of messages must not be empty";
        out.model = text_at(body, "model");
        out.max_tokens = count_at(body, "max_tokens");
        out.stream = flag_at(body, "stream");
        out.usage_in_stream = true;
        for (auto const& turn : array_at(body, "messages"))
            if (auto const* object = turn.if_object())
                add_chat_turn(out, *object);
        auto const choice = text_at(body, "tool_choice");
        out.forced = choice == "REQUIRED";
        for (auto const& one : array_at(body, "tools"))
            if (auto const* tool = one.if_object())
                if (auto const* function = object_at(*tool, "function"))
                    add_tool(out, text_at(*function, "name"), object_at(*function, "parameters"),
                        choice == "NONE" ? no_tool : std::string_view());
        if (auto const* format = object_at(body, "response_format");
            format && !out.forced && text_at(*format, "type") == "json_object") {
            auto const* schema = object_at(*format, "json_schema");
            if (!schema)
                schema = object_at(*format, "schema"); // its former name
            if (schema)
                set_schema(out, {}, schema);
            else if (out.mode != mode::tool)
                out.mode = mode::json_object;
        }
        return {};
    }

    std::vector<step> plan(answer const& message) const override
    {
        std::vector<step> steps{{step::kind::begin}};
        for (std::size_t index = 0; index < message.blocks.size(); ++index) {
            auto const block = static_cast<std::uint16_t>(index);
            steps.push_back({step::kind::open, block});
            append_deltas(steps, message, index);
            steps.push_back({step::kind::close, block});
        }
        steps.push_back({step::kind::stop});
        steps.push_back({step::kind::end});
        return steps;
    }

    void write(answer const& message, step const& event, std::string& out) const override
    {
        switch (event.type) {
        case step::kind::begin:
            return append_event(out, "message-start",
                ",\"id\":\"sim" + message.number
                    + "\",\"delta\":{\"message\":{\"role\":\"assistant\",\"content\":[],\"tool_plan\":\"\","
                      "\"tool_calls\":[],\"citations\":[]}}");
        case step::kind::open: {
            auto const& one = message.blocks[event.block];
            auto members = place(message, event.block) + ",\"delta\":{\"message\":{";
            if (one.type == block::kind::call)
                return append_event(
                    out, "tool-call-start", members + "\"tool_calls\":" + call_head(message, event.block) + "\"}}}}");
            return append_event(
                out, "content-start", members.append("\"content\":").append(content_head(one)).append("\"}}}"));
        }
        case step::kind::delta:
            return append_delta(out, message, event.block,
                std::string_view(message.blocks[event.block].text).substr(event.begin, event.length));
        case step::kind::endless:
            return append_delta(out, message, event.block, message.filler);
        case step::kind::close:
            return append_event(out,
                message.blocks[event.block].type == block::kind::call ? "tool-call-end" : "content-end",
                place(message, event.block));
        case step::kind::stop:
            return append_event(out, "message-end", ",\"delta\":{" + finish_members(message) + '}');
        case step::kind::end:
            out += "data: [DONE]\n\n";
            break;
        case step::kind::error: {
            std::string members = ",\"delta\":{\"finish_reason\":\"ERROR\",\"usage\":{},\"error\":";
            append_quoted(members, usual_message(status_of(message.error)));
            append_event(out, "message-end", members + '}');
            out += "data: [DONE]\n\n";
            break;
        }
        default:
            break;
        }
    }

    whole_body whole(answer const& message) const override
    {
        whole_body made{"{\"id\":\"sim" + message.number + "\",\"message\":{\"role\":\"assistant\""};
        auto& out = made.bytes;
        for (bool const of_calls : {false, true}) {
            char const* before = of_calls ? ",\"tool_calls\":[" : ",\"content\":[";
            for (std::size_t index = 0; index < message.blocks.size(); ++index) {
                auto const& one = message.blocks[index];
                if ((one.type == block::kind::call) != of_calls)
                    continue;
                out += before;
                out += of_calls ? call_head(message, index) : std::string(content_head(one));
                append_escaped(out, one.text);
                made.grows_at = out.size();
                out += of_calls ? "\"}}" : "\"}";
                before = ",";
            }
            if (*before == ',' && before[1] == '\0')
                out += ']';
        }
        out += "}," + finish_members(message) + '}';
        return made;
    }

    std::string error_body(service_error const& error) const override
    {
        std::string out = "{\"id\":\"sim";
        out.append(error.number).append("\",\"message\":");
        append_quoted(out, error.message.empty() ? usual_message(error.status) : error.message);
        return out + '}';
    }
    int status_of(errc error) const noexcept override
    {
        return error == errc::overloaded ? 503 : protocol::status_of(error);
    }
};

} // namespace

protocol const& cohere_chat() noexcept
{
    static protocol_cohere const it;
    return it;
}

} // namespace coax::sim
