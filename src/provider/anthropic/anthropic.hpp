// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/media.hpp"
#include "provider/protocol.hpp"

#include <boost/json/fwd.hpp>

#include <memory>
#include <string_view>

namespace coax::provider {

/// The body of a request without model and stream, and what reads the answer: Bedrock has both in other clothes.
/// `eager`: a tool may be told to stream its arguments as they come.
boost::json::object anthropic_body(
    model_request const& asked, std::string_view service, media_rules const& takes, bool eager);
/// What the request says of thinking, as members of the body: `thinking`, and `effort` in `output_config`. Empty where
/// it says nothing. Throws `coax::error`, `errc::invalid_option`, for a budget that cannot be.
boost::json::object anthropic_thinking(model_request const& asked);
std::unique_ptr<response_decoder> anthropic_decoder(std::string_view service);

/// Anthropic's Messages API.
class anthropic final : public protocol {
public:
    constexpr explicit anthropic(std::string_view service = "Anthropic") : protocol(service) { }

    [[nodiscard]] media_rules const& takes() const noexcept override;
    [[nodiscard]] bool wants_cache_marks(std::string_view) const noexcept override { return true; }
    [[nodiscard]] bool limits_cached_input() const noexcept override { return false; }
    [[nodiscard]] http::request encode(model_request const& asked, endpoint const& endpoint) const override;
    [[nodiscard]] std::unique_ptr<response_decoder> decode() const override;
};

} // namespace coax::provider
