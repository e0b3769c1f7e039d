// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "sim/protocol.hpp"

#include <string>
#include <string_view>

namespace coax::sim {

protocol const& anthropic() noexcept;
protocol const& openai_chat() noexcept;
protocol const& openai_responses() noexcept;
protocol const& gemini() noexcept;
protocol const& bedrock_converse() noexcept;
protocol const& bedrock_invoke() noexcept;
protocol const& cohere_chat() noexcept;
protocol const& ollama_chat() noexcept;

/// By request target, which begins with the prefix; or null.
protocol const* protocol_at(std::string_view target, std::string_view prefix = {}) noexcept;
/// The paths that are served, in words.
std::string served_paths(std::string_view prefix);
/// What a client's base URL has after the port and the prefix, by provider as in "provider/model". A provider that is
/// not known is taken to speak as OpenAI's chat does.
std::string_view base_path_of(std::string_view provider) noexcept;

} // namespace coax::sim
