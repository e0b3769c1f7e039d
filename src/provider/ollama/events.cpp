// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/error_body.hpp"
#include "provider/ollama/ollama_chat.hpp"
#include "provider/openai_chat/message.hpp"
#include "provider/response_decoder.hpp"

#include <coax/usage.hpp>

#include <cstddef>

namespace coax::provider {

namespace {

using json::json_cursor;

// Every line is a response, and so is a whole answer, which is `done` at once.
class line_events final : public event_decoder {
public:
    using event_decoder::event_decoder;

private:
    delta on_event(std::string_view, json_cursor& c, answer_sink& out) override
    {
        bool has_message = false;
        bool has_usage = false;
        bool has_error = false;
        bool is_done = false;
        std::string_view reason;
        if (c.enter_object()) {
            for (std::string_view key; c.next_key(key);) {
                if (key == "message" && c.enter_object()) {
                    has_message = true;
                    read_message(c, out);
                } else if (key == "done") {
                    is_done = c.boolean();
                } else if (key == "done_reason") {
                    reason = c.string();
                } else if (key == "prompt_eval_count" || key == "eval_count") {
                    has_usage = true;
                    (key == "eval_count" ? usage_.output_tokens : usage_.input_tokens) = c.count();
                } else if (key == "error") {
                    has_error = says_error(c) || has_error;
                }
            }
        }
        if (!is_whole(c, out))
            return {};
        if (has_error)
            return fail_by_event(out), delta();
        if (!has_message && !is_done)
            return on_unknown_event(out), delta();
        if (has_usage)
            out.on_usage(usage_);
        if (is_done) {
            stop(reason, out);
            end(out);
        }
        return {};
    }

    void read_message(json_cursor& c, answer_sink& out)
    {
        for (std::string_view key; c.next_key(key);) {
            if (key == "content")
                pass({delta::answer, 0, c.piece()}, out);
            else if (key == "thinking")
                pass({delta::reasoning, 0, c.piece()}, out);
            else if (key == "tool_calls" && c.enter_array())
                while (c.next_element())
                    read_call(c, out);
        }
    }

    // A call comes whole, its arguments an object.
    void read_call(json_cursor& c, answer_sink& out)
    {
        tool_call_delta call;
        if (read_tool_call(c, call) && begin_call(calls_, call.id, call.name, out))
            pass({delta::arguments, calls_++, call.arguments.empty() ? "{}" : call.arguments}, out);
    }

    std::size_t calls_ = 0;
    coax::usage usage_;
};

} // namespace

std::unique_ptr<response_decoder> ollama_chat::decode() const
{
    return decoder_of_json_objects(std::make_unique<line_events>(service()));
}

} // namespace coax::provider
