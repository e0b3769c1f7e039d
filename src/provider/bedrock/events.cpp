// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/anthropic/anthropic.hpp"
#include "provider/bedrock/bedrock_converse.hpp"
#include "provider/bedrock/bedrock_invoke.hpp"
#include "provider/response_decoder.hpp"

#include <coax/usage.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace coax::provider {

namespace {

using json::json_cursor;
using kind = json_cursor::kind;

// A content block, or a piece of one.
struct block {
    std::size_t index = 0;
    std::string_view text = {};
    std::string_view reasoning = {};
    bool has_tool = false;
    std::string_view id = {};
    std::string_view name = {};
    std::string_view input = {}; // JSON text or a piece of it
};

void read_reasoning(json_cursor& c, block& out)
{
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "text")
            out.reasoning = c.piece();
        else if (key == "reasoningText" && c.enter_object())
            for (std::string_view inner; c.next_key(inner);)
                if (inner == "text")
                    out.reasoning = c.string();
    }
}

void read_block(json_cursor& c, block& out)
{
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "text") {
            out.text = c.piece();
        } else if (key == "toolUse" && c.enter_object()) {
            out.has_tool = true;
            for (std::string_view inner; c.next_key(inner);) {
                if (inner == "toolUseId")
                    out.id = c.string();
                else if (inner == "name")
                    out.name = c.string();
                else if (inner == "input")
                    out.input = c.peek() == kind::string ? c.piece() : c.raw();
            }
        } else if (key == "reasoningContent") {
            read_reasoning(c, out);
        }
    }
}

// {"message": {"content": [block, ...]}}
void read_output(json_cursor& c, std::vector<block>& out)
{
    for (std::string_view key; c.next_key(key);) {
        if (key != "message" || !c.enter_object())
            continue;
        for (std::string_view inner; c.next_key(inner);)
            if (inner == "content" && c.enter_array())
                while (c.next_element()) {
                    auto const index = out.size();
                    read_block(c, out.emplace_back(block{index}));
                }
    }
}

// The service counts what it reads from and writes to a cache beside the input.
coax::usage with_cache_in_input(coax::usage known) noexcept
{
    known.input_tokens += known.cache_read_tokens + known.cache_write_tokens;
    return known;
}

bool read_usage(json_cursor& c, coax::usage& known)
{
    if (!c.enter_object())
        return false;
    for (std::string_view key; c.next_key(key);) {
        if (key == "inputTokens")
            known.input_tokens = c.count();
        else if (key == "outputTokens")
            known.output_tokens = c.count();
        else if (key == "cacheReadInputTokens")
            known.cache_read_tokens = c.count();
        else if (key == "cacheWriteInputTokens")
            known.cache_write_tokens = c.count();
    }
    return true;
}

// Events and whole answers of Bedrock's Converse. The frame says the type of an event.
class converse_events final : public event_decoder {
public:
    using event_decoder::event_decoder;

private:
    delta on_event(std::string_view type, json_cursor& c, answer_sink& out) override
    {
        block piece;
        std::vector<block> whole; // of a whole answer
        std::string_view word;
        bool has_output = false;
        bool has_usage = false;
        if (c.enter_object()) {
            for (std::string_view key; c.next_key(key);) {
                if (key == "contentBlockIndex") {
                    piece.index = static_cast<std::size_t>(c.count());
                } else if (key == "delta" || key == "start") {
                    read_block(c, piece);
                } else if (key == "stopReason") {
                    word = c.string();
                } else if (key == "output" && c.enter_object()) {
                    has_output = true;
                    read_output(c, whole);
                } else if (key == "usage") {
                    has_usage = read_usage(c, usage_);
                }
            }
        }
        if (!is_whole(c, out))
            return {};
        if (type.empty() && !has_output && word.empty())
            return on_unknown_event(out), delta();
        for (auto const& one : whole) {
            if (one.has_tool)
                on_start(one, out);
            on_piece(one, out);
        }
        if (type == "contentBlockStart" && piece.has_tool)
            on_start(piece, out);
        else if (type == "contentBlockDelta")
            on_piece(piece, out);
        if (has_usage)
            out.on_usage(with_cache_in_input(usage_));
        if (!word.empty())
            stop(word, out);
        if (type.empty() || (type == "metadata" && stopped()))
            end(out);
        return {};
    }

    void on_start(block const& one, answer_sink& out)
    {
        if (begin_call(calls_.size(), one.id, one.name, out))
            calls_.push_back(one.index);
    }

    void on_piece(block const& one, answer_sink& out)
    {
        pass({delta::answer, 0, one.text}, out);
        pass({delta::reasoning, 0, one.reasoning}, out);
        if (auto const found = std::ranges::find(calls_, one.index); found != calls_.end())
            pass({delta::arguments, static_cast<std::size_t>(found - calls_.begin()), one.input}, out);
    }

    std::vector<std::size_t> calls_; // the block of each tool call
    coax::usage usage_; ///< as the service counts
};

} // namespace

std::unique_ptr<response_decoder> bedrock_converse::decode() const
{
    return decoder_of_any_framing(std::make_unique<converse_events>(service()));
}

std::unique_ptr<response_decoder> bedrock_invoke::decode() const { return anthropic_decoder(service()); }

} // namespace coax::provider
