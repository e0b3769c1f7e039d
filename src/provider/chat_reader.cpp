// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/chat_reader.hpp"

#include "provider/explain.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace coax::provider {

namespace {

using kind = event_cursor::kind;

stop_reason meaning(std::string_view word)
{
    if (word == "length" || word == "model_length" || word == "max_tokens")
        return stop_reason::truncated;
    if (word == "content_filter")
        return stop_reason::filtered;
    if (word == "insufficient_system_resource" || word == "error")
        return stop_reason::failed;
    return stop_reason::complete; // stop, tool_calls, function_call, eos, ...
}

// None but the first is asked for, yet a server may send several. Its index may be its last member. Takes a copy.
bool is_first_choice(event_cursor c)
{
    if (!c.enter_object())
        return true;
    for (std::string_view key; c.next_key(key);) {
        if (key == "index")
            return c.integer(0) <= 0;
        c.skip();
    }
    return true;
}

} // namespace

void chat_reader::on_event(std::string_view type, std::string_view data, answer_sink& out)
{
    if (data.starts_with("[DONE]"))
        return end(out);
    if (data.empty())
        return;
    choice_end said;
    bool has_choices = false;
    bool has_usage = false;
    bool has_error = type == "error";
    event_cursor c(data, scratch);
    if (c.enter_object()) {
        for (std::string_view key; c.next_key(key);) {
            if (key == "choices") {
                has_choices = true;
                if (c.enter_array()) {
                    for (bool found = false; c.next_element();) {
                        bool const reads = !found && is_first_choice(c);
                        reads ? read_choice(c, said, out) : c.skip();
                        found = found || reads;
                    }
                }
            } else if (key == "usage") {
                has_usage = read_usage(c) || has_usage;
            } else if (key == "x_groq" && c.enter_object()) {
                for (std::string_view inner; c.next_key(inner);) {
                    if (inner == "usage")
                        has_usage = read_usage(c) || has_usage;
                    else
                        c.skip();
                }
            } else if (key == "error") {
                has_error = c.raw() != "null" || has_error;
            } else if (key == "object") {
                has_error = c.string() == "error" || has_error;
            } else if (key != "x_groq") {
                c.skip();
            }
        }
    }
    if (!whole(c, data, out))
        return;
    if (has_error)
        return fail(explain_event(service(), read_error_body(data)), out);
    if (has_usage)
        out.on_usage(usage_);
    finish_choice(said, out);
    if (said.whole_message)
        end(out);
    else if (!has_choices && !has_usage) {
        // Not a chunk: an error in some form of its own, or something to pass over.
        if (auto const other = read_error_body(data); other.found && !other.message.empty())
            fail(explain_event(service(), other), out);
        else if (is_unframed())
            fail(explain_content(service(), data), out);
    }
}

void chat_reader::read_choice(event_cursor& c, choice_end& said, answer_sink& out)
{
    std::string_view message;
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "delta" && !is_unframed()) {
            streaming_ = true;
            read_delta(c, out);
        } else if (key == "message") {
            message = c.raw();
        } else if (key == "finish_reason") {
            said.reason = c.string();
        } else if (key == "logprobs") {
            if (c.enter_object())
                read_tokens(c, out);
        } else if (key == "usage") {
            if (read_usage(c))
                out.on_usage(usage_);
        } else {
            c.skip();
        }
    }
    if (!message.empty() && !streaming_) { // in a stream a cumulative message may stand beside the deltas
        said.whole_message = true;
        event_cursor inner(message, message_scratch_);
        read_delta(inner, out);
    }
}

// {"content": [{"token": "a", "logprob": -0.1, "top_logprobs": [{"token": "a", "logprob": -0.1}, ...]}, ...]}
void chat_reader::read_tokens(event_cursor& c, answer_sink& out)
{
    for (std::string_view key; c.next_key(key);) {
        if (key != "content" || !c.enter_array()) {
            if (key != "content")
                c.skip();
            continue;
        }
        while (c.next_element()) {
            token_choice chosen;
            std::vector<token_choice> weighed;
            if (!read_token(c, chosen, &weighed))
                continue;
            bool const listed = std::ranges::find(weighed, chosen.token, &token_choice::token) != weighed.end();
            if (!listed && !std::isnan(chosen.log_probability)) // only the likeliest are listed
                weighed.push_back(chosen);
            out.on_token(chosen.token, weighed);
        }
    }
}

bool chat_reader::read_token(event_cursor& c, token_choice& token, std::vector<token_choice>* weighed)
{
    if (!c.enter_object())
        return false;
    for (std::string_view key; c.next_key(key);) {
        if (key == "token") {
            token.token = c.string();
        } else if (key == "logprob") {
            auto const text = c.raw();
            std::from_chars(text.data(), text.data() + text.size(), token.log_probability);
        } else if (key == "top_logprobs" && weighed != nullptr && c.enter_array()) {
            while (c.next_element()) {
                token_choice other;
                if (read_token(c, other, nullptr))
                    weighed->push_back(std::move(other));
            }
        } else if (key != "top_logprobs" || weighed == nullptr) {
            c.skip();
        }
    }
    return true;
}

void chat_reader::read_delta(event_cursor& c, answer_sink& out)
{
    if (!c.enter_object())
        return;
    bool reasoned = false; // some send the same thinking under both names
    for (std::string_view key; c.next_key(key);) {
        if (key == "content") {
            read_content(c, out);
        } else if (key == "reasoning_content" || key == "reasoning") {
            auto const piece = c.piece();
            if (!piece.empty() && !reasoned) {
                reasoned = true;
                out.on_reasoning(piece);
            }
        } else if (key == "refusal") {
            if (auto const piece = c.piece(); !piece.empty()) {
                refused_ = true;
                out.on_refusal(piece);
            }
        } else if (key == "tool_calls" && c.enter_array()) {
            while (c.next_element())
                if (call_piece piece; read_call_piece(c, piece))
                    on_call(piece, out);
        } else if (key == "function_call" && c.peek() == kind::object) {
            call_piece piece;
            piece.index = 0;
            read_function(c, piece);
            on_call(piece, out);
        } else if (key != "tool_calls") {
            c.skip();
        }
    }
}

// A string, or an array of parts.
void chat_reader::read_content(event_cursor& c, answer_sink& out)
{
    if (c.peek() != kind::array) {
        if (auto const piece = c.piece(); !piece.empty())
            out.on_text(piece);
        return;
    }
    c.enter_array();
    while (c.next_element())
        read_part(c, out);
}

// {"type": "text", "text": "..."}, {"type": "thinking", "thinking": [{"type": "text", "text": "..."}]}
void chat_reader::read_part(event_cursor& c, answer_sink& out)
{
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "text") {
            if (auto const piece = c.piece(); !piece.empty())
                out.on_text(piece);
        } else if (key == "thinking" && c.enter_array()) {
            while (c.next_element()) {
                if (!c.enter_object())
                    continue;
                for (std::string_view inner; c.next_key(inner);) {
                    auto const piece = inner == "text" ? c.piece() : (c.skip(), std::string_view());
                    if (!piece.empty())
                        out.on_reasoning(piece);
                }
            }
        } else if (key != "thinking") {
            c.skip();
        }
    }
}

// Which call a piece belongs to: by index; without one by id; without either a name begins a new call, and a piece
// without a name goes on with the last. Calls.size() is a new one.
std::size_t chat_reader::find_call(call_piece const& piece) const
{
    for (auto n = calls_.size(); n-- > 0;) {
        if (piece.index != call_piece::no_index) {
            if (calls_[n].index != piece.index)
                continue;
            // Every call at index 0: then a new id with a new name is a new call.
            bool const another
                = !piece.id.empty() && !piece.name.empty() && !calls_[n].id.empty() && calls_[n].id != piece.id;
            return another ? calls_.size() : n;
        }
        if (!piece.id.empty() && calls_[n].id == piece.id)
            return n;
    }
    if (piece.index == call_piece::no_index && piece.id.empty() && piece.name.empty() && !calls_.empty())
        return calls_.size() - 1;
    return calls_.size();
}

void chat_reader::on_call(call_piece const& piece, answer_sink& out)
{
    auto const n = find_call(piece);
    if (n == calls_.size()) {
        if (piece.id.empty() && piece.name.empty() && piece.arguments.empty())
            return; // some servers leave no field out
        calls_.push_back({piece.index, std::string(piece.id)});
        out.on_tool_call(n, piece.id, piece.name);
    }
    if (!piece.arguments.empty()) {
        calls_[n].has_arguments = true;
        out.on_arguments(n, piece.arguments);
    }
}

bool chat_reader::read_usage(event_cursor& c)
{
    if (!c.enter_object())
        return false;
    coax::usage now;
    for (std::string_view key; c.next_key(key);) {
        if (key == "prompt_tokens") {
            now.input_tokens = c.count();
        } else if (key == "completion_tokens") {
            now.output_tokens = c.count();
        } else if (key == "prompt_cache_hit_tokens") {
            now.cache_read_tokens = c.count();
        } else if (key == "reasoning_tokens") {
            now.reasoning_tokens = c.count();
        } else if (key == "prompt_tokens_details" && c.enter_object()) {
            for (std::string_view inner; c.next_key(inner);) {
                if (inner == "cached_tokens")
                    now.cache_read_tokens = c.count();
                else if (inner == "cache_write_tokens")
                    now.cache_write_tokens = c.count();
                else
                    c.skip();
            }
        } else if (key == "completion_tokens_details" && c.enter_object()) {
            for (std::string_view inner; c.next_key(inner);) {
                if (inner == "reasoning_tokens")
                    now.reasoning_tokens = c.count();
                else
                    c.skip();
            }
        } else if (!key.ends_with("_tokens_details")) {
            c.skip();
        }
    }
    usage_ = now;
    return true;
}

void chat_reader::finish_choice(choice_end const& said, answer_sink& out)
{
    if (stopped() || (said.reason.empty() && !said.whole_message))
        return;
    auto why = meaning(said.reason);
    if (refused_ && (why == stop_reason::complete || why == stop_reason::filtered))
        why = stop_reason::refused;
    for (std::size_t n = 0; why == stop_reason::complete && n < calls_.size(); ++n) {
        if (!calls_[n].has_arguments) // a function without parameters: nothing was sent, {} is meant
            out.on_arguments(n, "{}");
    }
    stop(why, said.reason, out);
}

} // namespace coax::provider
