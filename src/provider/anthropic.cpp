// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/anthropic.hpp"

#include "provider/base64.hpp"
#include "provider/body_decoder.hpp"
#include "provider/earlier_call.hpp"
#include "provider/explain.hpp"
#include "provider/headers.hpp"
#include "provider/json_number.hpp"
#include "provider/prompt.hpp"
#include "provider/request_body.hpp"
#include "provider/settings.hpp"
#include "provider/strict_grammar.hpp"
#include "provider/tools.hpp"

#include <coax/error.hpp>

#include <boost/json/array.hpp>

#include <string>
#include <utility>
#include <vector>

namespace coax::provider {

namespace json = boost::json;

namespace {

// -- reading

stop_reason meaning(std::string_view word)
{
    if (word == "max_tokens" || word == "model_context_window_exceeded")
        return stop_reason::truncated;
    if (word == "refusal")
        return stop_reason::refused;
    return stop_reason::complete; // end_turn, stop_sequence, tool_use
}

class message_reader final : public event_reader {
public:
    using event_reader::event_reader;

private:
    // What an event may hold at its top, in whatever order.
    struct fields {
        std::string_view type;
        std::size_t index = 0;
        std::string_view delta_type;
        std::string_view piece;
        std::string_view stop;
        std::string_view explanation;
        std::string_view block; // raw: content_block_start
        std::string_view message; // raw: message_start
        std::string_view content; // raw: a whole answer
        bool has_usage = false;
        bool has_error = false;
    };

    void on_event(std::string_view type, std::string_view data, answer_sink& out) override
    {
        fields f;
        f.type = type;
        event_cursor c(data, scratch);
        read_fields(c, f);
        if (!whole(c, data, out))
            return;
        if (f.type == "content_block_delta")
            on_delta(f, out);
        else if (f.type == "content_block_start")
            on_block(f.block, f.index, out);
        else if (f.type == "message_start")
            on_start(f.message, out);
        else if (f.type == "message_delta" || f.type == "message")
            on_message(f, out);
        else if (f.type == "message_stop")
            end(out);
        else if (f.type == "error" || f.has_error)
            fail(explain_event(service(), read_error_body(data)), out);
        else if (f.type.empty())
            fail(explain_content(service(), data), out);
    }

    void read_fields(event_cursor& c, fields& f)
    {
        if (!c.enter_object())
            return;
        for (std::string_view key; c.next_key(key);) {
            if (key == "type")
                f.type = c.string();
            else if (key == "index")
                f.index = static_cast<std::size_t>(c.count());
            else if (key == "delta")
                read_delta(c, f);
            else if (key == "content_block")
                f.block = c.raw();
            else if (key == "message")
                f.message = c.raw();
            else if (key == "content")
                f.content = c.raw();
            else if (key == "usage")
                f.has_usage = read_usage(c);
            else if (key == "stop_reason")
                f.stop = c.string();
            else if (key == "stop_details")
                read_details(c, f);
            else if (key == "error")
                f.has_error = c.raw() != "null";
            else
                c.skip();
        }
    }

    void read_delta(event_cursor& c, fields& f)
    {
        if (!c.enter_object())
            return;
        for (std::string_view key; c.next_key(key);) {
            if (key == "type")
                f.delta_type = c.string();
            else if (key == "text" || key == "partial_json" || key == "thinking")
                f.piece = c.piece();
            else if (key == "stop_reason")
                f.stop = c.string();
            else if (key == "stop_details")
                read_details(c, f);
            else
                c.skip();
        }
    }

    static void read_details(event_cursor& c, fields& f)
    {
        if (!c.enter_object())
            return;
        for (std::string_view key; c.next_key(key);) {
            if (key == "explanation")
                f.explanation = c.string();
            else
                c.skip();
        }
    }

    // What is there replaces what was known; the values are totals, not additions.
    bool read_usage(event_cursor& c)
    {
        if (!c.enter_object())
            return false;
        auto const replace = [&](std::uint64_t& known) {
            if (c.peek() == event_cursor::kind::number)
                known = c.count();
            else
                c.skip();
        };
        for (std::string_view key; c.next_key(key);) {
            if (key == "input_tokens")
                replace(usage_.input_tokens);
            else if (key == "output_tokens")
                replace(usage_.output_tokens);
            else if (key == "cache_read_input_tokens")
                replace(usage_.cache_read_tokens);
            else if (key == "cache_creation_input_tokens")
                replace(usage_.cache_write_tokens);
            else if (key == "output_tokens_details") {
                if (!c.enter_object())
                    continue;
                for (std::string_view detail; c.next_key(detail);)
                    detail == "thinking_tokens" ? replace(usage_.reasoning_tokens) : c.skip();
            } else
                c.skip();
        }
        return true;
    }

    void on_delta(fields const& f, answer_sink& out)
    {
        if (f.piece.empty())
            return;
        if (f.delta_type == "text_delta") {
            out.on_text(f.piece);
        } else if (f.delta_type == "input_json_delta") {
            if (f.index < blocks_.size() && blocks_[f.index] != no_call)
                on_arguments(blocks_[f.index], f.piece, out);
        } else if (f.delta_type == "thinking_delta") {
            out.on_reasoning(f.piece);
        }
    }

    void on_start(std::string_view message, answer_sink& out)
    {
        event_cursor c(message, scratch);
        if (!c.enter_object())
            return;
        for (std::string_view key; c.next_key(key);) {
            if (key == "usage" && read_usage(c))
                out.on_usage(usage_);
            else if (key != "usage")
                c.skip();
        }
    }

    // A block's beginning in a stream, or all of it in a whole answer.
    void on_block(std::string_view block, std::size_t index, answer_sink& out)
    {
        std::string_view type, id, name, text, input;
        event_cursor c(block, scratch);
        if (c.enter_object()) {
            for (std::string_view key; c.next_key(key);) {
                if (key == "type")
                    type = c.string();
                else if (key == "id")
                    id = c.string();
                else if (key == "name")
                    name = c.string();
                else if (key == "text" || key == "thinking")
                    text = c.string();
                else if (key == "input")
                    input = c.raw();
                else
                    c.skip();
            }
        }
        constexpr std::size_t blocks_at_most = 4096; // an index is a number from outside
        if (index >= blocks_.size() && index < blocks_at_most)
            blocks_.resize(index + 1, no_call);
        if (type == "tool_use" && index < blocks_.size()) {
            auto const call = has_arguments_.size();
            blocks_[index] = call;
            has_arguments_.push_back(false);
            out.on_tool_call(call, id, name);
            if (input.size() > 2) // a stream begins with {}, which is not the arguments
                on_arguments(call, input, out);
        } else if (type == "text" && !text.empty()) {
            out.on_text(text);
        } else if (type == "thinking" && !text.empty()) {
            out.on_reasoning(text);
        }
    }

    void on_arguments(std::size_t call, std::string_view piece, answer_sink& out)
    {
        has_arguments_[call] = true;
        out.on_arguments(call, piece);
    }

    void on_message(fields const& f, answer_sink& out)
    {
        bool const is_whole = f.type == "message";
        if (is_whole) {
            text_buffer blocks; // the blocks' strings may not write over the stop's
            event_cursor c(f.content, blocks);
            if (c.enter_array()) {
                for (std::size_t n = 0; c.next_element(); ++n)
                    on_block(c.raw(), n, out);
            }
        }
        if (f.has_usage)
            out.on_usage(usage_);
        if (!f.explanation.empty())
            out.on_refusal(f.explanation);
        if (!f.stop.empty() || is_whole) {
            auto const why = meaning(f.stop);
            for (std::size_t call = 0; why == stop_reason::complete && call < has_arguments_.size(); ++call) {
                if (!has_arguments_[call]) // a tool without parameters: nothing was sent, {} is meant
                    on_arguments(call, "{}", out);
            }
            stop(why, f.stop, out);
        }
        if (is_whole)
            end(out);
    }

    static constexpr std::size_t no_call = static_cast<std::size_t>(-1);
    std::vector<std::size_t> blocks_; // the number of the tool call in each block
    std::vector<bool> has_arguments_; // of each tool call
    coax::usage usage_;
};

// -- writing

json::object turn_of(std::string_view role, json::value content)
{
    return {{"role", role}, {"content", std::move(content)}};
}

void add_earlier(failed_answer const& earlier, json::array& messages)
{
    json::array said;
    json::array results;
    if (!earlier.text.empty())
        said.push_back(json::object{{"type", "text"}, {"text", earlier.text}});
    for (std::size_t n = 0; n < earlier.calls.size(); ++n) {
        auto const& call = earlier.calls[n];
        said.push_back(json::object{
            {"type", "tool_use"}, {"id", id_of(call, n)}, {"name", call.name}, {"input", arguments_of(call)}});
        results.push_back(json::object{{"type", "tool_result"}, {"tool_use_id", id_of(call, n)}, {"is_error", true},
            {"content", earlier.complaint}});
    }
    if (!said.empty())
        messages.push_back(turn_of("assistant", std::move(said)));
    if (results.empty())
        messages.push_back(turn_of("user", json::string(earlier.complaint)));
    else
        messages.push_back(turn_of("user", std::move(results)));
}

json::object text_block(std::string_view text) { return {{"type", "text"}, {"text", text}}; }

json::object marked(json::object block)
{
    block["cache_control"] = json::object{{"type", "ephemeral"}};
    return block;
}

json::object block_of(attachment const& what)
{
    json::object source;
    if (what.address().empty())
        source = {{"type", "base64"}, {"media_type", what.media_type()}, {"data", to_base64(what.content())}};
    else
        source = {{"type", "url"}, {"url", what.address()}};
    json::object block{
        {"type", what.kind() == attachment::kind::image ? "image" : "document"}, {"source", std::move(source)}};
    if (what.kind() == attachment::kind::document)
        block["title"] = what.name();
    return block;
}

json::value content_of(turn const& t)
{
    if (t.attachments.empty() && !t.cached)
        return json::string(t.text);
    json::array blocks;
    for (auto const& one : t.attachments)
        blocks.push_back(block_of(one));
    if (!t.text.empty())
        blocks.push_back(text_block(t.text));
    if (t.cached && !blocks.empty())
        blocks.back() = marked(std::move(blocks.back().as_object()));
    return blocks;
}

json::object tool_of(tool_view const& what, bool streamed)
{
    json::object tool{{"name", what.name}};
    if (!what.description.empty())
        tool["description"] = what.description;
    tool["input_schema"] = *what.schema;
    if (what.strict && fits_strict_grammar(*what.schema))
        tool["strict"] = true;
    if (streamed)
        tool["eager_input_streaming"] = true; // else the arguments come in lumps
    return tool;
}

void check_cache_marks(request const& ask)
{
    constexpr int most = 4;
    int marks = ask.system_cached() ? 1 : 0;
    for (auto const& t : ask.turns())
        marks += t.cached ? 1 : 0;
    if (marks > most)
        throw error({errc::invalid_option,
            "request::cache_here was called for " + std::to_string(marks) + " places; Anthropic takes 4"});
}

constexpr media_rules takes{
    .image = {usual_images, "https", true, 5_MB},
    .document = {pdf, "https"},
    .max_count = 100,
    .max_request_bytes = 32_MB,
};

} // namespace

json::object anthropic_thinking(request const& ask)
{
    json::object out;
    if (auto const budget = ask.thinking_budget()) {
        constexpr std::uint32_t least = 1024;
        if (*budget < least || *budget >= ask.max_tokens())
            throw error({errc::invalid_option,
                "request::thinking_budget is " + std::to_string(*budget)
                    + ": for Anthropic it must be at least 1024 and less than max_tokens, "
                    + std::to_string(ask.max_tokens())});
        out["thinking"] = json::object{{"type", "enabled"}, {"budget_tokens", *budget}};
    } else if (ask.effort()) {
        out["thinking"] = json::object{{"type", ask.effort() == effort::none ? "disabled" : "adaptive"}};
    }
    if (ask.effort() && ask.effort() != effort::none)
        out["output_config"] = json::object{
            {"effort", ask.effort() == effort::most ? std::string_view("max") : three_steps(*ask.effort())}};
    return out;
}

json::object anthropic_body(question const& what, std::string_view service, media_rules const& takes)
{
    auto const& ask = *what.ask;
    check_media(service, ask, takes);
    refuse_probabilities(service, what);
    check_cache_marks(ask);
    json::object body{{"max_tokens", ask.max_tokens()}};
    if (auto const system = system_text(what); !system.empty() && ask.system_cached())
        body["system"] = json::array{marked(text_block(system))};
    else if (!system.empty())
        body["system"] = system;
    json::array messages;
    for (auto const& t : ask.turns())
        messages.push_back(turn_of(t.role == role::user ? "user" : "assistant", content_of(t)));
    for (auto const& earlier : what.earlier)
        add_earlier(earlier, messages);
    body["messages"] = std::move(messages);

    for (auto& [key, value] : anthropic_thinking(ask))
        body[key] = std::move(value);
    if (what.mode == mode::json_schema) {
        auto& output = body["output_config"];
        if (!output.is_object())
            output.emplace_object();
        output.as_object()["format"] = json::object{{"type", "json_schema"}, {"schema", *what.schema}};
    } else if (what.mode == mode::tool) {
        json::array tools;
        for (auto const& one : tools_of(what))
            tools.push_back(tool_of(one, what.stream));
        body["tools"] = std::move(tools);
        if (what.tools.empty())
            body["tool_choice"]
                = json::object{{"type", "tool"}, {"name", what.schema_name}, {"disable_parallel_tool_use", true}};
        else
            body["tool_choice"] = json::object{{"type", "any"}};
    }
    if (auto const t = ask.temperature())
        body["temperature"] = json_number(*t);
    if (auto const p = ask.top_p())
        body["top_p"] = json_number(*p);
    if (!ask.stop().empty())
        body["stop_sequences"] = json::array(ask.stop().begin(), ask.stop().end());
    return body;
}

std::unique_ptr<event_reader> anthropic_reader(std::string_view service)
{
    return std::make_unique<message_reader>(service);
}

http::request anthropic::encode(question const& what, endpoint const& where) const
{
    auto body = anthropic_body(what, service_, takes);
    body["model"] = what.model;
    if (what.stream)
        body["stream"] = true;

    http::request out{where.prefix + "/v1/messages", json_headers(what.stream),
        request_body(service_, std::move(body), what, takes.max_request_bytes)};
    out.headers.push_back({"anthropic-version", "2023-06-01"});
    add_key(out.headers, "x-api-key", "", where.api_key);
    return out;
}

std::unique_ptr<decoder> anthropic::decode(bool streamed, http::response_head const& head) const
{
    return sse_or_body(streamed, http::find(head.headers, "content-type"), anthropic_reader(service_));
}

failure anthropic::explain(http::response_head const& head, std::string_view body) const
{
    return explain_answer(service_, head, body);
}

} // namespace coax::provider
