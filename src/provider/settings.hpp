// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/protocol.hpp"

#include <string_view>

namespace coax::provider {

/// The request's effort in OpenAI's words: none, minimal, low, medium, high, xhigh.
std::string_view effort_word(effort how) noexcept;

/// The nearest of low, medium and high; not for `effort::none`.
std::string_view three_steps(effort how) noexcept;

/// For what a service has no form for. Throws `coax::error` with `errc::unsupported_request` where the request sets it.
void refuse_budget(std::string_view service, coax::request const& ask);
void refuse_effort(std::string_view service, coax::request const& ask);
void refuse_stop(std::string_view service, coax::request const& ask);
void refuse_probabilities(std::string_view service, question const& what);

} // namespace coax::provider
