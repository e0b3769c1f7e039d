// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstdint>

namespace coax::text {

/// Writes the code point as UTF-8, one to four bytes, and returns where the next goes.
inline char* put_utf8(char* out, std::uint32_t code) noexcept
{
    auto const byte = [&](std::uint32_t value) { *out++ = static_cast<char>(value); };
    if (code < 0x80) {
        byte(code);
    } else if (code < 0x800) {
        byte(0xC0 | code >> 6);
        byte(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        byte(0xE0 | code >> 12);
        byte(0x80 | (code >> 6 & 0x3F));
        byte(0x80 | (code & 0x3F));
    } else {
        byte(0xF0 | code >> 18);
        byte(0x80 | (code >> 12 & 0x3F));
        byte(0x80 | (code >> 6 & 0x3F));
        byte(0x80 | (code & 0x3F));
    }
    return out;
}

// What `character` says where there is no size.
inline constexpr int cut = 0; ///< the rest must come first
inline constexpr int none = -1;

/// How many bytes the character at `at` takes, which is one of two to four.
inline int character(char const* at, char const* end) noexcept
{
    auto const byte = [at](int i) { return static_cast<unsigned char>(at[i]); };
    auto const first = byte(0);
    int const size = first < 0xC2 || first > 0xF4 ? none : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    for (int i = 1; i < size; ++i) {
        if (at + i == end)
            return cut;
        // Not in more bytes than it needs, no half of a surrogate pair, nothing beyond U+10FFFF.
        unsigned const least = i > 1 ? 0x80 : first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        unsigned const most = i > 1 ? 0xBF : first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (byte(i) < least || byte(i) > most)
            return none;
    }
    return size;
}

} // namespace coax::text
