// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/event_reader.hpp"
#include "provider/json_extent.hpp"
#include "provider/openai_chat/call_piece.hpp"

#include <coax/usage.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace coax::provider {

/// Reads chunks and whole answers of OpenAI's Chat Completions, with what the compatible services make of them.
class chat_reader final : public event_reader {
public:
    using event_reader::event_reader;

private:
    // A choice's other facts, told when its delta has been read.
    struct choice_end {
        std::string_view reason;
        std::string_view host_reason; // OpenRouter: of the model's host
        std::string error; // raw
        bool whole_message = false;
    };
    struct call {
        std::int64_t index;
        std::string id;
        std::string name;
        json_extent arguments; // as far as it was followed: see `marked_once`
        bool has_arguments = false;
        bool marked_once = false; // its later pieces have neither id nor name, or the same: others mark another call
    };

    void on_event(std::string_view type, std::string_view data, answer_sink& out) override;
    void read_choice(event_cursor& c, choice_end& said, answer_sink& out);
    void read_delta(event_cursor& c, choice_end& said, answer_sink& out);
    static void read_error(event_cursor& c, choice_end& said);
    void read_content(event_cursor& c, answer_sink& out);
    void read_part(event_cursor& c, answer_sink& out);
    void on_call(call_piece const& piece, answer_sink& out);
    std::size_t find_call(call_piece const& piece) const;
    static bool goes_on(call const& with, call_piece const& piece);
    void read_tokens(event_cursor& c, answer_sink& out);
    static bool read_token(event_cursor& c, token_choice& token, std::vector<token_choice>* weighed);
    bool read_usage(event_cursor& c);
    void finish_choice(choice_end const& said, answer_sink& out);

    text_buffer message_scratch_;
    std::vector<call> calls_;
    coax::usage usage_;
    bool streaming_ = false; // deltas were seen
};

} // namespace coax::provider
