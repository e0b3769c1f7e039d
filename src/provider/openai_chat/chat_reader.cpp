// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/openai_chat/chat_reader.hpp"

#include "provider/explain.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace coax::provider {

namespace {

using kind = event_cursor::kind;

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
                has_error = says_error(c) || has_error;
            } else if (key == "base_resp") { // MiniMax
                has_error = says_error(c) || has_error;
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
    else if (!has_choices && !has_usage)
        on_odd(data, out);
}

void chat_reader::read_choice(event_cursor& c, choice_end& said, answer_sink& out)
{
    std::string_view message;
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "delta" && !is_unframed()) {
            streaming_ = true;
            read_delta(c, said, out);
        } else if (key == "message") {
            message = c.raw();
        } else if (key == "finish_reason") {
            said.reason = c.string();
        } else if (key == "native_finish_reason") {
            said.host_reason = c.string();
        } else if (key == "error") {
            read_error(c, said);
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
        read_delta(inner, said, out);
    }
}

void chat_reader::read_error(event_cursor& c, choice_end& said)
{
    auto there = c;
    if (says_error(there))
        said.error = c.raw();
    else
        c.skip();
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

void chat_reader::read_delta(event_cursor& c, choice_end& said, answer_sink& out)
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
            if (auto const piece = c.piece(); !piece.empty())
                refuse(piece, out);
        } else if (key == "tool_calls" && c.enter_array()) {
            while (c.next_element())
                if (call_piece piece; read_call_piece(c, piece))
                    on_call(piece, out);
        } else if (key == "function_call" && c.peek() == kind::object) {
            call_piece piece;
            piece.index = 0;
            read_function(c, piece);
            on_call(piece, out);
        } else if (key == "error") {
            read_error(c, said);
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

// Which call a piece belongs to: by index, without one by id, without either the last; calls_.size() is a new one.
std::size_t chat_reader::find_call(call_piece const& piece) const
{
    auto const last_that = [&](auto fits) {
        for (auto n = calls_.size(); n-- > 0;)
            if (fits(calls_[n]))
                return n;
        return calls_.size();
    };
    bool const has_index = piece.index != call_piece::no_index;
    auto found = last_that([&](call const& one) {
        return has_index ? one.index == piece.index : !piece.id.empty() && one.id == piece.id;
    });
    if (found == calls_.size() && !has_index && found != 0)
        --found;
    return found != calls_.size() && goes_on(calls_[found], piece) ? found : calls_.size();
}

// Some services give each piece of a call the name again, or a new id; others give all calls the same index, or none.
bool chat_reader::goes_on(call const& with, call_piece const& piece)
{
    if (piece.id.empty() && piece.name.empty())
        return true;
    bool const has_index = piece.index != call_piece::no_index;
    bool const same_id = !piece.id.empty() && piece.id == with.id;
    bool const other_id = !piece.id.empty() && !with.id.empty() && !same_id;
    if (same_id)
        return true;
    if (has_index && (!other_id || piece.name.empty()))
        return with.marked_once || !with.arguments.whole();
    if (with.marked_once)
        return false;
    if (with.arguments.begun())
        return !with.arguments.whole();
    return piece.name.empty() || with.name.empty() || piece.name == with.name;
}

void chat_reader::on_call(call_piece const& piece, answer_sink& out)
{
    auto const n = find_call(piece);
    if (n == calls_.size()) {
        if (piece.id.empty() && piece.name.empty() && piece.arguments.empty())
            return; // some servers leave no field out
        if (!begin_call(n, piece.id, piece.name, out))
            return;
        calls_.push_back({piece.index, std::string(piece.id), std::string(piece.name), {}});
    } else {
        auto& known = calls_[n];
        known.marked_once = known.marked_once || (piece.id.empty() && piece.name.empty())
            || (!piece.id.empty() && piece.id == known.id);
        if ((known.id.empty() && !piece.id.empty()) || (known.name.empty() && !piece.name.empty())) { // they came late
            known.id = known.id.empty() ? piece.id : known.id;
            known.name = known.name.empty() ? piece.name : known.name;
            begin_call(n, known.id, known.name, out);
        }
    }
    if (!piece.arguments.empty()) {
        calls_[n].has_arguments = true;
        calls_[n].arguments.scan(piece.arguments);
        out.on_arguments(n, piece.arguments);
        if (piece.id.empty() && !piece.name.empty())
            out.on_arguments(n, {}); // read the next such piece in full: whether it goes on depends on what came before
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
    if (!said.error.empty())
        return stop(said.reason, explain_event(service(), read_error_body(said.error)), out);
    if (said.reason.empty() && !said.whole_message)
        return;
    for (std::size_t n = 0; meaning_of(said.reason) == stop_kind::complete && n < calls_.size(); ++n) {
        if (calls_[n].has_arguments)
            continue;
        calls_[n].has_arguments = true;
        out.on_arguments(n, "{}"); // a function without parameters: nothing was sent, {} is meant
    }
    stop(said.reason, out);
    if (!said.host_reason.empty() && meaning_of(said.host_reason) != stop_kind::unknown)
        stop(said.host_reason, out);
}

} // namespace coax::provider
