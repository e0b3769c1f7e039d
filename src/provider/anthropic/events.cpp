// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/anthropic/anthropic.hpp"
#include "provider/error_body.hpp"
#include "provider/response_decoder.hpp"

#include <coax/usage.hpp>

#include <string>
#include <utility>
#include <vector>

namespace coax::provider {

namespace {

using json::json_cursor;

// A content block: its beginning in a stream, all of it in a whole answer.
struct block {
    std::string_view type = {};
    std::string_view id = {};
    std::string_view name = {};
    std::string_view text = {};
    std::string_view input = {}; // JSON text
};

// What an event may contain, in any order.
struct fields {
    std::string_view type = {};
    std::size_t index = 0;
    std::string_view delta_type = {};
    std::string_view piece = {};
    std::string_view stop = {};
    std::string_view explanation = {};
    std::vector<block> blocks = {};
    bool has_usage = false;
    bool has_error = false;
};

void read_block(json_cursor& c, fields& f)
{
    auto& out = f.blocks.emplace_back();
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "type")
            out.type = c.string();
        else if (key == "id")
            out.id = c.string();
        else if (key == "name")
            out.name = c.string();
        else if (key == "text" || key == "thinking")
            out.text = c.string();
        else if (key == "input")
            out.input = c.raw();
    }
}

void read_details(json_cursor& c, fields& f)
{
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);)
        if (key == "explanation")
            f.explanation = c.string();
}

void read_delta(json_cursor& c, fields& f)
{
    if (!c.enter_object())
        return;
    for (std::string_view key; c.next_key(key);) {
        if (key == "type")
            f.delta_type = c.string();
        else if (key == "text" || key == "partial_json" || key == "thinking")
            f.piece = c.piece();
        else if (key == "stop_reason")
            f.stop = c.string();
        else if (key == "stop_details")
            read_details(c, f);
    }
}

// The service counts what it reads from and writes to a cache beside the input.
coax::usage with_cache_in_input(coax::usage known) noexcept
{
    known.input_tokens += known.cache_read_tokens + known.cache_write_tokens;
    return known;
}

// A value that is there replaces the known one: values are totals, not additions.
bool read_usage(json_cursor& c, coax::usage& known)
{
    if (!c.enter_object())
        return false;
    auto const replace = [&](std::uint64_t& value) {
        if (c.peek() == json_cursor::kind::number)
            value = c.count();
    };
    for (std::string_view key; c.next_key(key);) {
        if (key == "input_tokens")
            replace(known.input_tokens);
        else if (key == "output_tokens")
            replace(known.output_tokens);
        else if (key == "cache_read_input_tokens")
            replace(known.cache_read_tokens);
        else if (key == "cache_creation_input_tokens")
            replace(known.cache_write_tokens);
        else if (key == "output_tokens_details" && c.enter_object())
            for (std::string_view detail; c.next_key(detail);)
                if (detail == "thinking_tokens")
                    replace(known.reasoning_tokens);
    }
    return true;
}

class message_events final : public event_decoder {
public:
    using event_decoder::event_decoder;

private:
    delta on_event(std::string_view type, json_cursor& c, answer_sink& out) override
    {
        fields f{type};
        read(c, f);
        if (!is_whole(c, out))
            return {};
        if (f.type == "content_block_delta" && !f.has_error)
            return delta_of(f);
        if (f.type == "error" || f.has_error)
            fail_by_event(out);
        else if (f.type == "content_block_start" && !f.blocks.empty())
            on_block(f.blocks.front(), f.index, false, out);
        else if (f.type == "message_start" && f.has_usage)
            out.on_usage(with_cache_in_input(usage_));
        else if (f.type == "message_delta" || f.type == "message")
            on_message(f, out);
        else if (f.type == "message_stop")
            end(out);
        else if (f.type.empty() || is_unframed())
            on_unknown_event(out);
        return {};
    }

    void read(json_cursor& c, fields& f)
    {
        if (!c.enter_object())
            return;
        for (std::string_view key; c.next_key(key);) {
            if (key == "type") {
                f.type = c.string();
            } else if (key == "index") {
                f.index = static_cast<std::size_t>(c.count());
            } else if (key == "delta") {
                read_delta(c, f);
            } else if (key == "content_block") {
                read_block(c, f);
            } else if (key == "message" && c.enter_object()) { // of message_start
                for (std::string_view inner; c.next_key(inner);)
                    if (inner == "usage")
                        f.has_usage = read_usage(c, usage_);
            } else if (key == "content" && c.enter_array()) { // of a whole answer
                while (c.next_element())
                    read_block(c, f);
            } else if (key == "usage") {
                f.has_usage = read_usage(c, usage_);
            } else if (key == "stop_reason") {
                f.stop = c.string();
            } else if (key == "stop_details") {
                read_details(c, f);
            } else if (key == "error") {
                f.has_error = says_error(c);
            }
        }
    }

    [[nodiscard]] delta delta_of(fields const& f) const
    {
        if (f.delta_type == "text_delta")
            return {delta::answer, 0, f.piece};
        if (f.delta_type == "thinking_delta")
            return {delta::reasoning, 0, f.piece};
        if (f.delta_type == "input_json_delta" && f.index < blocks_.size() && blocks_[f.index] != no_call)
            return {delta::arguments, blocks_[f.index], f.piece};
        return {};
    }

    void on_block(block const& one, std::size_t index, bool complete, answer_sink& out)
    {
        constexpr std::size_t blocks_at_most = 4096; // an index is a number from outside
        if (index >= blocks_.size() && index < blocks_at_most)
            blocks_.resize(index + 1, no_call);
        if (one.type == "tool_use" && index < blocks_.size()) {
            if (!begin_call(calls_, one.id, one.name, out))
                return;
            blocks_[index] = calls_++;
            if (complete || one.input.size() > 2) // a stream begins with {}, which is not the arguments
                pass({delta::arguments, blocks_[index], one.input}, out);
        } else if (one.type == "text") {
            pass({delta::answer, 0, one.text}, out);
        } else if (one.type == "thinking") {
            pass({delta::reasoning, 0, one.text}, out);
        }
    }

    void on_message(fields const& f, answer_sink& out)
    {
        bool const is_whole_answer = f.type == "message";
        for (std::size_t n = 0; is_whole_answer && n < f.blocks.size(); ++n)
            on_block(f.blocks[n], n, true, out);
        if (f.has_usage)
            out.on_usage(with_cache_in_input(usage_));
        if (!f.explanation.empty())
            refuse(f.explanation, out);
        if (!f.stop.empty() || is_whole_answer)
            stop(f.stop, out);
        if (is_whole_answer)
            end(out);
    }

    static constexpr std::size_t no_call = static_cast<std::size_t>(-1);
    std::vector<std::size_t> blocks_; // the number of the tool call in each block
    std::size_t calls_ = 0;
    coax::usage usage_; ///< as the service counts
};

} // namespace

std::unique_ptr<response_decoder> anthropic_decoder(std::string_view service)
{
    return decoder_of_any_framing(std::make_unique<message_events>(service));
}

std::unique_ptr<response_decoder> anthropic::decode() const { return anthropic_decoder(service()); }

} // namespace coax::provider
