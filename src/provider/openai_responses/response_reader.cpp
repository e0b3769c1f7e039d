// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/openai_responses/response_reader.hpp"

#include "provider/explain.hpp"

#include <algorithm>

namespace coax::provider {

namespace {

constexpr std::size_t items_at_most = 4096; // an index is a number from outside

// The first string of that name in an object.
std::string_view text_of(event_cursor& c, std::string_view name)
{
    std::string_view found;
    if (!c.enter_object())
        return found;
    for (std::string_view key; c.next_key(key);) {
        if (key == name)
            found = c.string();
        else
            c.skip();
    }
    return found;
}

} // namespace

void response_reader::on_event(std::string_view type, std::string_view data, answer_sink& out)
{
    fields f;
    f.type = type;
    event_cursor c(data, scratch);
    read_fields(c, f);
    if (!whole(c, data, out))
        return;
    if (f.type.ends_with(".delta"))
        on_delta(f, out);
    else if (f.type == "response.output_item.added" || f.type == "response.output_item.done")
        on_item(f.item, f.output_index, f.type.ends_with(".done"), out);
    else if (f.type == "response.completed" || f.type == "response.incomplete" || f.type == "response.failed") {
        fields inner;
        text_buffer room;
        event_cursor r(f.response, room);
        read_fields(r, inner);
        on_response(inner, f.response, out);
    } else if (f.type == "error" || (f.has_error && !is_unframed()))
        fail(explain_event(service(), read_error_body(data)), out);
    else if (is_unframed())
        on_response(f, data, out);
    else if (!f.type.starts_with("response."))
        on_odd(data, out);
}

void response_reader::read_fields(event_cursor& c, fields& f)
{
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "type")
            f.type = c.string();
        else if (key == "delta")
            f.delta = c.piece();
        else if (key == "output_index")
            f.output_index = static_cast<std::size_t>(c.count());
        else if (key == "item")
            f.item = c.raw();
        else if (key == "response")
            f.response = c.raw();
        else if (key == "output")
            f.output = c.raw();
        else if (key == "status")
            f.status = c.string();
        else if (key == "incomplete_details")
            f.incomplete = text_of(c, "reason");
        else if (key == "error")
            f.has_error = says_error(c);
        else if (key == "usage")
            f.has_usage = read_usage(c);
        else
            c.skip();
    }
}

bool response_reader::read_usage(event_cursor& c)
{
    if (!c.enter_object())
        return false;
    for (std::string_view key; c.next_key(key);) {
        if (key == "input_tokens") {
            usage_.input_tokens = c.count();
        } else if (key == "output_tokens") {
            usage_.output_tokens = c.count();
        } else if (key == "input_tokens_details" || key == "output_tokens_details") {
            if (!c.enter_object())
                continue;
            for (std::string_view inner; c.next_key(inner);) {
                if (inner == "cached_tokens")
                    usage_.cache_read_tokens = c.count();
                else if (inner == "reasoning_tokens")
                    usage_.reasoning_tokens = c.count();
                else
                    c.skip();
            }
        } else {
            c.skip();
        }
    }
    return true;
}

response_reader::form response_reader::form_of(std::string_view type)
{
    if (type == "message")
        return form::message;
    if (type == "function_call")
        return form::call;
    return type == "reasoning" ? form::reasoning : form::other; // calls of the service's own tools, ...
}

response_reader::item* response_reader::at(std::size_t index)
{
    if (index >= items_at_most)
        return nullptr;
    if (index >= items_.size())
        items_.resize(index + 1);
    return &items_[index];
}

// A whole response numbers its items anew, and may leave some out: its next item of a form is the next of that form
// that the stream told of.
response_reader::item* response_reader::next(form what)
{
    auto found = std::find_if(
        items_.begin(), items_.end(), [&](item const& one) { return one.what == what && !one.is_found; });
    if (found == items_.end()) {
        if (items_.size() == items_at_most)
            return nullptr;
        found = items_.insert(found, {what});
    }
    found->is_found = true;
    return &*found;
}

void response_reader::on_delta(fields const& f, answer_sink& out)
{
    auto* const in = at(f.output_index);
    if (!in || f.delta.empty())
        return;
    if (f.type == "response.output_text.delta") {
        in->what = form::message;
        in->told = true;
        in->commentary ? out.on_reasoning(f.delta) : out.on_text(f.delta);
    } else if (f.type == "response.function_call_arguments.delta") {
        if (in->call == no_call)
            return;
        in->told = in->has_arguments = true;
        out.on_arguments(in->call, f.delta);
    } else if (f.type == "response.refusal.delta") {
        in->what = form::message;
        in->told = true;
        refuse(f.delta, out);
    } else if (f.type == "response.reasoning_summary_text.delta" || f.type == "response.reasoning_text.delta") {
        in->what = form::reasoning;
        in->told = true;
        out.on_reasoning(f.delta);
    }
}

// An item that begins, that is complete, or that stands in a whole response, without an index. What deltas told is not
// told again.
void response_reader::on_item(std::string_view raw, std::optional<std::size_t> index, bool complete, answer_sink& out)
{
    auto what = form::other;
    std::string_view id, name, arguments, content, summary, phase;
    event_cursor c(raw, scratch);
    if (c.enter_object()) {
        for (std::string_view key; c.next_key(key);) {
            if (key == "type")
                what = form_of(c.string());
            else if (key == "call_id")
                id = c.string();
            else if (key == "name")
                name = c.string();
            else if (key == "arguments")
                arguments = c.string();
            else if (key == "content")
                content = c.raw();
            else if (key == "summary")
                summary = c.raw();
            else if (key == "phase")
                phase = c.string();
            else
                c.skip();
        }
    }
    if (what == form::other)
        return;
    auto* const in = index ? at(*index) : next(what);
    if (!in)
        return;
    in->what = what;
    in->commentary = in->commentary || phase == "commentary";
    if (what == form::call) {
        if (in->call == no_call) {
            if (!begin_call(calls_, id, name, out))
                return;
            in->call = calls_++;
        }
        if (complete && !in->told && !arguments.empty()) {
            in->told = in->has_arguments = true;
            out.on_arguments(in->call, arguments);
        }
    } else if (complete && !in->told) {
        in->told = true;
        text_buffer room;
        for (auto const parts : {summary, content}) {
            event_cursor p(parts, room);
            if (parts.empty() || !p.enter_array())
                continue;
            while (p.next_element()) {
                std::string_view text, refusal;
                if (!p.enter_object())
                    continue;
                for (std::string_view key; p.next_key(key);) {
                    if (key == "text")
                        text = p.string();
                    else if (key == "refusal")
                        refusal = p.string();
                    else
                        p.skip();
                }
                if (!refusal.empty())
                    refuse(refusal, out);
                if (!text.empty())
                    what == form::message && !in->commentary ? out.on_text(text) : out.on_reasoning(text);
            }
        }
    }
}

void response_reader::on_response(fields const& f, std::string_view data, answer_sink& out)
{
    if (f.output.empty() && f.status.empty())
        return fail(explain_content(service(), data), out);
    if (f.has_usage)
        out.on_usage(usage_);
    if (f.status == "failed" || f.has_error)
        return fail(explain_event(service(), read_error_body(data)), out);
    event_cursor c(f.output, scratch);
    std::vector<std::string_view> items; // raw: on_item uses the scratch buffer for itself
    if (!f.output.empty() && c.enter_array()) {
        while (c.next_element())
            items.push_back(c.raw());
    }
    for (auto const item : items)
        on_item(item, {}, true, out);

    auto const word = f.incomplete.empty() ? f.status : f.incomplete;
    bool const complete = meaning_of(word) == stop_kind::complete;
    for (auto const& in : items_) {
        if (complete && in.call != no_call && !in.has_arguments)
            out.on_arguments(in.call, "{}"); // a function without parameters
    }
    stop(word, out);
    end(out);
}

} // namespace coax::provider
