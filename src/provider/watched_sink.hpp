// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/answer_sink.hpp"
#include "provider/repeated_event.hpp"

#include <span>
#include <utility>

namespace coax::provider {

/// Passes on what an event tells, and notes whether that was one piece of the answer and nothing else.
class watched_sink final : public answer_sink {
public:
    explicit watched_sink(answer_sink& to) : to_(to) { }

    void on_text(std::string_view piece) override
    {
        note({told::kind::text, 0, piece});
        to_.on_text(piece);
    }
    void on_tool_call(std::size_t call, std::string_view id, std::string_view name) override
    {
        note_more();
        to_.on_tool_call(call, id, name);
    }
    void on_arguments(std::size_t call, std::string_view piece) override
    {
        note({told::kind::arguments, call, piece});
        to_.on_arguments(call, piece);
    }
    void on_token(std::string_view token, std::span<token_choice const> weighed) override
    {
        note_more();
        to_.on_token(token, weighed);
    }
    void on_reasoning(std::string_view piece) override
    {
        note({told::kind::reasoning, 0, piece});
        to_.on_reasoning(piece);
    }
    void on_refusal(std::string_view piece) override
    {
        note_more();
        to_.on_refusal(piece);
    }
    void on_usage(coax::usage const& known) override
    {
        note_more();
        to_.on_usage(known);
    }
    void on_stop(stop_reason why, std::string_view word) override
    {
        note_more();
        to_.on_stop(why, word);
    }
    void on_broken_off(failure why) override
    {
        note_more();
        to_.on_broken_off(std::move(why));
    }
    void on_end() override
    {
        note_more();
        to_.on_end();
    }
    void on_failure(failure why) override
    {
        note_more();
        to_.on_failure(std::move(why));
    }

    using told = repeated_event::told;
    [[nodiscard]] told const& all() const noexcept { return told_; }
    /// Text, arguments or thinking were among it.
    [[nodiscard]] bool told_a_piece() const noexcept { return a_piece_; }

private:
    void note(told const& piece)
    {
        a_piece_ = true;
        if (told_.what == told::kind::nothing)
            told_ = piece;
        else
            note_more();
    }
    void note_more() noexcept { told_.what = told::kind::more; }

    answer_sink& to_;
    told told_;
    bool a_piece_ = false;
};

} // namespace coax::provider
