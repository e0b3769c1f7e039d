// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstdint>
#include <string>

namespace coax::sim {

/// One part of an answer as the protocols see it.
struct block {
    enum class kind : std::uint8_t { text, thinking, refusal, call };

    block::kind type = kind::text;
    std::string text; ///< a call's arguments
    std::string name; ///< a call's tool
};

} // namespace coax::sim
