// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/protocol.hpp"

#include <string_view>

namespace coax::provider {

/// Where Gemini is asked.
struct gemini_place {
    std::string_view service = "Google"; ///< its name for the reader of a message
    std::string_view models = "/models/"; ///< what stands in the path before a model's name
    std::string_view key_header = "x-goog-api-key"; ///< "authorization" carries "Bearer "
};

/// Google's generateContent, of the Gemini API and of Vertex AI. A model with a '/' in its name stands in the path as
/// it is ("tunedModels/...", "endpoints/...").
class gemini final : public protocol {
public:
    constexpr explicit gemini(gemini_place place = {}) : protocol(place.service), place_(place) { }

    [[nodiscard]] media_rules const& takes() const noexcept override;
    [[nodiscard]] http::request encode(model_request const& asked, endpoint const& endpoint) const override;
    [[nodiscard]] std::unique_ptr<response_decoder> decode() const override;

private:
    gemini_place place_;
};

} // namespace coax::provider
