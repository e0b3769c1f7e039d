// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/shape.hpp>

#include <boost/json/fwd.hpp>

#include <cstdint>

namespace coax {

/// Whose rules an emitted schema keeps.
enum class dialect : std::uint8_t {
    plain, ///< JSON Schema 2020-12, everything said
    anthropic, ///< Anthropic structured output and strict tools
    openai, ///< OpenAI strict mode
};

} // namespace coax
