// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/bedrock/cache_marks.hpp"
#include "provider/protocol.hpp"

#include <string_view>

namespace coax::provider {

/// Amazon Bedrock's Converse: one form for all of its models.
class bedrock_converse final : public protocol {
public:
    constexpr explicit bedrock_converse(std::string_view service = "Bedrock") : protocol(service) { }

    [[nodiscard]] media_rules const& takes() const noexcept override;
    [[nodiscard]] bool wants_cache_marks(std::string_view model) const noexcept override
    {
        return bedrock_wants_cache_marks(model);
    }
    [[nodiscard]] bool limits_cached_input() const noexcept override { return false; }
    [[nodiscard]] http::request encode(model_request const& asked, endpoint const& endpoint) const override;
    [[nodiscard]] std::unique_ptr<response_decoder> decode() const override;
};

} // namespace coax::provider
