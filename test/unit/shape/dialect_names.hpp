// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/schema.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <string_view>

namespace test {

inline coax::dialect dialect_named(std::string_view name)
{
    constexpr std::array<std::string_view, 12> names{"plain", "anthropic", "openai", "gemini", "gemini_schema",
        "bedrock", "cohere", "groq", "cerebras", "perplexity", "xai", "grammar"};
    auto const at = std::ranges::find(names, name);
    if (at == names.end())
        throw std::invalid_argument("no dialect " + std::string(name));
    return static_cast<coax::dialect>(at - names.begin());
}

} // namespace test
