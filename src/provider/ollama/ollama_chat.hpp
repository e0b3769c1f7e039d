// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/protocol.hpp"

#include <string_view>

namespace coax::provider {

/// Ollama's own protocol, /api/chat: streams are lines of JSON. Other than its OpenAI-compatible one it can be told not
/// to cut off a prompt that is too long.
class ollama_chat final : public protocol {
public:
    constexpr explicit ollama_chat(std::string_view service = "Ollama") : protocol(service) { }

    [[nodiscard]] media_rules const& takes() const noexcept override;
    [[nodiscard]] http::request encode(model_request const& asked, endpoint const& endpoint) const override;
    [[nodiscard]] std::unique_ptr<response_decoder> decode() const override;
};

} // namespace coax::provider
