// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/error_body.hpp"
#include "provider/explain.hpp"
#include "provider/openai_responses/openai_responses.hpp"
#include "provider/response_decoder.hpp"

#include <coax/usage.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace coax::provider {

namespace {

using json::json_cursor;

constexpr std::size_t items_at_most = 4096; // an index is a number from outside

enum class form : std::uint8_t { other, message, call, reasoning };

form form_of(std::string_view type)
{
    if (type == "message")
        return form::message;
    if (type == "function_call")
        return form::call;
    return type == "reasoning" ? form::reasoning : form::other; // calls of the service's own tools, ...
}

// An item of the output as it is written.
struct written_item {
    struct part {
        std::string_view text = {};
        std::string_view refusal = {};
    };
    provider::form form = form::other;
    std::string_view id = {};
    std::string_view name = {};
    std::string_view arguments = {};
    std::string_view phase = {};
    std::vector<part> summary = {};
    std::vector<part> content = {};
};

// A response: the whole body, or a member of the last event.
struct response {
    std::string_view text = {}; // all of it
    std::string_view status = {};
    std::string_view incomplete = {};
    std::vector<written_item> output = {};
    bool has_output = false;
    bool has_error = false;
    bool has_usage = false;
};

// What an event may contain, in any order.
struct fields {
    std::string_view type = {};
    std::string_view delta = {};
    std::size_t output_index = 0;
    std::optional<written_item> item = {};
    provider::response inner = {}; // the member `response`
    provider::response whole = {}; // the event itself as a response
};

void read_parts(json_cursor& c, std::vector<written_item::part>& into)
{
    if (!c.enter_array())
        return;
    while (c.next_element()) {
        auto& part = into.emplace_back();
        if (!c.enter_object())
            continue;
        for (std::string_view key; c.next_key(key);) {
            if (key == "text")
                part.text = c.string();
            else if (key == "refusal")
                part.refusal = c.string();
        }
    }
}

written_item read_item(json_cursor& c)
{
    written_item out;
    if (!c.enter_object())
        return out;
    for (std::string_view key; c.next_key(key);) {
        if (key == "type")
            out.form = form_of(c.string());
        else if (key == "call_id")
            out.id = c.string();
        else if (key == "name")
            out.name = c.string();
        else if (key == "arguments")
            out.arguments = c.string();
        else if (key == "content")
            read_parts(c, out.content);
        else if (key == "summary")
            read_parts(c, out.summary);
        else if (key == "phase")
            out.phase = c.string();
    }
    return out;
}

bool read_usage(json_cursor& c, coax::usage& into)
{
    if (!c.enter_object())
        return false;
    for (std::string_view key; c.next_key(key);) {
        if (key == "input_tokens") {
            into.input_tokens = c.count();
        } else if (key == "output_tokens") {
            into.output_tokens = c.count();
        } else if ((key == "input_tokens_details" || key == "output_tokens_details") && c.enter_object()) {
            for (std::string_view inner; c.next_key(inner);) {
                if (inner == "cached_tokens")
                    into.cache_read_tokens = c.count();
                else if (inner == "cache_write_tokens")
                    into.cache_write_tokens = c.count();
                else if (inner == "reasoning_tokens")
                    into.reasoning_tokens = c.count();
            }
        }
    }
    return true;
}

void read_member(json_cursor& c, std::string_view key, response& into, coax::usage& usage)
{
    if (key == "output") {
        into.has_output = true;
        if (c.enter_array())
            while (c.next_element())
                into.output.push_back(read_item(c));
    } else if (key == "status") {
        into.status = c.string();
    } else if (key == "incomplete_details" && c.enter_object()) {
        for (std::string_view inner; c.next_key(inner);)
            if (inner == "reason")
                into.incomplete = c.string();
    } else if (key == "error") {
        into.has_error = says_error(c);
    } else if (key == "usage") {
        into.has_usage = read_usage(c, usage);
    }
}

// Events and whole answers of OpenAI's Responses API. The `type` in the data counts: not all services send `event:`.
class response_events final : public event_decoder {
public:
    using event_decoder::event_decoder;

private:
    // An item of the output as far as it is known.
    struct item {
        provider::form form = form::other;
        bool is_found = false; // again, in the whole response at a stream's end
        std::size_t call = no_call;
        bool passed = false; // its pieces came as deltas
        bool commentary = false; // of a message: what the model says before its answer
    };
    static constexpr std::size_t no_call = static_cast<std::size_t>(-1);

    delta on_event(std::string_view type, json_cursor& c, answer_sink& out) override
    {
        fields f{type};
        read(c, f);
        if (!is_whole(c, out))
            return {};
        if (f.type.ends_with(".delta"))
            return on_delta(f, out);
        if (f.type == "response.output_item.added" || f.type == "response.output_item.done") {
            if (f.item)
                on_item(*f.item, f.output_index, f.type.ends_with(".done"), out);
        } else if (f.type == "response.completed" || f.type == "response.incomplete" || f.type == "response.failed") {
            on_response(f.inner, out);
        } else if (f.type == "error" || (f.whole.has_error && !is_unframed())) {
            fail_by_event(out);
        } else if (is_unframed()) {
            on_response(f.whole, out);
        } else if (!f.type.starts_with("response.")) {
            on_unknown_event(out);
        }
        return {};
    }

    void read(json_cursor& c, fields& f)
    {
        if (c.enter_object()) {
            for (std::string_view key; c.next_key(key);) {
                if (key == "type") {
                    f.type = c.string();
                } else if (key == "delta") {
                    f.delta = c.piece();
                } else if (key == "output_index") {
                    f.output_index = static_cast<std::size_t>(c.count());
                } else if (key == "item") {
                    f.item = read_item(c);
                } else if (key == "response") {
                    auto const begin = c.position();
                    if (c.enter_object())
                        for (std::string_view inner; c.next_key(inner);)
                            read_member(c, inner, f.inner, usage_);
                    f.inner.text = c.text_since(begin);
                } else {
                    read_member(c, key, f.whole, usage_);
                }
            }
        }
        f.whole.text = c.text_since(0);
    }

    item* at(std::size_t index)
    {
        if (index >= items_at_most)
            return nullptr;
        if (index >= items_.size())
            items_.resize(index + 1);
        return &items_[index];
    }

    // A whole response numbers its items anew, and may leave some out: its next item of a form is the next of that form
    // that came in the stream.
    item* next(form of)
    {
        auto found = std::find_if(
            items_.begin(), items_.end(), [&](item const& one) { return one.form == of && !one.is_found; });
        if (found == items_.end()) {
            if (items_.size() == items_at_most)
                return nullptr;
            found = items_.insert(found, {of});
        }
        found->is_found = true;
        return &*found;
    }

    delta on_delta(fields const& f, answer_sink& out)
    {
        auto* const in = at(f.output_index);
        if (!in || f.delta.empty())
            return {};
        if (f.type == "response.output_text.delta") {
            in->form = form::message;
            in->passed = true;
            return {in->commentary ? delta::reasoning : delta::answer, 0, f.delta};
        }
        if (f.type == "response.function_call_arguments.delta" && in->call != no_call) {
            in->passed = true;
            return {delta::arguments, in->call, f.delta};
        }
        if (f.type == "response.reasoning_summary_text.delta" || f.type == "response.reasoning_text.delta") {
            in->form = form::reasoning;
            in->passed = true;
            return {delta::reasoning, 0, f.delta};
        }
        if (f.type == "response.refusal.delta") {
            in->form = form::message;
            in->passed = true;
            refuse(f.delta, out);
        }
        return {};
    }

    // An item that begins, that is complete, or that a whole response contains, without an index. What came as deltas
    // is not passed on again.
    void on_item(written_item const& written, std::optional<std::size_t> index, bool complete, answer_sink& out)
    {
        if (written.form == form::other)
            return;
        auto* const in = index ? at(*index) : next(written.form);
        if (!in)
            return;
        in->form = written.form;
        in->commentary = in->commentary || written.phase == "commentary";
        if (in->form == form::call) {
            if (in->call == no_call) {
                if (!begin_call(calls_, written.id, written.name, out))
                    return;
                in->call = calls_++;
            }
            if (complete && !in->passed && !written.arguments.empty()) {
                in->passed = true;
                pass({delta::arguments, in->call, written.arguments}, out);
            }
        } else if (complete && !in->passed) {
            in->passed = true;
            bool const is_answer = in->form == form::message && !in->commentary;
            for (auto const* parts : {&written.summary, &written.content}) {
                for (auto const& part : *parts) {
                    if (!part.refusal.empty())
                        refuse(part.refusal, out);
                    pass({is_answer ? delta::answer : delta::reasoning, 0, part.text}, out);
                }
            }
        }
    }

    void on_response(response const& whole, answer_sink& out)
    {
        if (!whole.has_output && whole.status.empty())
            return fail(explain_content(service(), whole.text), out);
        if (whole.has_usage)
            out.on_usage(usage_);
        if (whole.status == "failed" || whole.has_error)
            return fail(explain_event(service(), read_error_body(whole.text)), out);
        for (auto const& one : whole.output)
            on_item(one, {}, true, out);
        stop(whole.incomplete.empty() ? whole.status : whole.incomplete, out);
        end(out);
    }

    std::vector<item> items_;
    std::size_t calls_ = 0;
    coax::usage usage_;
};

} // namespace

std::unique_ptr<response_decoder> openai_responses::decode() const
{
    return decoder_of_any_framing(std::make_unique<response_events>(service()));
}

} // namespace coax::provider
