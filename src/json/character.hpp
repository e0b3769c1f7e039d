// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <string_view>

namespace coax::json {

/// The size of the character or escape at the end of `text` that has begun and may go on; 0 where there is none. Both
/// halves of a surrogate pair are one character. `text` begins with a whole one.
std::size_t cut_character_size(std::string_view text) noexcept;

/// The place of an escape that ends at `at` or contains it and stands for no character, or npos.
std::size_t wrong_escape_before(std::string_view text, std::size_t at) noexcept;

} // namespace coax::json
