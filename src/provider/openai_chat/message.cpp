// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/openai_chat/message.hpp"

#include "provider/error_body.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace coax::provider {

using json::json_cursor;
using kind = json_cursor::kind;

namespace {

// {"token": "a", "logprob": -0.1, "top_logprobs": [{"token": "a", "logprob": -0.1}, ...]}
bool read_token(json_cursor& c, token_choice& token, std::vector<token_choice>* weighed)
{
    if (!c.enter_object())
        return false;
    for (std::string_view key; c.next_key(key);) {
        if (key == "token") {
            token.token = c.string();
        } else if (key == "logprob") {
            token.log_probability = c.real(token.log_probability);
        } else if (key == "top_logprobs" && weighed != nullptr && c.enter_array()) {
            while (c.next_element())
                if (token_choice other; read_token(c, other, nullptr))
                    weighed->push_back(std::move(other));
        }
    }
    return true;
}

// {"content": [token, ...]}
void read_tokens(json_cursor& c, std::vector<weighed_token>& into)
{
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "content" && c.enter_array()) {
            while (c.next_element()) {
                weighed_token one;
                if (!read_token(c, one.chosen, &one.weighed))
                    continue;
                bool const listed
                    = std::ranges::find(one.weighed, one.chosen.token, &token_choice::token) != one.weighed.end();
                if (!listed && !std::isnan(one.chosen.log_probability)) // only the likeliest are listed
                    one.weighed.push_back(one.chosen);
                into.push_back(std::move(one));
            }
        }
    }
}

void add(std::vector<chat_piece>& to, chat_piece::kind_type kind, std::string_view text)
{
    if (!text.empty())
        to.push_back({kind, text});
}

// {"type": "text", "text": "..."}, {"type": "thinking", "thinking": [{"type": "text", "text": "..."}]}
void read_part(json_cursor& c, chat_piece::kind_type kind, std::vector<chat_piece>& into)
{
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "text") {
            add(into, kind, c.piece());
        } else if (key == "thinking" && kind == chat_piece::answer && c.enter_array()) {
            while (c.next_element())
                read_part(c, chat_piece::reasoning, into);
        }
    }
}

std::string_view read_error(json_cursor& c)
{
    auto const begin = c.position();
    return says_error(c) ? c.text_since(begin) : std::string_view();
}

void read_function(json_cursor& c, tool_call_delta& into)
{
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "name")
            into.name = c.string();
        else if (key == "arguments") // some send the object itself
            into.arguments = c.peek() == json_cursor::kind::object ? c.raw() : c.piece();
    }
}

void read_message(json_cursor& c, chat_message& into)
{
    into.is_there = true;
    if (!c.enter_object())
        return;
    bool reasoned = false; // some send the same thinking under both names
    for (std::string_view key; c.next_key(key);) {
        if (key == "content" && c.peek() != kind::array) {
            add(into.pieces, chat_piece::answer, c.piece());
        } else if (key == "content") {
            c.enter_array();
            while (c.next_element())
                read_part(c, chat_piece::answer, into.pieces);
        } else if (key == "reasoning_content" || key == "reasoning") {
            auto const text = c.piece();
            if (!reasoned)
                add(into.pieces, chat_piece::reasoning, text);
            reasoned = reasoned || !text.empty();
        } else if (key == "refusal") {
            add(into.pieces, chat_piece::refusal, c.piece());
        } else if (key == "tool_calls" && c.enter_array()) {
            while (c.next_element())
                if (tool_call_delta call; read_tool_call(c, call))
                    into.pieces.push_back({chat_piece::call, {}, call});
        } else if (key == "function_call" && c.peek() == kind::object) {
            tool_call_delta call{0};
            read_function(c, call);
            into.pieces.push_back({chat_piece::call, {}, call});
        } else if (key == "error") {
            if (auto const error = read_error(c); !error.empty())
                into.error = error;
        }
    }
}

} // namespace

bool read_tool_call(json_cursor& c, tool_call_delta& into)
{
    if (!c.enter_object())
        return false;
    for (std::string_view key; c.next_key(key);) {
        if (key == "index")
            into.index = c.integer(tool_call_delta::no_index);
        else if (key == "id")
            into.id = c.string();
        else if (key == "function")
            read_function(c, into);
    }
    return true;
}

void read_choice(json_cursor& c, bool streamed, chat_choice& into)
{
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "index") {
            into.index = c.integer(0);
        } else if (key == "delta" && streamed) {
            read_message(c, into.delta);
        } else if (key == "message") {
            read_message(c, into.message);
            if (c.failed())
                into.message.clear();
        } else if (key == "finish_reason") {
            into.finish_reason = c.string();
        } else if (key == "native_finish_reason") {
            into.native_finish_reason = c.string();
        } else if (key == "error") {
            if (auto const error = read_error(c); !error.empty())
                into.error = error;
        } else if (key == "logprobs") {
            read_tokens(c, into.tokens);
        } else if (key == "usage") {
            into.usage = read_usage(c);
        }
    }
}

// A value that replaces what was known. xAI counts thinking in the total alone, and so does Gemini with this protocol.
std::optional<coax::usage> read_usage(json_cursor& c)
{
    if (!c.enter_object())
        return {};
    coax::usage now;
    std::uint64_t total = 0;
    for (std::string_view key; c.next_key(key);) {
        if (key == "prompt_tokens") {
            now.input_tokens = c.count();
        } else if (key == "completion_tokens") {
            now.output_tokens = c.count();
        } else if (key == "prompt_cache_hit_tokens") {
            now.cache_read_tokens = c.count();
        } else if (key == "reasoning_tokens") {
            now.reasoning_tokens = c.count();
        } else if (key == "total_tokens") {
            total = c.count();
        } else if (key == "prompt_tokens_details" && c.enter_object()) {
            for (std::string_view inner; c.next_key(inner);) {
                if (inner == "cached_tokens")
                    now.cache_read_tokens = c.count();
                else if (inner == "cache_write_tokens")
                    now.cache_write_tokens = c.count();
            }
        } else if (key == "completion_tokens_details" && c.enter_object()) {
            for (std::string_view inner; c.next_key(inner);) {
                if (inner == "reasoning_tokens")
                    now.reasoning_tokens = c.count();
            }
        }
    }
    auto const counted = now.input_tokens + now.output_tokens;
    if (total > counted && counted >= now.input_tokens) {
        auto const beside = total - counted;
        now.output_tokens += beside;
        now.reasoning_tokens = std::max(now.reasoning_tokens, beside);
    }
    return now;
}

} // namespace coax::provider
