// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <string_view>

namespace coax::json {

/// The size of the character or escape at the end of `text` that has begun and may go on; 0 where there is none. Both
/// halves of a surrogate pair are one character. `text` begins with a whole one.
std::size_t cut_character_size(std::string_view text) noexcept;

/// The bytes of the character or escape at the begin of `text`; `text::cut` where the rest must come first,
/// `text::none` where it stands for no character.
int character_size(std::string_view text) noexcept;

/// How much of the begin of `text` can stand in a string: up to the first control character or what stands for no
/// character.
std::size_t sure_size(std::string_view text) noexcept;

} // namespace coax::json
