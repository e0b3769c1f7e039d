// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Google's Gemini: the Developer API, and Vertex AI under its longer paths.
#include "sim/json_text.hpp"
#include "sim/message_text.hpp"
#include "sim/plan.hpp"
#include "sim/protocols.hpp"
#include "sim/request_parts.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace coax::sim {
namespace {

constexpr std::string_view bad_key = "API key not valid. Please pass a valid API key.";

/// The interface takes the names of members in both spellings.
boost::json::object const* either_at(
    boost::json::object const& object, std::string_view camel_case, std::string_view snake_case)
{
    auto const* const found = object_at(object, camel_case);
    return found ? found : object_at(object, snake_case);
}

/// Calls that are no JSON object are never shown: the service stops at them.
bool has_malformed_call(answer const& message)
{
    return std::any_of(message.blocks.begin(), message.blocks.end(),
        [](block const& one) { return one.type == block::kind::call && !is_json_object(one.text); });
}

std::string_view finish_reason(answer const& message)
{
    switch (message.stop) {
    case stop_reason::truncated:
        return "MAX_TOKENS";
    case stop_reason::refused: // the model's refusal has no word of its own here
    case stop_reason::filtered:
        return "SAFETY";
    default:
        return has_malformed_call(message) ? "MALFORMED_FUNCTION_CALL" : "STOP";
    }
}

std::string finish_members(answer const& message)
{
    auto out = std::string(",\"finishReason\":\"").append(finish_reason(message)).append("\"");
    std::string words;
    for (auto const& one : message.blocks)
        if (one.type == block::kind::refusal)
            words += one.text;
    if (!words.empty()) {
        out += ",\"finishMessage\":";
        append_quoted(out, words);
    }
    return out;
}

/// `candidates` of the answer's tokens have been written.
std::string tail_members(answer const& message, std::uint64_t candidates)
{
    auto const in = message.usage.input_tokens, thoughts = message.usage.reasoning_tokens;
    auto out = "\"usageMetadata\":{\"promptTokenCount\":" + std::to_string(in) + ",\"candidatesTokenCount\":"
        + std::to_string(candidates) + ",\"totalTokenCount\":" + std::to_string(in + candidates + thoughts)
        + ",\"promptTokensDetails\":[{\"modality\":\"TEXT\",\"tokenCount\":" + std::to_string(in) + "}]";
    if (thoughts != 0)
        out += ",\"thoughtsTokenCount\":" + std::to_string(thoughts);
    out += "},\"modelVersion\":";
    append_quoted(out, message.model);
    return out + ",\"responseId\":\"sim" + message.number + "\"";
}

std::uint64_t candidate_tokens(answer const& message)
{
    auto const& usage = message.usage;
    return usage.output_tokens - std::min(usage.output_tokens, usage.reasoning_tokens);
}

/// A part with `text` of a block; a call comes whole. `end` is where more text would go.
void append_part(std::string& out, block const& one, std::string_view text, std::size_t& end)
{
    if (one.type == block::kind::call) {
        out += "{\"functionCall\":{\"name\":";
        append_quoted(out, one.name);
        out.append(",\"args\":").append(text);
        end = out.size();
        out += "},\"thoughtSignature\":\"c2ltdWxhdGVk\"}";
        return;
    }
    out += "{\"text\":\"";
    append_escaped(out, text);
    end = out.size();
    out += one.type == block::kind::thinking ? "\",\"thought\":true}" : "\"}";
}

void append_chunk(std::string& out, answer const& message, step const& event, std::string_view text)
{
    constexpr std::string_view head = "data: {\"candidates\":[{\"content\":{\"parts\":[";
    std::size_t unused = 0;
    out += head;
    append_part(out, message.blocks[event.block], text, unused);
    out += "],\"role\":\"model\"},\"index\":0}],";
    auto const written = event.number + 1 - std::min<std::uint64_t>(event.number + 1, message.usage.reasoning_tokens);
    out += tail_members(message, std::min(written, candidate_tokens(message)));
    out += "}\r\n\r\n";
}

std::string_view status_word(int status)
{
    switch (status) {
    case 401:
        return "UNAUTHENTICATED";
    case 403:
        return "PERMISSION_DENIED";
    case 404:
        return "NOT_FOUND";
    case 429:
        return "RESOURCE_EXHAUSTED";
    case 503:
        return "UNAVAILABLE";
    case 504:
        return "DEADLINE_EXCEEDED";
    default:
        return status >= 500 ? "INTERNAL" : "INVALID_ARGUMENT";
    }
}

std::string_view usual_message(int status)
{
    switch (status) {
    case 401:
        return "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other "
               "valid authentication credential.";
    case 403:
        return "The caller does not have permission";
    case 404:
        return "The model is not found for API version v1beta, or is not supported for generateContent. Call "
               "ListModels "
               "to see the list of available models and their supported methods.";
    case 413:
        return "Request payload size exceeds the limit: 20971520 bytes.";
    case 429:
        return "You exceeded your current quota, please check your plan and billing details.";
    case 503:
        return "The model is overloaded. Please try again later.";
    case 504:
        return "The request timed out. Please try again.";
    default:
        return status >= 500 ? "An internal error has occurred. Please retry or report."
                             : "Request contains an invalid argument.";
    }
}

/// OpenAPI's types are in upper case, JSON Schema's in lower case.
void lower_types(boost::json::value& node)
{
    if (auto* const list = node.if_array()) {
        for (auto& one : *list)
            lower_types(one);
    } else if (auto* const object = node.if_object()) {
        for (auto& [key, value] : *object) {
            if (auto* const word = value.if_string(); word && key == "type")
                std::transform(word->begin(), word->end(), word->begin(),
                    [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
            else
                lower_types(value);
        }
    }
}

class protocol_gemini final : public protocol {
public:
    std::string_view name() const noexcept override { return "gemini"; }
    std::string_view path() const noexcept override { return "/v1beta/models/MODEL:streamGenerateContent"; }
    bool serves(std::string_view path) const noexcept override
    {
        return path.starts_with("/v1") && path.find("/models/") != path.npos
            && (path.ends_with(":generateContent") || path.ends_with(":streamGenerateContent"));
    }
    std::string_view key_header() const noexcept override { return "x-goog-api-key"; }
    std::string_view request_id_header() const noexcept override { return "x-request-id"; }
    std::string_view stream_type() const noexcept override { return "text/event-stream"; }

    std::string read(boost::json::object const& body, asked& out) const override
    {
        auto const target = std::string_view(out.path);
        auto const path = target.substr(0, target.find('?'));
        auto const colon = path.rfind(':');
        auto const slash = path.rfind('/', colon);
        out.stream = path.ends_with(":streamGenerateContent");
        if (colon != path.npos && slash != path.npos)
            out.model = unescaped(path.substr(slash + 1, colon - slash - 1));
        if (out.stream && target.find("alt=sse") == target.npos)
            return "The simulator streams with alt=sse only.";
        if (array_at(body, "contents").empty())
            return "* GenerateContentRequest.contents: contents is not specified\n";
        out.usage_in_stream = true;
        if (auto const* system = either_at(body, "systemInstruction", "system_instruction"))
            add_turn(out, "system", message_text(system->if_contains("parts")));
        for (auto const& turn : array_at(body, "contents"))
            if (auto const* object = turn.if_object())
                read_turn(*object, out);
        read_tools(body, out);
        if (auto const* config = either_at(body, "generationConfig", "generation_config"))
            read_config(*config, out);
        return {};
    }

    std::vector<step> plan(answer const& message) const override
    {
        std::vector<step> steps;
        for (std::size_t index = 0; index < message.blocks.size(); ++index) {
            auto const& one = message.blocks[index];
            if (one.type == block::kind::refusal)
                continue; // its words come with the reason at the end
            if (one.type != block::kind::call)
                append_deltas(steps, message, index);
            else if (is_json_object(one.text))
                steps.push_back({step::kind::delta, static_cast<std::uint16_t>(index), 0,
                    static_cast<std::uint32_t>(one.text.size())});
        }
        steps.push_back({step::kind::stop});
        number_events(steps);
        return steps;
    }

    void write(answer const& message, step const& event, std::string& out) const override
    {
        switch (event.type) {
        case step::kind::delta:
            return append_chunk(out, message, event,
                std::string_view(message.blocks[event.block].text).substr(event.begin, event.length));
        case step::kind::endless: {
            auto const text = block{block::kind::text, message.filler, {}};
            std::size_t unused = 0;
            out += "data: {\"candidates\":[{\"content\":{\"parts\":[";
            append_part(out, text, message.filler, unused);
            out += "],\"role\":\"model\"},\"index\":0}]}\r\n\r\n";
            break;
        }
        case step::kind::stop:
            out += "data: {\"candidates\":[{";
            if (message.stop == stop_reason::complete)
                out += "\"content\":{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"},";
            out.append("\"index\":0").append(finish_members(message)).append("}],");
            out.append(tail_members(message, candidate_tokens(message))).append("}\r\n\r\n");
            break;
        case step::kind::error:
            out += error_body({status_of(message.error)}); // not an event
            break;
        default:
            break;
        }
    }

    whole_body whole(answer const& message) const override
    {
        whole_body made{"{\"candidates\":[{\"content\":{"};
        auto& out = made.bytes;
        char const* before = "\"parts\":[";
        for (auto const& one : message.blocks) {
            if (one.type == block::kind::refusal || (one.type == block::kind::call && !is_json_object(one.text)))
                continue;
            out += before;
            append_part(out, one, one.text, made.grows_at);
            before = ",";
        }
        if (*before == ',')
            out += "],\"role\":\"model\"";
        out.append("},\"index\":0").append(finish_members(message)).append("}],");
        out.append(tail_members(message, candidate_tokens(message))).append("}\n");
        return made;
    }

    std::string error_body(service_error const& error) const override
    {
        auto const message = error.message.empty() ? usual_message(error.status) : error.message;
        std::string out = "{\n  \"error\": {\n    \"code\": " + std::to_string(error.status) + ",\n    \"message\": ";
        append_quoted(out, message);
        out.append(",\n    \"status\": \"").append(status_word(error.status)).append("\"");
        if (message == bad_key)
            out += ",\n    \"details\": [\n      {\n        \"@type\": \"type.googleapis.com/google.rpc.ErrorInfo\",\n "
                   "       "
                   "\"reason\": \"API_KEY_INVALID\",\n        \"domain\": \"googleapis.com\"\n      }\n    ]";
        else if (error.retry_after)
            out += ",\n    \"details\": [\n      {\n        \"@type\": \"type.googleapis.com/google.rpc.RetryInfo\",\n "
                   "       "
                   "\"retryDelay\": \""
                + seconds(*error.retry_after) + "\"\n      }\n    ]";
        return out + "\n  }\n}\n";
    }

    /// When to try again is in the body.
    std::string error_headers(service_error const&) const override { return {}; }
    service_error wrong_key() const noexcept override { return {400, bad_key}; }
    int status_of(errc error) const noexcept override
    {
        return error == errc::overloaded ? 503 : protocol::status_of(error);
    }

private:
    /// "1.5s"
    static std::string seconds(std::chrono::milliseconds time)
    {
        std::array<char, 32> digits{};
        auto const value = static_cast<double>(time.count()) / 1000;
        auto const end
            = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed).ptr;
        return std::string(digits.data(), end) + 's';
    }

    static void read_turn(boost::json::object const& turn, asked& out)
    {
        auto text = message_text(turn.if_contains("parts"));
        for (auto const& part : array_at(turn, "parts"))
            if (auto const* object = part.if_object()) {
                if (auto const* call = either_at(*object, "functionCall", "function_call")) {
                    if (auto const* arguments = call->if_contains("args"))
                        text += json_text(*arguments);
                } else if (auto const* result = either_at(*object, "functionResponse", "function_response")) {
                    if (auto const* response = result->if_contains("response"))
                        text += json_text(*response);
                }
            }
        add_turn(out, text_at(turn, "role"), std::move(text));
    }

    static void read_tools(boost::json::object const& body, asked& out)
    {
        std::string_view wanted;
        if (auto const* config = either_at(body, "toolConfig", "tool_config"))
            if (auto const* calling = either_at(*config, "functionCallingConfig", "function_calling_config")) {
                auto const& allowed = array_at(*calling, "allowedFunctionNames");
                if (allowed.size() == 1 && allowed[0].is_string())
                    wanted = allowed[0].get_string();
                out.forced = text_at(*calling, "mode") == "ANY";
                if (text_at(*calling, "mode") == "NONE")
                    wanted = no_tool;
            }
        for (auto const& one : array_at(body, "tools"))
            if (auto const* tool = one.if_object())
                for (auto const& function : array_at(*tool, "functionDeclarations"))
                    if (auto const* object = function.if_object()) {
                        auto const* const schema = object_at(*object, "parametersJsonSchema");
                        add_tool(
                            out, text_at(*object, "name"), schema ? schema : object_at(*object, "parameters"), wanted);
                    }
        boost::json::value schema(std::move(out.schema));
        lower_types(schema);
        out.schema = std::move(schema.get_object());
    }

    static void read_config(boost::json::object const& config, asked& out)
    {
        out.max_tokens = count_at(config, "maxOutputTokens");
        auto const* schema = either_at(config, "responseJsonSchema", "response_json_schema");
        if (!schema)
            schema = either_at(config, "responseSchema", "response_schema");
        if (schema && !out.forced) {
            boost::json::value lowered(*schema);
            lower_types(lowered);
            set_schema(out, {}, lowered.if_object());
        } else if (text_at(config, "responseMimeType") == "application/json" && out.mode != mode::tool) {
            out.mode = mode::json_object;
        }
    }
};

} // namespace

protocol const& gemini() noexcept
{
    static protocol_gemini const it;
    return it;
}

} // namespace coax::sim
