// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/event_reader.hpp"

#include <coax/usage.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace coax::provider {

/// Reads events and whole answers of Bedrock's Converse. What an event is, its frame says.
class converse_reader final : public event_reader {
public:
    using event_reader::event_reader;

private:
    // What an event, a block or a whole answer may hold, in whatever order.
    struct fields {
        std::size_t index = 0;
        std::string_view text;
        std::string_view reasoning;
        bool has_tool = false;
        std::string_view id;
        std::string_view name;
        std::string_view input; // a piece of JSON text, or raw
        std::string_view stop;
        std::string_view output; // raw, of a whole answer
        bool has_usage = false;
    };

    void on_event(std::string_view type, std::string_view data, answer_sink& out) override;
    void read_fields(event_cursor& c, fields& f);
    static void read_block(event_cursor& c, fields& f);
    bool read_usage(event_cursor& c);
    void read_output(std::string_view raw, answer_sink& out);
    void on_start(fields const& f, answer_sink& out);
    void on_piece(fields const& f, answer_sink& out);
    void on_stop(std::string_view word, answer_sink& out);

    struct call {
        std::size_t index = 0;
        bool has_arguments = false;
    };
    std::vector<call> calls_;
    text_buffer output_scratch_;
    coax::usage usage_;
};

} // namespace coax::provider
