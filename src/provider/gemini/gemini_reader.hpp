// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/event_reader.hpp"
#include "provider/gemini/partial_arguments.hpp"

#include <coax/usage.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace coax::provider {

/// Reads Gemini's GenerateContentResponse. Every chunk of a stream is one, and so is a whole answer; nothing but the
/// end of the body marks the end.
class gemini_reader final : public event_reader {
public:
    using event_reader::event_reader;

private:
    struct function_call {
        bool there = false;
        bool will_continue = false;
        std::string_view id;
        std::string_view name;
        std::string_view arguments; // raw
        std::string_view partial; // raw
    };

    void on_event(std::string_view type, std::string_view data, answer_sink& out) override;
    // A stream says STOP in several chunks, and an error may come after one of them.
    [[nodiscard]] bool stop_is_final() const noexcept override { return false; }

    void read_content(std::string_view content, answer_sink& out);
    void read_tokens(std::string_view result, answer_sink& out);
    void read_part(event_cursor& c, answer_sink& out);
    static void read_call(event_cursor& c, function_call& call);
    void on_call(function_call const& call, answer_sink& out);
    void on_partial(std::string_view raw, answer_sink& out);
    void close_call(answer_sink& out);
    bool read_usage(event_cursor& c);

    text_buffer content_scratch_;
    text_buffer partial_scratch_;
    partial_arguments partial_;
    std::string piece_;
    std::size_t calls_ = 0;
    bool call_is_open_ = false; // more of its arguments will come
    coax::usage usage_;
};

} // namespace coax::provider
