// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/error_body.hpp"
#include "provider/explain.hpp"
#include "provider/gemini/gemini.hpp"
#include "provider/gemini/partial_arguments.hpp"
#include "provider/response_decoder.hpp"

#include <coax/usage.hpp>

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace coax::provider {

namespace {

using json::json_cursor;
using kind = json_cursor::kind;

// A value of a function's arguments at its path.
struct partial {
    std::string_view path = {};
    std::string_view value = {}; // JSON text
    bool will_continue = false;
};

struct function_call {
    bool is_there = false;
    bool will_continue = false;
    std::string_view id = {};
    std::string_view name = {};
    std::string_view arguments = {}; // JSON text
    std::vector<partial> partials = {};
};

struct part {
    std::string_view text = {};
    bool thought = false;
    function_call call = {};
};

// Step by step what was chosen, and what the model weighed in its place.
struct logprobs {
    std::vector<token_choice> chosen = {};
    std::vector<std::vector<token_choice>> weighed = {};
};

// What a chunk, or a whole answer, contains.
struct fields {
    std::vector<part> parts = {};
    logprobs tokens = {};
    std::string_view finish = {};
    std::string_view block = {};
    std::string_view explanation = {};
    bool is_known = false; // something of the protocol is there
    bool has_usage = false;
    bool has_error = false;
};

// [{"token": "a", "tokenId": 1, "logProbability": -0.1}, ...]
std::vector<token_choice> read_choices(json_cursor& c)
{
    std::vector<token_choice> all;
    if (!c.enter_array())
        return all;
    while (c.next_element()) {
        auto& one = all.emplace_back();
        if (!c.enter_object())
            continue;
        for (std::string_view key; c.next_key(key);) {
            if (key == "token")
                one.token = c.string();
            else if (key == "logProbability")
                one.log_probability = c.real(-std::numeric_limits<double>::infinity()); // "-Infinity" is a string
        }
    }
    return all;
}

// {"topCandidates": [{"candidates": [...]}, ...], "chosenCandidates": [...]}
void read_logprobs(json_cursor& c, logprobs& out)
{
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "chosenCandidates") {
            out.chosen = read_choices(c);
        } else if (key == "topCandidates" && c.enter_array()) {
            while (c.next_element()) {
                auto& step = out.weighed.emplace_back();
                if (!c.enter_object())
                    continue;
                for (std::string_view inner; c.next_key(inner);)
                    if (inner == "candidates")
                        step = read_choices(c);
            }
        }
    }
}

void read_partials(json_cursor& c, std::vector<partial>& out)
{
    if (!c.enter_array())
        return;
    while (c.next_element()) {
        if (!c.enter_object())
            continue;
        auto& one = out.emplace_back();
        for (std::string_view key; c.next_key(key);) {
            if (key == "jsonPath")
                one.path = c.string();
            else if (key == "stringValue" || key == "numberValue" || key == "boolValue")
                one.value = c.raw();
            else if (key == "nullValue")
                one.value = "null";
            else if (key == "willContinue")
                one.will_continue = c.boolean();
        }
    }
}

void read_call(json_cursor& c, function_call& call)
{
    if (!c.enter_object())
        return;
    call.is_there = true;
    for (std::string_view key; c.next_key(key);) {
        if (key == "id")
            call.id = c.string();
        else if (key == "name")
            call.name = c.string();
        else if (key == "args")
            call.arguments = c.raw();
        else if (key == "partialArgs")
            read_partials(c, call.partials);
        else if (key == "willContinue")
            call.will_continue = c.boolean();
    }
}

void read_content(json_cursor& c, std::vector<part>& parts)
{
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key != "parts" || !c.enter_array())
            continue;
        while (c.next_element()) {
            if (!c.enter_object())
                continue;
            auto& one = parts.emplace_back();
            for (std::string_view inner; c.next_key(inner);) {
                if (inner == "text")
                    one.text = c.piece();
                else if (inner == "thought")
                    one.thought = c.boolean();
                else if (inner == "functionCall")
                    read_call(c, one.call);
            }
        }
    }
}

void read_candidate(json_cursor& c, fields& f)
{
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "content")
            read_content(c, f.parts);
        else if (key == "finishReason")
            f.finish = c.peek() == kind::number ? c.raw() : c.string();
        else if (key == "finishMessage")
            f.explanation = c.string();
        else if (key == "logprobsResult")
            read_logprobs(c, f.tokens);
    }
}

// As Gemini counts: thoughts and the results of its own tools stand beside answer and prompt.
struct token_counts {
    std::uint64_t prompt = 0;
    std::uint64_t cached = 0; ///< part of the prompt
    std::uint64_t tool_results = 0;
    std::uint64_t candidates = 0;
    std::uint64_t thoughts = 0;

    [[nodiscard]] coax::usage usage() const noexcept
    {
        return {prompt + tool_results, candidates + thoughts, cached, 0, thoughts};
    }
};

// A value that is there replaces the known one: values are totals, not additions.
bool read_usage(json_cursor& c, token_counts& known)
{
    if (!c.enter_object())
        return false;
    for (std::string_view key; c.next_key(key);) {
        if (key == "promptTokenCount")
            known.prompt = c.count();
        else if (key == "candidatesTokenCount")
            known.candidates = c.count();
        else if (key == "cachedContentTokenCount")
            known.cached = c.count();
        else if (key == "thoughtsTokenCount")
            known.thoughts = c.count();
        else if (key == "toolUsePromptTokenCount")
            known.tool_results = c.count();
    }
    return true;
}

// Gemini's GenerateContentResponse. Every chunk of a stream is one, and so is a whole answer; only the end of the body
// marks the end.
class content_events final : public event_decoder {
public:
    using event_decoder::event_decoder;

private:
    // A stream says STOP in several chunks, and an error may come after one of them.
    [[nodiscard]] bool stop_is_final() const noexcept override { return false; }

    delta on_event(std::string_view, json_cursor& c, answer_sink& out) override
    {
        fields f;
        read(c, f);
        if (!is_whole(c, out))
            return {};
        if (f.has_error)
            return fail_by_event(out), delta();
        if (!f.is_known && !f.has_usage)
            return on_unknown_event(out), delta();
        for (auto const& one : f.parts) {
            pass({one.thought ? delta::reasoning : delta::answer, 0, one.text}, out);
            if (one.call.is_there)
                on_call(one.call, out);
        }
        pass_tokens(f.tokens, out);
        if (f.has_usage)
            out.on_usage(usage_.usage());
        on_stop(f, out);
        return {};
    }

    void read(json_cursor& c, fields& f)
    {
        if (!c.enter_object())
            return;
        for (std::string_view key; c.next_key(key);) {
            if (key == "candidates" && c.peek() == kind::array) {
                f.is_known = true;
                c.enter_array();
                for (bool first = true; c.next_element(); first = false)
                    if (first) // one is asked for
                        read_candidate(c, f);
            } else if (key == "promptFeedback" && c.peek() == kind::object) {
                f.is_known = true;
                c.enter_object();
                for (std::string_view inner; c.next_key(inner);) {
                    if (inner == "blockReason")
                        f.block = c.string();
                    else if (inner == "blockReasonMessage")
                        f.explanation = c.string();
                }
            } else if (key == "usageMetadata") {
                f.has_usage = read_usage(c, usage_);
            } else if (key == "error") {
                f.has_error = says_error(c) || f.has_error;
            }
        }
    }

    static void pass_tokens(logprobs& tokens, answer_sink& out)
    {
        tokens.weighed.resize(tokens.chosen.size());
        for (std::size_t n = 0; n < tokens.chosen.size(); ++n) {
            auto const& chosen = tokens.chosen[n];
            auto& step = tokens.weighed[n]; // what was chosen need not be in it
            if (std::ranges::find(step, chosen.token, &token_choice::token) == step.end())
                step.push_back(chosen);
            out.on_token(chosen.token, step);
        }
    }

    void on_stop(fields const& f, answer_sink& out)
    {
        if (!f.block.empty() && f.block != "BLOCK_REASON_UNSPECIFIED") {
            auto const word = "promptFeedback." + std::string(f.block);
            return stop(word, explain_stop(service(), stop_kind::filtered, word, f.explanation), out);
        }
        auto const meaning = meaning_of(f.finish);
        if (meaning != stop_kind::untold && (!f.finish.empty() || is_unframed())) {
            if (meaning == stop_kind::complete)
                close_call(out);
            stop(f.finish, out, f.explanation);
        } else if (is_unframed()) {
            stop({}, out);
        }
    }

    void on_call(function_call const& call, answer_sink& out)
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
            return pass({delta::arguments, calls_ - 1, call.arguments}, out);
        }
        on_partials(call.partials, out);
        if (!call.will_continue)
            close_call(out);
    }

    void on_partials(std::vector<partial> const& partials, answer_sink& out)
    {
        arguments_.clear();
        for (auto const& one : partials) {
            if (!builder_.add(one.path, one.value, one.will_continue, arguments_) && !one.value.empty()) {
                failure reason(errc::protocol_error,
                    std::string(service()) + "'s pieces of a function's arguments do not make JSON: try again");
                reason.http_status = 200;
                return fail(std::move(reason), out);
            }
        }
        pass({delta::arguments, calls_ - 1, arguments_}, out);
    }

    void close_call(answer_sink& out)
    {
        if (!call_is_open_ || done())
            return;
        call_is_open_ = false;
        arguments_.clear();
        builder_.close(arguments_);
        pass({delta::arguments, calls_ - 1, arguments_}, out);
    }

    partial_arguments builder_;
    std::string arguments_; // the piece of their JSON text that an event gives
    std::size_t calls_ = 0;
    bool call_is_open_ = false; // more of its arguments will come
    token_counts usage_;
};

} // namespace

std::unique_ptr<response_decoder> gemini::decode() const
{
    return decoder_of_any_framing(std::make_unique<content_events>(place_.service));
}

} // namespace coax::provider
