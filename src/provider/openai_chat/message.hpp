// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/answer_sink.hpp"
#include "json/json_cursor.hpp"

#include <coax/usage.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

// The members of Chat Completions as they are read. All views are valid as long as those of the cursor.
namespace coax::provider {

/// A tool call in the form of Chat Completions, or one piece of it: {"index": 0, "id": "..", "function": {"name": "..",
/// "arguments": ".."}}, each member or none.
struct tool_call_delta {
    static constexpr std::int64_t no_index = -1;

    std::int64_t index = no_index;
    std::string_view id = {};
    std::string_view name = {};
    std::string_view arguments = {}; ///< JSON text
};

/// Reads the value that comes next; false where it is no object.
bool read_tool_call(json::json_cursor& c, tool_call_delta& into);

/// A piece of the answer.
struct chat_piece {
    enum kind_type : std::uint8_t { answer, reasoning, refusal, call };
    kind_type kind;
    std::string_view text = {};
    tool_call_delta of_call = {};
};

/// The delta or the message of a choice.
struct chat_message {
    std::vector<chat_piece> pieces = {};
    std::string_view error = {}; ///< JSON text
    bool is_there = false;

    void clear()
    {
        pieces.clear();
        error = {};
        is_there = false;
    }
};

/// A token of the text and what else the model weighed in its place.
struct weighed_token {
    token_choice chosen;
    std::vector<token_choice> weighed;
};

/// What one choice of an event says.
struct chat_choice {
    std::int64_t index = 0;
    chat_message delta = {};
    chat_message message = {};
    std::vector<weighed_token> tokens = {};
    std::optional<coax::usage> usage = {};
    std::string_view error = {}; ///< JSON text
    std::string_view finish_reason = {};
    std::string_view native_finish_reason = {}; ///< OpenRouter: of the model's host

    void clear()
    {
        index = 0;
        delta.clear();
        message.clear();
        tokens.clear();
        usage.reset();
        error = finish_reason = native_finish_reason = {};
    }
};

/// Reads the value that comes next. `streamed`: the answer may come as deltas.
void read_choice(json::json_cursor& c, bool streamed, chat_choice& into);

/// Reads the value that comes next; nothing where it is no object.
std::optional<coax::usage> read_usage(json::json_cursor& c);

} // namespace coax::provider
