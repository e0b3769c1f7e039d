// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string_view>

namespace coax::provider {

/// Models of Bedrock that take a `cachePoint`: Amazon's Nova, and Anthropic's from Claude 3.5 Haiku and 3.7 Sonnet on.
/// The others refuse the request.
[[nodiscard]] constexpr bool bedrock_wants_cache_marks(std::string_view model) noexcept
{
    if (model.find("nova-") != model.npos)
        return true;
    if (model.find("claude-") == model.npos)
        return false;
    for (std::string_view const older :
        {"claude-v", "claude-instant", "claude-3-haiku", "claude-3-sonnet", "claude-3-opus", "claude-3-5-sonnet"})
        if (model.find(older) != model.npos)
            return false;
    return true;
}

} // namespace coax::provider
