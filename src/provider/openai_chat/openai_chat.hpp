// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/effort_steps.hpp"
#include "provider/media.hpp"
#include "provider/protocol.hpp"

#include <cstdint>
#include <string_view>

namespace coax::provider {

/// How a service wants to be told that one function must be called.
enum class forcing : std::uint8_t {
    function, ///< {"type": "function", "function": {"name": ...}}
    required, ///< "required"
    any, ///< "any"
    none, ///< it cannot be told
};

/// How a service is told to think.
enum class thinking_form : std::uint8_t {
    effort, ///< "reasoning_effort": a word
    reasoning, ///< OpenRouter, "reasoning": {"effort" or "max_tokens"}
    on_off, ///< "thinking": {"type": "enabled" or "disabled"}, and "reasoning_effort" with the first
    kwargs, ///< llama.cpp, "chat_template_kwargs": {"enable_thinking": ...}
    none, ///< it cannot be told
};

/// The form of PDFs and sound; images have one form everywhere.
enum class part_form : std::uint8_t {
    openai, ///< "file" with "filename" and "file_data", "input_audio" with "data" and "format"
    mistral, ///< "document_url" and "input_audio" hold a URL, or the bytes as one
    perplexity, ///< "file_url" with a URL or the bytes in base64, and beside it "file_name"
};

/// Where a service that speaks OpenAI's chat protocol differs from OpenAI.
struct chat_dialect {
    std::string_view service = "OpenAI"; ///< its name for the reader of a message
    bool max_completion_tokens = false; ///< else max_tokens
    bool stream_options = true; ///< takes stream_options.include_usage
    bool strict = true; ///< takes "strict" in a schema and a function
    bool parallel_tool_calls = false; ///< takes parallel_tool_calls, so that it can be switched off
    bool unseen_schema = false; ///< a schema only bounds the answer: the model must be told of it in words
    bool schema_in_json_object = false; ///< llama.cpp: JSON mode takes the schema beside its type
    bool require_parameters = false; ///< OpenRouter: keep off hosts that would ignore the schema
    bool seed = true; ///< takes seed; else random_seed
    unsigned top_tokens = 0; ///< of how many tokens, at most, top_logprobs tells; 0 for none
    bool cache_marks = false; ///< OpenRouter: takes Anthropic's cache_control in a part
    provider::forcing forcing = provider::forcing::function;
    thinking_form thinking = thinking_form::effort;
    effort_steps efforts = low_to_high; ///< the words it takes
    model_thinking (*of_model)(std::string_view model) noexcept = nullptr; ///< likewise, where they differ by model
    part_form parts = part_form::openai;
    media_rules media = {.image = {usual_images, "https"}};
    bool deployments = false; ///< Azure: the model and the version stand in the address
    std::string_view key_header = "authorization"; ///< "authorization" carries "Bearer "
};

/// OpenAI's Chat Completions and whatever speaks them.
class openai_chat final : public protocol {
public:
    constexpr explicit openai_chat(chat_dialect dialect) : protocol(dialect.service), dialect_(dialect) { }

    [[nodiscard]] chat_dialect const& dialect() const noexcept { return dialect_; }
    [[nodiscard]] media_rules const& takes() const noexcept override;
    [[nodiscard]] bool wants_cache_marks(std::string_view model) const noexcept override
    {
        return dialect_.cache_marks && model.find("claude") != model.npos;
    }
    [[nodiscard]] http::request encode(model_request const& asked, endpoint const& endpoint) const override;
    [[nodiscard]] std::unique_ptr<response_decoder> decode() const override;

private:
    chat_dialect dialect_;
};

} // namespace coax::provider
