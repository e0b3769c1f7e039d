// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/event_reader.hpp"

#include <coax/usage.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace coax::provider {

/// Reads events and whole answers of OpenAI's Responses API. Goes by `type` in the data: not all send `event:`.
class response_reader final : public event_reader {
public:
    using event_reader::event_reader;

private:
    // What an event or a whole response may hold at its top.
    struct fields {
        std::string_view type;
        std::string_view delta;
        std::size_t output_index = 0;
        std::string_view item; // raw
        std::string_view response; // raw
        std::string_view output; // raw, of a whole response
        std::string_view status;
        std::string_view incomplete;
        bool has_error = false;
        bool has_usage = false;
    };
    enum class form : std::uint8_t { other, message, call, reasoning };
    struct item {
        form what = form::other;
        bool is_found = false; // again, in the whole response at a stream's end
        std::size_t call = no_call;
        bool told = false; // its pieces came as deltas
        bool commentary = false; // of a message: what the model says before its answer
        bool has_arguments = false;
    };
    static constexpr std::size_t no_call = static_cast<std::size_t>(-1);

    void on_event(std::string_view type, std::string_view data, answer_sink& out) override;
    void read_fields(event_cursor& c, fields& f);
    bool read_usage(event_cursor& c);
    void on_delta(fields const& f, answer_sink& out);
    void on_item(std::string_view raw, std::optional<std::size_t> index, bool complete, answer_sink& out);
    void on_response(fields const& f, std::string_view data, answer_sink& out);
    static form form_of(std::string_view type);
    item* at(std::size_t index);
    item* next(form what);

    std::vector<item> items_;
    std::size_t calls_ = 0;
    coax::usage usage_;
};

} // namespace coax::provider
