// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/cohere/cohere_reader.hpp"

#include "provider/explain.hpp"
#include "provider/openai_chat/call_piece.hpp"

#include <algorithm>

namespace coax::provider {

namespace {

using kind = event_cursor::kind;

} // namespace

void cohere_reader::on_event(std::string_view, std::string_view data, answer_sink& out)
{
    fields f;
    event_cursor c(data, scratch);
    read_fields(c, f);
    if (!whole(c, data, out))
        return;
    if (!f.delta.empty()) { // an event: what it says stands in there
        event_cursor d(f.delta, delta_scratch_);
        read_fields(d, f);
    }
    if (!f.message.empty())
        read_message(f.message, f, out);
    if (f.type == "message-end")
        on_finish(f, f.delta, out);
    else if (f.type.empty() && f.message.empty())
        on_odd(data, out);
    else if (f.type.empty()) {
        on_finish(f, data, out);
        end(out);
    }
}

void cohere_reader::read_fields(event_cursor& c, fields& f)
{
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "type")
            f.type = c.string();
        else if (key == "delta" && c.peek() == kind::object)
            f.delta = c.raw();
        else if (key == "index")
            f.index = static_cast<std::size_t>(c.count());
        else if (key == "message" && c.peek() == kind::object)
            f.message = c.raw();
        else if (key == "finish_reason")
            f.finish = c.string();
        else if (key == "error")
            f.has_error = says_error(c) || f.has_error;
        else if (key == "usage")
            f.has_usage = read_usage(c);
        else
            c.skip();
    }
}

// What was billed is fewer tokens than there were.
bool cohere_reader::read_usage(event_cursor& c)
{
    if (!c.enter_object())
        return false;
    for (std::string_view key; c.next_key(key);) {
        if (key == "cached_tokens") {
            usage_.cache_read_tokens = c.count();
        } else if (key == "tokens" && c.peek() == kind::object) {
            c.enter_object();
            for (std::string_view inner; c.next_key(inner);) {
                if (inner == "input_tokens")
                    usage_.input_tokens = c.count();
                else if (inner == "output_tokens")
                    usage_.output_tokens = c.count();
                else
                    c.skip();
            }
        } else {
            c.skip();
        }
    }
    return true;
}

void cohere_reader::read_message(std::string_view raw, fields const& f, answer_sink& out)
{
    event_cursor c(raw, message_scratch_);
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "content" && c.peek() == kind::array) {
            c.enter_array();
            while (c.next_element())
                read_content(c, out);
        } else if (key == "content") {
            read_content(c, out);
        } else if (key == "tool_plan") {
            if (auto const plan = c.piece(); !plan.empty())
                out.on_reasoning(plan);
        } else if (key == "tool_calls") {
            read_calls(c, f, out);
        } else {
            c.skip();
        }
    }
}

void cohere_reader::read_content(event_cursor& c, answer_sink& out)
{
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "text") {
            if (auto const text = c.piece(); !text.empty())
                out.on_text(text);
        } else if (key == "thinking") {
            if (auto const text = c.piece(); !text.empty())
                out.on_reasoning(text);
        } else {
            c.skip();
        }
    }
}

// One call or piece of one in an event, all of them in a whole answer.
void cohere_reader::read_calls(event_cursor& c, fields const& f, answer_sink& out)
{
    if (c.peek() != kind::array)
        return read_call(c, f.type != "tool-call-delta", f.index, out);
    c.enter_array();
    for (std::size_t n = 0; c.next_element(); ++n)
        read_call(c, true, n, out);
}

void cohere_reader::read_call(event_cursor& c, bool begins, std::size_t index, answer_sink& out)
{
    call_piece piece;
    if (!read_call_piece(c, piece))
        return;
    if (begins) {
        if (!begin_call(calls_.size(), piece.id, piece.name, out))
            return;
        calls_.push_back({index});
    }
    auto const found
        = std::find_if(calls_.rbegin(), calls_.rend(), [&](call const& known) { return known.index == index; });
    if (piece.arguments.empty() || found == calls_.rend())
        return;
    found->has_arguments = true;
    out.on_arguments(static_cast<std::size_t>(calls_.rend() - found) - 1, piece.arguments);
}

void cohere_reader::on_finish(fields const& f, std::string_view raw, answer_sink& out)
{
    if (f.has_error)
        return fail(explain_event(service(), read_error_body(raw)), out);
    if (f.has_usage)
        out.on_usage(usage_);
    bool const complete = meaning_of(f.finish) == stop_kind::complete;
    for (std::size_t n = 0; complete && n < calls_.size(); ++n) {
        if (!calls_[n].has_arguments) // a function without parameters
            out.on_arguments(n, "{}");
    }
    stop(f.finish, out);
}

} // namespace coax::provider
