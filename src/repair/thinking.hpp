// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "repair/lookahead.hpp"

#include <cstddef>

namespace coax::repair {

/// A mark by which a model separates its thinking from its answer.
struct thinking_mark {
    /// `wait`: more text is needed to decide.
    enum class kind : unsigned char { none, opens, closes, wait };
    kind is = kind::none;
    std::size_t end = 0; ///< behind it
};

/// The mark at `i`: `<think>`, `</think>`, `<reasoning>`, `<|channel|>analysis<|message|>`, `[THINK]` and the like.
thinking_mark mark_at(lookahead const& text, std::size_t i);

/// Whether a mark can begin with this byte.
constexpr bool begins_mark(int c) noexcept { return c == '<' || c == '[' || c == 0xE2 || c == 'a'; }

} // namespace coax::repair
