// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/stop_word.hpp"

#include <algorithm>
#include <string>

namespace coax::provider {

namespace {

using enum stop_kind;

struct entry {
    std::string_view spelled; // in lower case
    stop_kind meaning;
};

constexpr entry stop_words[] = {
    {"", complete},
    {"null", untold},
    {"none", untold},
    {"finish_reason_unspecified", untold},
    {"0", untold}, // Gemini with enum-encoding=int; its numbers from 6 on differ between versions
    {"1", complete},
    {"2", truncated},
    {"3", filtered},
    {"4", filtered},
    {"end_turn", complete},
    {"end_of_turn", complete},
    {"end", complete},
    {"eos", complete},
    {"eos_token", complete},
    {"complete", complete},
    {"completed", complete},
    {"done", complete},
    {"finished", complete},
    {"success", complete},
    {"function_call", complete},
    {"function_calls", complete},
    {"tool_call", complete},
    {"tool_calls", complete},
    {"tool_use", complete},
    {"incomplete", truncated}, // Responses, without a reason
    {"error_limit", truncated}, // Cohere: the context is full
    {"too_many_tool_calls", discarded},
    {"error_toxic", filtered},
    {"spii", filtered},
    {"language", filtered},
    {"model_armor", filtered},
    {"missing_thought_signature", failed},
    {"other", unknown},
    {"load", unknown}, // Ollama: there was no prompt
    {"unload", unknown},
};

// Of a word that is not in the table a part may say enough; the first that fits counts.
constexpr entry parts[] = {
    {"malformed", discarded},
    {"unexpected_tool", discarded},
    {"invalid_tool", discarded},
    {"invalid_function", discarded},
    {"refus", refused},
    {"filter", filtered},
    {"safety", filtered},
    {"sensitive", filtered},
    {"prohibited", filtered},
    {"recitation", filtered},
    {"block", filtered},
    {"guardrail", filtered},
    {"moderation", filtered},
    {"policy", filtered},
    {"insufficient", failed},
    {"overload", failed},
    {"unavailable", failed},
    {"error", failed},
    {"fail", failed},
    {"abort", failed},
    {"cancel", failed},
    {"interrupt", failed},
    {"preempt", failed},
    {"timeout", failed},
    {"timed_out", failed},
    {"max_", truncated},
    {"length", truncated},
    {"limit", truncated},
    {"context", truncated},
    {"truncat", truncated},
    {"stop", complete},
};

std::string plain(std::string_view word)
{
    if (auto const dot = word.rfind('.'); dot != word.npos) // "FinishReason.STOP"
        word.remove_prefix(dot + 1);
    std::string out(word);
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c == '-' || c == ' ' ? '_' : c;
    });
    return out;
}

} // namespace

stop_kind meaning_of(std::string_view word)
{
    auto const wanted = plain(word);
    if (auto const known = std::ranges::find(stop_words, wanted, &entry::spelled); known != std::end(stop_words))
        return known->meaning;
    auto const part
        = std::ranges::find_if(parts, [&](entry const& one) { return wanted.find(one.spelled) != wanted.npos; });
    return part == std::end(parts) ? unknown : part->meaning;
}

} // namespace coax::provider
