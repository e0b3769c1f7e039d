// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "batch/twins.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace coax::batching {

constexpr std::size_t longest_packed_text = 4096; ///< bytes; longer ones are asked alone
constexpr std::uint64_t most_packed_tokens = 8192; ///< of the answer, where one input's `max_tokens` is not more
constexpr std::size_t most_packed_inputs = 1000;
constexpr std::chrono::milliseconds pack_patience{20}; ///< for inputs that fill it up

/// One short text of the user's, without attachments, without rules that wait, and without a source of its own.
[[nodiscard]] bool can_be_packed(request const& input);

/// Inputs with the same key differ in their text alone.
[[nodiscard]] question_hash pack_key(request const& input, std::string_view model, std::string_view type);

} // namespace coax::batching
