// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <string_view>

namespace coax::text {

inline bool begins_character(char c) noexcept { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

/// The characters of a text that is UTF-8.
inline std::size_t count_characters(std::string_view text) noexcept
{
    std::size_t count = 0;
    for (auto const c : text)
        count += begins_character(c) ? 1 : 0;
    return count;
}

/// The text's beginning of at most `most` bytes, not cut inside of a character.
inline std::string_view cut(std::string_view text, std::size_t most) noexcept
{
    if (text.size() <= most)
        return text;
    while (most > 0 && !begins_character(text[most]))
        --most;
    return text.substr(0, most);
}

} // namespace coax::text
