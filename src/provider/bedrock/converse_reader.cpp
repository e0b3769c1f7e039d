// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/bedrock/converse_reader.hpp"

#include "provider/explain.hpp"

#include <algorithm>

namespace coax::provider {

namespace {

using kind = event_cursor::kind;

} // namespace

void converse_reader::on_event(std::string_view type, std::string_view data, answer_sink& out)
{
    fields f;
    event_cursor c(data, scratch);
    read_fields(c, f);
    if (!whole(c, data, out))
        return;
    if (type.empty() && f.output.empty() && f.stop.empty())
        return on_odd(data, out);
    if (!f.output.empty())
        read_output(f.output, out);
    if (type == "contentBlockStart" && f.has_tool)
        on_start(f, out);
    else if (type == "contentBlockDelta")
        on_piece(f, out);
    if (f.has_usage)
        out.on_usage(usage_);
    if (!f.stop.empty())
        on_stop(f.stop, out);
    if (type.empty() || (type == "metadata" && stopped()))
        end(out);
}

void converse_reader::read_fields(event_cursor& c, fields& f)
{
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "contentBlockIndex")
            f.index = static_cast<std::size_t>(c.count());
        else if (key == "delta" || key == "start")
            read_block(c, f);
        else if (key == "stopReason")
            f.stop = c.string();
        else if (key == "output" && c.peek() == kind::object)
            f.output = c.raw();
        else if (key == "usage")
            f.has_usage = read_usage(c);
        else
            c.skip();
    }
}

void converse_reader::read_block(event_cursor& c, fields& f)
{
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "text") {
            f.text = c.piece();
        } else if (key == "toolUse" && c.peek() == kind::object) {
            f.has_tool = true;
            c.enter_object();
            for (std::string_view inner; c.next_key(inner);) {
                if (inner == "toolUseId")
                    f.id = c.string();
                else if (inner == "name")
                    f.name = c.string();
                else if (inner == "input")
                    f.input = c.peek() == kind::string ? c.piece() : c.raw();
                else
                    c.skip();
            }
        } else if (key == "reasoningContent" && c.peek() == kind::object) {
            c.enter_object();
            for (std::string_view inner; c.next_key(inner);) {
                if (inner == "text") {
                    f.reasoning = c.piece();
                } else if (inner == "reasoningText" && c.peek() == kind::object) {
                    c.enter_object();
                    for (std::string_view part; c.next_key(part);)
                        part == "text" ? void(f.reasoning = c.string()) : c.skip();
                } else {
                    c.skip();
                }
            }
        } else {
            c.skip();
        }
    }
}

bool converse_reader::read_usage(event_cursor& c)
{
    if (!c.enter_object())
        return false;
    for (std::string_view key; c.next_key(key);) {
        if (key == "inputTokens")
            usage_.input_tokens = c.count();
        else if (key == "outputTokens")
            usage_.output_tokens = c.count();
        else if (key == "cacheReadInputTokens")
            usage_.cache_read_tokens = c.count();
        else if (key == "cacheWriteInputTokens")
            usage_.cache_write_tokens = c.count();
        else
            c.skip();
    }
    return true;
}

// {"message": {"content": [block, ...]}}
void converse_reader::read_output(std::string_view raw, answer_sink& out)
{
    event_cursor c(raw, output_scratch_);
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key != "message" || c.peek() != kind::object) {
            c.skip();
            continue;
        }
        c.enter_object();
        for (std::string_view inner; c.next_key(inner);) {
            if (inner != "content" || c.peek() != kind::array) {
                c.skip();
                continue;
            }
            c.enter_array();
            for (std::size_t n = 0; c.next_element(); ++n) {
                fields f;
                f.index = n;
                read_block(c, f);
                if (f.has_tool)
                    on_start(f, out);
                on_piece(f, out);
            }
        }
    }
}

void converse_reader::on_start(fields const& f, answer_sink& out)
{
    if (begin_call(calls_.size(), f.id, f.name, out))
        calls_.push_back({f.index});
}

void converse_reader::on_piece(fields const& f, answer_sink& out)
{
    if (!f.text.empty())
        out.on_text(f.text);
    if (!f.reasoning.empty())
        out.on_reasoning(f.reasoning);
    if (f.input.empty())
        return;
    auto const found
        = std::find_if(calls_.begin(), calls_.end(), [&](call const& one) { return one.index == f.index; });
    if (found == calls_.end())
        return;
    found->has_arguments = true;
    out.on_arguments(static_cast<std::size_t>(found - calls_.begin()), f.input);
}

void converse_reader::on_stop(std::string_view word, answer_sink& out)
{
    bool const complete = meaning_of(word) == stop_kind::complete;
    for (std::size_t n = 0; complete && n < calls_.size(); ++n) {
        if (!calls_[n].has_arguments) // a tool without parameters
            out.on_arguments(n, "{}");
    }
    stop(word, out);
}

} // namespace coax::provider
