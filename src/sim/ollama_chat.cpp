// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Ollama's own chat: lines of JSON.
#include "sim/json_text.hpp"
#include "sim/message_text.hpp"
#include "sim/plan.hpp"
#include "sim/protocols.hpp"
#include "sim/request_parts.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <array>
#include <ctime>

namespace coax::sim {
namespace {

/// "2026-03-14T09:26:53Z"
std::string time_text(std::int64_t seconds)
{
    auto const time = static_cast<std::time_t>(seconds);
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    std::array<char, 32> text{};
    auto const size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return {text.data(), size};
}

/// Calls whose arguments are no JSON object are not found in what the model says: they stay text.
bool is_call(block const& one) { return one.type == block::kind::call && is_json_object(one.text); }

std::string call_object(answer const& message, std::size_t block)
{
    auto const& one = message.blocks[block];
    auto out = "{\"id\":\"call_sim" + message.number + '_' + std::to_string(block)
        + "\",\"function\":{\"index\":" + std::to_string(message.calls_before(block)) + ",\"name\":";
    append_quoted(out, one.name);
    return out + ",\"arguments\":" + one.text + "}}";
}

/// The beginning of each line, up to the message's role.
std::string line_head(answer const& message)
{
    std::string out = "{\"model\":";
    append_quoted(out, message.model);
    return out + ",\"created_at\":\"" + time_text(message.created) + "\",\"message\":{\"role\":\"assistant\"";
}

/// A member of a message in which `text` stands.
void append_member(std::string& out, std::string_view name, std::string_view text, std::size_t& end)
{
    out.append(",\"").append(name).append("\":\"");
    append_escaped(out, text);
    end = out.size();
    out += '"';
}

std::string end_members(answer const& message)
{
    return std::string("},\"done\":true,\"done_reason\":\"")
        + (message.stop == stop_reason::truncated ? "length" : "stop")
        + "\",\"total_duration\":246778792,\"load_duration\":39831125,\"prompt_eval_count\":"
        + std::to_string(message.usage.input_tokens) + ",\"prompt_eval_duration\":18102375,\"eval_count\":"
        + std::to_string(message.usage.output_tokens) + ",\"eval_duration\":104431583}";
}

std::string_view usual_message(int status)
{
    switch (status) {
    case 400:
        return "invalid request";
    case 401:
        return "unauthorized";
    case 403:
        return "this model requires a subscription, upgrade for access";
    case 404:
        return "model not found";
    case 413:
        return "http: request body too large";
    case 429:
        return "too many concurrent requests";
    case 503:
        return "server busy, please try again.  maximum pending requests exceeded";
    default:
        return status >= 500 ? "model runner has unexpectedly stopped" : "invalid request";
    }
}

class protocol_ollama final : public protocol {
public:
    std::string_view name() const noexcept override { return "ollama"; }
    std::string_view path() const noexcept override { return "/api/chat"; }
    std::string_view key_header() const noexcept override { return "authorization"; }
    std::string_view request_id_header() const noexcept override { return "x-request-id"; }
    std::string_view stream_type() const noexcept override { return "application/x-ndjson"; }

    std::string read(boost::json::object const& body, asked& out) const override
    {
        if (text_at(body, "model").empty())
            return "model is required";
        out.model = text_at(body, "model");
        out.stream = flag_at(body, "stream", true);
        out.usage_in_stream = true;
        if (auto const* options = object_at(body, "options"))
            out.max_tokens = count_at(*options, "num_predict");
        for (auto const& turn : array_at(body, "messages"))
            if (auto const* object = turn.if_object())
                add_chat_turn(out, *object);
        for (auto const& one : array_at(body, "tools"))
            if (auto const* tool = one.if_object())
                if (auto const* function = object_at(*tool, "function"))
                    add_tool(out, text_at(*function, "name"), object_at(*function, "parameters"));
        if (auto const* schema = object_at(body, "format"))
            set_schema(out, {}, schema);
        else if (text_at(body, "format") == "json" && out.mode != mode::tool)
            out.mode = mode::json_object;
        return {};
    }

    std::vector<step> plan(answer const& message) const override
    {
        std::vector<step> steps;
        for (std::size_t index = 0; index < message.blocks.size(); ++index) {
            if (is_call(message.blocks[index]))
                steps.push_back({step::kind::delta, static_cast<std::uint16_t>(index), 0,
                    static_cast<std::uint32_t>(message.blocks[index].text.size())});
            else
                append_deltas(steps, message, index);
        }
        steps.push_back({step::kind::stop});
        return steps;
    }

    void write(answer const& message, step const& event, std::string& out) const override
    {
        std::size_t unused = 0;
        switch (event.type) {
        case step::kind::delta: {
            auto const& one = message.blocks[event.block];
            auto const text = std::string_view(one.text).substr(event.begin, event.length);
            out += line_head(message);
            if (is_call(one))
                out += ",\"content\":\"\",\"tool_calls\":[" + call_object(message, event.block) + ']';
            else if (one.type == block::kind::thinking)
                append_member(out += ",\"content\":\"\"", "thinking", text, unused);
            else
                append_member(out, "content", text, unused);
            out += "},\"done\":false}\n";
            break;
        }
        case step::kind::endless:
            out += line_head(message);
            append_member(out, "content", message.filler, unused);
            out += "},\"done\":false}\n";
            break;
        case step::kind::stop:
            out.append(line_head(message)).append(",\"content\":\"\"").append(end_members(message)).append("\n");
            break;
        case step::kind::error:
            out.append(error_body({status_of(message.error)})).append("\n");
            break;
        default:
            break;
        }
    }

    whole_body whole(answer const& message) const override
    {
        whole_body made{line_head(message)};
        auto& out = made.bytes;
        std::string content;
        std::string thinking;
        std::string calls;
        for (std::size_t index = 0; index < message.blocks.size(); ++index) {
            auto const& one = message.blocks[index];
            if (is_call(one))
                calls.append(calls.empty() ? "" : ",").append(call_object(message, index));
            else
                (one.type == block::kind::thinking ? thinking : content) += one.text;
        }
        std::size_t unused = 0;
        append_member(out, "content", content, made.grows_at);
        if (!thinking.empty())
            append_member(out, "thinking", thinking, unused);
        if (!calls.empty())
            out += ",\"tool_calls\":[" + calls + ']';
        out += end_members(message);
        return made;
    }

    std::string error_body(service_error const& error) const override
    {
        std::string out = "{\"error\":";
        append_quoted(out, error.message.empty() ? usual_message(error.status) : error.message);
        return out + '}';
    }
    int status_of(errc error) const noexcept override
    {
        return error == errc::overloaded ? 503 : protocol::status_of(error);
    }
};

} // namespace

protocol const& ollama_chat() noexcept
{
    static protocol_ollama const it;
    return it;
}

} // namespace coax::sim
