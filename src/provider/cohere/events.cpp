// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/cohere/cohere_chat.hpp"
#include "provider/error_body.hpp"
#include "provider/explain.hpp"
#include "provider/openai_chat/message.hpp"
#include "provider/response_decoder.hpp"

#include <coax/usage.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace coax::provider {

namespace {

using json::json_cursor;
using kind = json_cursor::kind;

// What an event, or a whole answer, contains. An event has it in its member `delta`.
struct fields {
    std::string_view type = {};
    std::string_view delta = {}; // JSON text
    std::size_t index = 0;
    std::vector<provider::delta> texts = {};
    std::vector<tool_call_delta> calls = {};
    std::string_view finish = {};
    bool has_message = false;
    bool has_call_list = false; // of a whole answer; an event has one call or a piece of one
    bool has_error = false;
    bool has_usage = false;
};

void read_content(json_cursor& c, fields& f)
{
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "text")
            f.texts.push_back({delta::answer, 0, c.piece()});
        else if (key == "thinking")
            f.texts.push_back({delta::reasoning, 0, c.piece()});
    }
}

void read_message(json_cursor& c, fields& f)
{
    f.has_message = true;
    auto const read_call = [&] {
        if (tool_call_delta call; read_tool_call(c, call))
            f.calls.push_back(call);
    };
    c.enter_object();
    for (std::string_view key; c.next_key(key);) {
        if (key == "content" && c.peek() == kind::array) {
            c.enter_array();
            while (c.next_element())
                read_content(c, f);
        } else if (key == "content") {
            read_content(c, f);
        } else if (key == "tool_plan") {
            f.texts.push_back({delta::reasoning, 0, c.piece()});
        } else if (key == "tool_calls" && c.peek() == kind::array) {
            f.has_call_list = true;
            c.enter_array();
            while (c.next_element())
                read_call();
        } else if (key == "tool_calls") {
            read_call();
        }
    }
}

// Fewer tokens are billed than there are; those that there are count.
bool read_usage(json_cursor& c, coax::usage& known)
{
    if (!c.enter_object())
        return false;
    for (std::string_view key; c.next_key(key);) {
        if (key == "cached_tokens") {
            known.cache_read_tokens = c.count();
        } else if (key == "tokens" && c.enter_object()) {
            for (std::string_view inner; c.next_key(inner);) {
                if (inner == "input_tokens")
                    known.input_tokens = c.count();
                else if (inner == "output_tokens")
                    known.output_tokens = c.count();
            }
        }
    }
    return true;
}

// Events and whole answers of Cohere's Chat API. The `type` in the data counts. A tool plan is reasoning.
class chat_v2_events final : public event_decoder {
public:
    using event_decoder::event_decoder;

private:
    delta on_event(std::string_view, json_cursor& c, answer_sink& out) override
    {
        fields f;
        read(c, f);
        if (!is_whole(c, out))
            return {};
        for (auto const& one : f.texts)
            pass(one, out);
        for (std::size_t n = 0; n < f.calls.size(); ++n)
            on_call(f.calls[n], f.has_call_list || f.type != "tool-call-delta", f.has_call_list ? n : f.index, out);
        if (f.type == "message-end") {
            on_finish(f, f.delta, out);
        } else if (f.type.empty() && !f.has_message) {
            on_unknown_event(out);
        } else if (f.type.empty()) {
            on_finish(f, c.text_since(0), out);
            end(out);
        }
        return {};
    }

    void read(json_cursor& c, fields& f, bool is_event = true)
    {
        if (!c.enter_object())
            return;
        for (std::string_view key; c.next_key(key);) {
            if (key == "type") {
                f.type = c.string();
            } else if (key == "delta" && is_event && c.peek() == kind::object) {
                auto const begin = c.position();
                read(c, f, false);
                f.delta = c.text_since(begin);
            } else if (key == "index") {
                f.index = static_cast<std::size_t>(c.count());
            } else if (key == "message" && c.peek() == kind::object) {
                read_message(c, f);
            } else if (key == "finish_reason") {
                f.finish = c.string();
            } else if (key == "error") {
                f.has_error = says_error(c) || f.has_error;
            } else if (key == "usage") {
                f.has_usage = read_usage(c, usage_);
            }
        }
    }

    void on_call(tool_call_delta const& piece, bool begins, std::size_t index, answer_sink& out)
    {
        if (begins) {
            if (!begin_call(calls_.size(), piece.id, piece.name, out))
                return;
            calls_.push_back(index);
        }
        if (auto const found = std::find(calls_.rbegin(), calls_.rend(), index); found != calls_.rend())
            pass({delta::arguments, static_cast<std::size_t>(calls_.rend() - found) - 1, piece.arguments}, out);
    }

    void on_finish(fields const& f, std::string_view text, answer_sink& out)
    {
        if (f.has_error)
            return fail(explain_event(service(), read_error_body(text)), out);
        if (f.has_usage)
            out.on_usage(usage_);
        stop(f.finish, out);
    }

    std::vector<std::size_t> calls_; // the index of each tool call
    coax::usage usage_;
};

} // namespace

std::unique_ptr<response_decoder> cohere_chat::decode() const
{
    return decoder_of_any_framing(std::make_unique<chat_v2_events>(service()));
}

} // namespace coax::provider
