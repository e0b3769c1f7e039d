// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/protocol.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace coax::provider {

/// What a service calls each step of `coax::effort`, in its order; a step it has not is called as the nearest.
using effort_words = std::array<std::string_view, 6>;

inline constexpr effort_words openai_steps{"none", "minimal", "low", "medium", "high", "max"};
inline constexpr effort_words three_steps{"none", "low", "low", "medium", "high", "high"};
inline constexpr effort_words four_steps{"none", "low", "low", "medium", "high", "max"};

constexpr std::string_view word_for(effort how, effort_words const& words) noexcept
{
    return words[static_cast<std::size_t>(how)];
}

/// For what a service has no form for. Throws `coax::error` with `errc::unsupported_request` where the request sets it.
void refuse_budget(std::string_view service, coax::request const& ask);
void refuse_effort(std::string_view service, coax::request const& ask);
void refuse_stop(std::string_view service, coax::request const& ask);
void refuse_probabilities(std::string_view service, question const& what);

} // namespace coax::provider
