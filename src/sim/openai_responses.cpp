// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// OpenAI's Responses.
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

/// Why the answer has less than it should; "" for one that is whole.
std::string_view incomplete_reason(answer const& message)
{
    switch (message.stop) {
    case stop_reason::truncated:
        return "max_output_tokens";
    case stop_reason::filtered:
        return "content_filter";
    default:
        return {};
    }
}

std::string item_id(answer const& message, std::size_t index)
{
    char const* prefix = "msg_sim";
    if (message.blocks[index].type == block::kind::thinking)
        prefix = "rs_sim";
    else if (message.blocks[index].type == block::kind::call)
        prefix = "fc_sim";
    return prefix + message.number + '_' + std::to_string(index);
}

/// What a block is called in the names of its events.
std::string_view event_name(block::kind kind)
{
    switch (kind) {
    case block::kind::call:
        return "function_call_arguments";
    case block::kind::thinking:
        return "reasoning_summary_text";
    case block::kind::refusal:
        return "refusal";
    default:
        return "output_text";
    }
}

/// The part of an item that has `text`. `end` is where more text would go.
void append_part(std::string& out, block::kind kind, std::string_view text, std::size_t& end)
{
    switch (kind) {
    case block::kind::thinking:
        out += "{\"type\":\"summary_text\",\"text\":\"";
        break;
    case block::kind::refusal:
        out += "{\"type\":\"refusal\",\"refusal\":\"";
        break;
    default:
        out += "{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":\"";
    }
    append_escaped(out, text);
    end = out.size();
    out += "\"}";
}

/// An item of the output: as it begins, without its text, or as it is at its end.
void append_item(std::string& out, answer const& message, std::size_t index, bool begins, std::size_t& end)
{
    auto const& one = message.blocks[index];
    bool const last = index + 1 == message.blocks.size();
    char const* status = begins                       ? "in_progress"
        : last && !incomplete_reason(message).empty() ? "incomplete"
                                                      : "completed";
    out.append("{\"id\":\"").append(item_id(message, index));
    switch (one.type) {
    case block::kind::call:
        out.append("\",\"type\":\"function_call\",\"status\":\"").append(status).append("\",\"arguments\":\"");
        append_escaped(out, begins ? std::string_view() : one.text);
        end = out.size();
        out.append("\",\"call_id\":\"call_sim" + message.number + '_' + std::to_string(index)).append("\",\"name\":");
        append_quoted(out, one.name);
        break;
    case block::kind::thinking:
        out += "\",\"type\":\"reasoning\",\"summary\":[";
        if (!begins)
            append_part(out, one.type, one.text, end);
        out += ']';
        break;
    default:
        out.append("\",\"type\":\"message\",\"status\":\"").append(status).append("\",\"content\":[");
        if (!begins)
            append_part(out, one.type, one.text, end);
        out += "],\"role\":\"assistant\"";
    }
    out += '}';
}

std::string usage_object(answer const& message)
{
    auto const in = message.usage.input_tokens, out = message.usage.output_tokens;
    return "{\"input_tokens\":" + std::to_string(in)
        + ",\"input_tokens_details\":{\"cached_tokens\":0},\"output_tokens\":" + std::to_string(out)
        + ",\"output_tokens_details\":{\"reasoning_tokens\":" + std::to_string(message.usage.reasoning_tokens)
        + "},\"total_tokens\":" + std::to_string(in + out) + '}';
}

/// A response; `status` "in_progress" has no output yet, "failed" an error in its place.
std::string response_object(
    answer const& message, std::string_view status, std::size_t& end, std::string_view error = {})
{
    bool const is_over = status == "completed" || status == "incomplete";
    auto const reason = is_over ? incomplete_reason(message) : std::string_view();
    std::string out = "{\"id\":\"resp_sim" + message.number
        + "\",\"object\":\"response\",\"created_at\":" + std::to_string(message.created) + ",\"status\":\"";
    out.append(status).append("\",\"background\":false,\"error\":");
    if (error.empty())
        out += "null";
    else
        out += error;
    out += ",\"incomplete_details\":";
    if (reason.empty())
        out += "null";
    else
        out.append("{\"reason\":\"").append(reason).append("\"}");
    out += ",\"instructions\":null,\"max_output_tokens\":null,\"max_tool_calls\":null,\"model\":";
    append_quoted(out, message.model);
    out += ",\"output\":[";
    for (std::size_t index = 0; is_over && index < message.blocks.size(); ++index) {
        if (index != 0)
            out += ',';
        append_item(out, message, index, false, end);
    }
    out += "],\"parallel_tool_calls\":true,\"previous_response_id\":null,\"reasoning\":{\"effort\":null,\"summary\":"
           "null},"
           "\"service_tier\":\"default\",\"store\":false,\"temperature\":1.0,\"text\":{\"format\":{\"type\":\"text\"},"
           "\"verbosity\":\"medium\"},\"tool_choice\":\"auto\",\"tools\":[],\"top_logprobs\":0,\"top_p\":1.0,"
           "\"truncation\":\"disabled\",\"usage\":";
    return out + (is_over ? usage_object(message) : "null") + ",\"user\":null,\"metadata\":{}}";
}

/// One event. `members` begins with a comma.
void append_event(std::string& out, std::string_view type, step const& event, std::string_view members)
{
    out.append("event: ").append(type).append("\ndata: {\"type\":\"").append(type).append("\",\"sequence_number\":");
    out.append(std::to_string(event.number)).append(members).append("}\n\n");
}

/// The members that say to which part of which item an event belongs.
std::string place(answer const& message, step const& event)
{
    auto out = ",\"item_id\":\"" + item_id(message, event.block) + "\",\"output_index\":" + std::to_string(event.block);
    switch (message.blocks[event.block].type) {
    case block::kind::call:
        return out;
    case block::kind::thinking:
        return out + ",\"summary_index\":0";
    default:
        return out + ",\"content_index\":0";
    }
}

/// A piece of a block, or all of it once more.
void append_text(std::string& out, answer const& message, step const& event, bool whole, std::string_view text)
{
    constexpr std::string_view noise = "5o5FqBXj8uNWaQ1k"; // against guesses from lengths
    auto const kind = message.blocks[event.block].type;
    auto type = std::string("response.").append(event_name(kind)).append(whole ? ".done" : ".delta");
    auto members = place(message, event);
    members += !whole                  ? ",\"delta\":\""
        : kind == block::kind::call    ? ",\"arguments\":\""
        : kind == block::kind::refusal ? ",\"refusal\":\""
                                       : ",\"text\":\"";
    append_escaped(members, text);
    members += '"';
    if (kind == block::kind::text)
        members += ",\"logprobs\":[]";
    if (!whole)
        members.append(",\"obfuscation\":\"").append(noise.substr(0, 1 + members.size() % noise.size())).append("\"");
    append_event(out, type, event, members);
}

class protocol_openai_responses final : public protocol {
public:
    std::string_view name() const noexcept override { return "openai-responses"; }
    std::string_view path() const noexcept override { return "/v1/responses"; }
    std::string_view key_header() const noexcept override { return "authorization"; }
    std::string_view request_id_header() const noexcept override { return "x-request-id"; }

    std::string read(boost::json::object const& body, asked& out) const override
    {
        if (text_at(body, "model").empty())
            return "Missing required parameter: 'model'.";
        auto const* const input = body.if_contains("input");
        if (!input)
            return "Missing required parameter: 'input'.";
        out.model = text_at(body, "model");
        out.max_tokens = count_at(body, "max_output_tokens");
        out.stream = flag_at(body, "stream");
        out.usage_in_stream = true;
        if (auto const words = text_at(body, "instructions"); !words.empty())
            add_turn(out, "system", std::string(words));
        if (input->is_string())
            add_turn(out, "user", message_text(input));
        for (auto const& item : array_at(body, "input"))
            if (auto const* object = item.if_object())
                read_item(*object, out);
        return read_shape(body, out);
    }

    std::vector<step> plan(answer const& message) const override
    {
        std::vector<step> steps{{step::kind::begin}, {step::kind::ping}};
        for (std::size_t index = 0; index < message.blocks.size(); ++index) {
            auto const block = static_cast<std::uint16_t>(index);
            bool const has_part = message.blocks[index].type != block::kind::call;
            steps.push_back({step::kind::open, block});
            if (has_part)
                steps.push_back({step::kind::lead, block});
            append_deltas(steps, message, index);
            steps.push_back({step::kind::sign, block});
            if (has_part)
                steps.push_back({step::kind::close, block});
            steps.push_back({step::kind::done, block});
        }
        steps.push_back({step::kind::stop});
        number_events(steps);
        return steps;
    }

    void write(answer const& message, step const& event, std::string& out) const override
    {
        std::size_t unused = 0;
        switch (event.type) {
        case step::kind::begin:
            return append_response(out, message, event, "response.created", "in_progress");
        case step::kind::ping:
            return append_response(out, message, event, "response.in_progress", "in_progress");
        case step::kind::open:
        case step::kind::done: {
            bool const begins = event.type == step::kind::open;
            auto members = ",\"output_index\":" + std::to_string(event.block) + ",\"item\":";
            append_item(members, message, event.block, begins, unused);
            return append_event(
                out, begins ? "response.output_item.added" : "response.output_item.done", event, members);
        }
        case step::kind::lead:
        case step::kind::close: {
            auto const& one = message.blocks[event.block];
            bool const begins = event.type == step::kind::lead;
            auto members = place(message, event) + ",\"part\":";
            append_part(members, one.type, begins ? std::string_view() : one.text, unused);
            std::string const part
                = one.type == block::kind::thinking ? "response.reasoning_summary_part." : "response.content_part.";
            return append_event(out, part + (begins ? "added" : "done"), event, members);
        }
        case step::kind::delta:
            return append_text(out, message, event, false,
                std::string_view(message.blocks[event.block].text).substr(event.begin, event.length));
        case step::kind::endless:
            return append_text(out, message, event, false, message.filler);
        case step::kind::sign:
            return append_text(out, message, event, true, message.blocks[event.block].text);
        case step::kind::stop: {
            bool const whole = incomplete_reason(message).empty();
            return append_response(out, message, event, whole ? "response.completed" : "response.incomplete",
                whole ? "completed" : "incomplete");
        }
        case step::kind::error: {
            auto const error = openai_error_object(status_of(message.error));
            append_event(out, "error", event, ",\"error\":" + error);
            auto last = event;
            ++last.number;
            return append_event(
                out, "response.failed", last, ",\"response\":" + response_object(message, "failed", unused, error));
        }
        case step::kind::usage:
        case step::kind::end:
            break;
        }
    }

    whole_body whole(answer const& message) const override
    {
        whole_body made;
        made.bytes
            = response_object(message, incomplete_reason(message).empty() ? "completed" : "incomplete", made.grows_at);
        return made;
    }

    std::string error_body(service_error const& error) const override
    {
        return openai_error_body(error.status, error.message);
    }
    std::string error_headers(service_error const& error) const override { return openai_error_headers(error); }

private:
    static void append_response(
        std::string& out, answer const& message, step const& event, std::string_view type, std::string_view status)
    {
        std::size_t unused = 0;
        append_event(out, type, event, ",\"response\":" + response_object(message, status, unused));
    }

    /// A message, or a call or its result, which are items of their own.
    static void read_item(boost::json::object const& item, asked& out)
    {
        auto const type = text_at(item, "type");
        if (type == "function_call")
            add_turn(out, "assistant", std::string(text_at(item, "arguments")));
        else if (type == "function_call_output")
            add_turn(out, "user", message_text(item.if_contains("output")));
        else if (item.contains("role"))
            add_turn(out, text_at(item, "role"), message_text(item.if_contains("content")));
    }

    /// How JSON is asked for.
    static std::string read_shape(boost::json::object const& body, asked& out)
    {
        auto wanted = std::string_view();
        if (auto const* choice = object_at(body, "tool_choice")) {
            out.forced = true;
            wanted = text_at(*choice, "name");
        } else {
            auto const choice_word = text_at(body, "tool_choice");
            out.forced = choice_word == "required";
            wanted = choice_word == "none" ? no_tool : std::string_view();
        }
        for (auto const& one : array_at(body, "tools"))
            if (auto const* tool = one.if_object(); tool && text_at(*tool, "type") == "function")
                add_tool(out, text_at(*tool, "name"), object_at(*tool, "parameters"), wanted);

        auto const* const text = object_at(body, "text");
        auto const* const format = text ? object_at(*text, "format") : nullptr;
        auto const type = format ? text_at(*format, "type") : std::string_view();
        if (type == "json_schema" && !out.forced) {
            if (text_at(*format, "name").empty())
                return "Missing required parameter: 'text.format.name'.";
            set_schema(out, text_at(*format, "name"), object_at(*format, "schema"));
        } else if (type == "json_object" && out.mode != mode::tool) {
            out.mode = mode::json_object;
        }
        return {};
    }
};

} // namespace

protocol const& openai_responses() noexcept
{
    static protocol_openai_responses const it;
    return it;
}

} // namespace coax::sim
