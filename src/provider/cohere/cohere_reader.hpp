// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/event_reader.hpp"

#include <coax/usage.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace coax::provider {

/// Reads events and whole answers of Cohere's Chat API. Goes by `type` in the data. A tool plan is thinking.
class cohere_reader final : public event_reader {
public:
    using event_reader::event_reader;

private:
    struct fields {
        std::string_view type;
        std::string_view delta; // raw
        std::size_t index = 0;
        std::string_view message; // raw
        std::string_view finish;
        bool has_error = false;
        bool has_usage = false;
    };

    void on_event(std::string_view type, std::string_view data, answer_sink& out) override;
    void read_fields(event_cursor& c, fields& f);
    bool read_usage(event_cursor& c);
    void read_message(std::string_view raw, fields const& f, answer_sink& out);
    void read_content(event_cursor& c, answer_sink& out);
    void read_calls(event_cursor& c, fields const& f, answer_sink& out);
    void read_call(event_cursor& c, bool begins, std::size_t index, answer_sink& out);
    void on_finish(fields const& f, std::string_view raw, answer_sink& out);

    struct call {
        std::size_t index = 0;
        bool has_arguments = false;
    };
    std::vector<call> calls_;
    text_buffer delta_scratch_;
    text_buffer message_scratch_;
    coax::usage usage_;
};

} // namespace coax::provider
