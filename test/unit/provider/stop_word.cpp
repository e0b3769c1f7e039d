// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/stop_word.hpp"

#include <boost/test/unit_test.hpp>

#include <string_view>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(provider_stop_word)

BOOST_AUTO_TEST_CASE(words_of_all_services)
{
    using enum coax::provider::stop_kind;
    std::pair<coax::provider::stop_kind, std::vector<std::string_view>> const table[] = {
        {complete,
            {"", "stop", "STOP", "end_turn", "tool_use", "tool_calls", "function_call", "stop_sequence", "COMPLETE",
                "eos", "eos_token", "completed", "TOOL_CALL", "FinishReason.STOP", "1"}},
        {truncated,
            {"length", "max_tokens", "MAX_TOKENS", "model_length", "max_output_tokens", "model_context_window_exceeded",
                "ERROR_LIMIT", "incomplete", "max-tokens", "2"}},
        {filtered,
            {"content_filter", "content_filtered", "sensitive", "SAFETY", "RECITATION", "BLOCKLIST", "SPII", "LANGUAGE",
                "PROHIBITED_CONTENT", "IMAGE_SAFETY", "MODEL_ARMOR", "guardrail_intervened", "ERROR_TOXIC",
                "promptFeedback.SAFETY", "3"}},
        {refused, {"refusal", "refused"}},
        {failed,
            {"error", "ERROR", "network_error", "abort", "aborted", "insufficient_system_resource", "TIMEOUT",
                "cancelled", "USER_CANCEL", "failed", "server_error"}},
        {discarded,
            {"MALFORMED_FUNCTION_CALL", "malformed_model_output", "malformed_tool_use", "UNEXPECTED_TOOL_CALL",
                "TOO_MANY_TOOL_CALLS", "MALFORMED_RESPONSE"}},
        {untold, {"null", "None", "FINISH_REASON_UNSPECIFIED", "0"}},
        {unknown, {"OTHER", "load", "gone_fishing", "17"}},
    };
    for (auto const& [kind, words] : table)
        for (auto const word : words)
            BOOST_TEST((coax::provider::meaning_of(word) == kind), word);
}

BOOST_AUTO_TEST_SUITE_END()
