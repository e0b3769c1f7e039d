// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/gemini/gemini_reader.hpp"

#include "provider/explain.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <vector>

namespace coax::provider {

namespace {

using kind = event_cursor::kind;

// [{"token": "a", "tokenId": 1, "logProbability": -0.1}, ...]
std::vector<token_choice> read_choices(event_cursor& c)
{
    std::vector<token_choice> all;
    if (!c.enter_array())
        return all;
    while (c.next_element()) {
        auto& one = all.emplace_back();
        if (!c.enter_object())
            continue;
        for (std::string_view key; c.next_key(key);) {
            if (key == "token") {
                one.token = c.string();
            } else if (key == "logProbability") {
                auto const text = c.raw();
                auto const end = text.data() + text.size();
                if (std::from_chars(text.data(), end, one.log_probability).ec != std::errc()) // "-Infinity"
                    one.log_probability = -std::numeric_limits<double>::infinity();
            } else {
                c.skip();
            }
        }
    }
    return all;
}

} // namespace

void gemini_reader::on_event(std::string_view, std::string_view data, answer_sink& out)
{
    bool known = false;
    bool has_usage = false;
    bool has_error = false;
    std::string_view content, finish, words, block, tokens;
    event_cursor c(data, scratch);
    if (c.enter_object()) {
        for (std::string_view key; c.next_key(key);) {
            if (key == "candidates" && c.peek() == kind::array) {
                known = true;
                c.enter_array();
                for (bool first = true; c.next_element(); first = false) { // one is asked for
                    if (!first || !c.enter_object()) {
                        first ? void() : c.skip();
                        continue;
                    }
                    for (std::string_view inner; c.next_key(inner);) {
                        if (inner == "content")
                            content = c.raw();
                        else if (inner == "finishReason")
                            finish = c.peek() == kind::number ? c.raw() : c.string();
                        else if (inner == "finishMessage")
                            words = c.string();
                        else if (inner == "logprobsResult")
                            tokens = c.raw();
                        else
                            c.skip();
                    }
                }
            } else if (key == "promptFeedback" && c.peek() == kind::object) {
                known = true;
                c.enter_object();
                for (std::string_view inner; c.next_key(inner);) {
                    if (inner == "blockReason")
                        block = c.string();
                    else if (inner == "blockReasonMessage")
                        words = c.string();
                    else
                        c.skip();
                }
            } else if (key == "usageMetadata") {
                has_usage = read_usage(c);
            } else if (key == "error") {
                has_error = says_error(c) || has_error;
            } else {
                c.skip();
            }
        }
    }
    if (!whole(c, data, out))
        return;
    if (has_error)
        return fail(explain_event(service(), read_error_body(data)), out);
    if (!known && !has_usage)
        return on_odd(data, out);
    if (!content.empty())
        read_content(content, out);
    if (!tokens.empty())
        read_tokens(tokens, out);
    if (has_usage)
        out.on_usage(usage_);
    if (!block.empty() && block != "BLOCK_REASON_UNSPECIFIED") {
        piece_.assign("promptFeedback.").append(block);
        stop(piece_, explain_stop(service(), stop_kind::filtered, piece_, words), out);
    } else if (auto const kind = meaning_of(finish); kind != stop_kind::untold && (!finish.empty() || is_unframed())) {
        if (kind == stop_kind::complete)
            close_call(out);
        stop(finish, out, words);
    } else if (is_unframed()) {
        stop({}, out);
    }
}

void gemini_reader::read_content(std::string_view content, answer_sink& out)
{
    event_cursor c(content, content_scratch_);
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key != "parts" || !c.enter_array()) {
            key == "parts" ? void() : c.skip();
            continue;
        }
        while (c.next_element())
            read_part(c, out);
    }
}

// {"topCandidates": [{"candidates": [...]}, ...], "chosenCandidates": [...]}: step by step in both.
void gemini_reader::read_tokens(std::string_view result, answer_sink& out)
{
    std::vector<std::vector<token_choice>> weighed;
    std::vector<token_choice> chosen;
    event_cursor c(result, content_scratch_);
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "chosenCandidates") {
            chosen = read_choices(c);
        } else if (key == "topCandidates" && c.enter_array()) {
            while (c.next_element()) {
                auto& step = weighed.emplace_back();
                if (!c.enter_object())
                    continue;
                for (std::string_view inner; c.next_key(inner);)
                    inner == "candidates" ? void(step = read_choices(c)) : c.skip();
            }
        } else if (key != "topCandidates") {
            c.skip();
        }
    }
    weighed.resize(chosen.size());
    for (std::size_t n = 0; n < chosen.size(); ++n) {
        auto& step = weighed[n]; // what was chosen need not be in it
        if (std::ranges::find(step, chosen[n].token, &token_choice::token) == step.end())
            step.push_back(chosen[n]);
        out.on_token(chosen[n].token, step);
    }
}

void gemini_reader::read_part(event_cursor& c, answer_sink& out)
{
    std::string_view text;
    bool thought = false;
    function_call call;
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "text")
            text = c.piece();
        else if (key == "thought")
            thought = c.boolean();
        else if (key == "functionCall")
            read_call(c, call);
        else
            c.skip();
    }
    if (!text.empty())
        thought ? out.on_reasoning(text) : out.on_text(text);
    if (call.there)
        on_call(call, out);
}

void gemini_reader::read_call(event_cursor& c, function_call& call)
{
    if (!c.enter_object())
        return;
    call.there = true;
    for (std::string_view key; c.next_key(key);) {
        if (key == "id")
            call.id = c.string();
        else if (key == "name")
            call.name = c.string();
        else if (key == "args")
            call.arguments = c.raw();
        else if (key == "partialArgs")
            call.partial = c.raw();
        else if (key == "willContinue")
            call.will_continue = c.boolean();
        else
            c.skip();
    }
}

void gemini_reader::on_call(function_call const& call, answer_sink& out)
{
    if (!call.name.empty()) {
        close_call(out);
        if (!begin_call(calls_, call.id, call.name, out))
            return;
        call_is_open_ = true;
        ++calls_;
    }
    if (!call_is_open_)
        return;
    if (call.arguments.starts_with('{')) {
        call_is_open_ = false;
        return out.on_arguments(calls_ - 1, call.arguments);
    }
    if (!call.partial.empty())
        on_partial(call.partial, out);
    if (!call.will_continue)
        close_call(out);
}

void gemini_reader::on_partial(std::string_view raw, answer_sink& out)
{
    piece_.clear();
    event_cursor c(raw, partial_scratch_);
    if (!c.enter_array())
        return;
    while (c.next_element()) {
        std::string_view path, value;
        bool will_continue = false;
        if (!c.enter_object())
            continue;
        for (std::string_view key; c.next_key(key);) {
            if (key == "jsonPath")
                path = c.string();
            else if (key == "stringValue" || key == "numberValue" || key == "boolValue")
                value = c.raw();
            else if (key == "nullValue") {
                value = "null";
                c.skip();
            } else if (key == "willContinue")
                will_continue = c.boolean();
            else
                c.skip();
        }
        if (!partial_.add(path, value, will_continue, piece_) && !value.empty()) {
            failure why(errc::protocol_error,
                std::string(service()) + "'s pieces of a function's arguments do not make JSON: try again");
            why.http_status = 200;
            return fail(std::move(why), out);
        }
    }
    if (!piece_.empty()) {
        out.on_arguments(calls_ - 1, piece_);
        out.on_arguments(calls_ - 1, {}); // its escapes stay: this is not an event that tells a string of its own
    }
}

void gemini_reader::close_call(answer_sink& out)
{
    if (!call_is_open_ || done())
        return;
    call_is_open_ = false;
    piece_.clear();
    partial_.close(piece_);
    out.on_arguments(calls_ - 1, piece_);
}

// What is there replaces what was known; the values are totals, not additions.
bool gemini_reader::read_usage(event_cursor& c)
{
    if (!c.enter_object())
        return false;
    for (std::string_view key; c.next_key(key);) {
        if (key == "promptTokenCount")
            usage_.input_tokens = c.count();
        else if (key == "candidatesTokenCount")
            usage_.output_tokens = c.count();
        else if (key == "cachedContentTokenCount")
            usage_.cache_read_tokens = c.count();
        else if (key == "thoughtsTokenCount")
            usage_.reasoning_tokens = c.count();
        else
            c.skip();
    }
    return true;
}

} // namespace coax::provider
