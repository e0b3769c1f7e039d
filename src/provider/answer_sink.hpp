// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/attempt.hpp>
#include <coax/failure.hpp>
#include <coax/usage.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

namespace coax::provider {

/// A token and the natural logarithm of its probability.
struct token_choice {
    std::string token;
    double log_probability = std::numeric_limits<double>::quiet_NaN(); ///< NaN where the service did not say
};

/// A piece of the answer: of its text, of a tool call's arguments, or of the model's thinking.
struct delta {
    enum kind_type : std::uint8_t { none, answer, arguments, reasoning };
    kind_type kind = none;
    std::size_t call = 0; ///< of arguments: the number of the tool call
    std::string_view text = {};
};

/// What a decoder finds in an answer, in order. Views are valid during the call only. Streamed and whole
/// answers say the same things, a whole one in bigger pieces. Nothing here allocates for a delta.
class answer_sink {
public:
    virtual ~answer_sink() = default;

    /// A piece of the answer's text; in the JSON modes this is the JSON.
    virtual void on_text(std::string_view piece) = 0;
    /// Tool call number `call` (0, 1, ... in order of appearance) begins. `id` and `name` may be empty.
    virtual void on_tool_call(std::size_t call, std::string_view id, std::string_view name) = 0;
    /// A piece of that call's JSON arguments.
    virtual void on_arguments(std::size_t call, std::string_view piece) = 0;
    /// A token of the text and what else the model weighed in its place, itself included where its probability is
    /// known; where that was asked for.
    virtual void on_token(std::string_view, std::span<token_choice const>) { }
    /// A piece of the model's thinking.
    virtual void on_reasoning(std::string_view piece) = 0;
    /// A piece of a refusal.
    virtual void on_refusal(std::string_view piece) = 0;
    /// The usage known so far; a later one replaces an earlier one.
    virtual void on_usage(coax::usage const& known) = 0;
    /// The model stopped, and why; `word` is the provider's own. More may follow (usage, the end).
    virtual void on_stop(stop_reason why, std::string_view word) = 0;
    /// With the stop: the service broke the answer off, did not pass it on, or stopped for a reason that coax does not
    /// know (`stop_reason::none`). What the attempt comes to, if its value is not whole in the last case.
    virtual void on_broken_off(failure) { }
    /// The protocol's own end was seen (message_stop, [DONE], ...): what comes after is not part of it.
    virtual void on_end() = 0;
    /// The provider reported an error inside a 200 answer, or the bytes make no sense. Final.
    virtual void on_failure(failure why) = 0;
};

} // namespace coax::provider
