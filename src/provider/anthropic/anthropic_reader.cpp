// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/anthropic/anthropic.hpp"

#include "provider/explain.hpp"

#include <string>
#include <utility>
#include <vector>

// Reads Anthropic's Messages, event by event or whole.
namespace coax::provider {

namespace {

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
        if (f.type == "error" || f.has_error)
            fail(explain_event(service(), read_error_body(data)), out);
        else if (f.type == "content_block_delta")
            on_delta(f, out);
        else if (f.type == "content_block_start")
            on_block(f.block, f.index, false, out);
        else if (f.type == "message_start")
            on_start(f.message, out);
        else if (f.type == "message_delta" || f.type == "message")
            on_message(f, out);
        else if (f.type == "message_stop")
            end(out);
        else if (f.type.empty() || is_unframed())
            on_odd(data, out);
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
                f.has_error = says_error(c);
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
    void on_block(std::string_view block, std::size_t index, bool complete, answer_sink& out)
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
            if (!whole(c, block, out))
                return;
        }
        constexpr std::size_t blocks_at_most = 4096; // an index is a number from outside
        if (index >= blocks_.size() && index < blocks_at_most)
            blocks_.resize(index + 1, no_call);
        if (type == "tool_use" && index < blocks_.size()) {
            auto const call = has_arguments_.size();
            if (!begin_call(call, id, name, out))
                return;
            blocks_[index] = call;
            has_arguments_.push_back(false);
            if (complete ? !input.empty() : input.size() > 2) // a stream begins with {}, which is not the arguments
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
                    on_block(c.raw(), n, true, out);
            }
        }
        if (f.has_usage)
            out.on_usage(usage_);
        if (!f.explanation.empty())
            refuse(f.explanation, out);
        if (!f.stop.empty() || is_whole) {
            bool const complete = meaning_of(f.stop) == stop_kind::complete;
            for (std::size_t call = 0; complete && call < has_arguments_.size(); ++call) {
                if (!has_arguments_[call]) // a tool without parameters: nothing was sent, {} is meant
                    on_arguments(call, "{}", out);
            }
            stop(f.stop, out);
        }
        if (is_whole)
            end(out);
    }

    static constexpr std::size_t no_call = static_cast<std::size_t>(-1);
    std::vector<std::size_t> blocks_; // the number of the tool call in each block
    std::vector<bool> has_arguments_; // of each tool call
    coax::usage usage_;
};

} // namespace

std::unique_ptr<event_reader> anthropic_reader(std::string_view service)
{
    return std::make_unique<message_reader>(service);
}

} // namespace coax::provider
