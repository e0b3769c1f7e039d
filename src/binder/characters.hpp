// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "text/utf8.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

// What stands in a JSON string.
namespace coax::binder {

/// Stands for itself in a string, and for itself alone.
inline bool is_plain(char c) noexcept { return static_cast<unsigned char>(c - ' ') < 0x60 && c != '"' && c != '\\'; }

// How many of the bytes at `at` are plain before one is not; at most `block`, and that many can be read.
#ifdef __SSE2__
inline constexpr std::ptrdiff_t block = 16;
inline std::ptrdiff_t plain_of_block(char const* at) noexcept
{
    auto const bytes = _mm_loadu_si128(reinterpret_cast<__m128i const*>(at));
    auto const odd = _mm_or_si128(_mm_cmplt_epi8(bytes, _mm_set1_epi8(' ')), // signed: what is above 0x7F, too
        _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'))));
    auto const mask = static_cast<unsigned>(_mm_movemask_epi8(odd));
    return mask == 0 ? block : std::countr_zero(mask);
}
#else
inline constexpr std::ptrdiff_t block = 8;
inline std::ptrdiff_t plain_of_block(char const* at) noexcept
{
    return std::find_if_not(at, at + block, is_plain) - at;
}
#endif

inline char const* plain_end(char const* at, char const* end) noexcept
{
    for (; end - at >= block; at += block)
        if (auto const plain = plain_of_block(at); plain != block)
            return at + plain;
    return std::find_if_not(at, end, is_plain);
}

// Copies what is plain; `out` and `at` go on. True: there was no more room. More than that may be written, within it.
inline bool copy_plain(char const*& at, char const* end, char*& out, char const* out_end) noexcept
{
    for (auto room = std::min(end - at, out_end - out); room >= block; room -= block) {
        std::memcpy(out, at, static_cast<std::size_t>(block));
        auto const plain = plain_of_block(at);
        at += plain;
        out += plain;
        if (plain != block)
            return false;
    }
    for (; at != end && is_plain(*at); *out++ = *at++)
        if (out >= out_end)
            return true;
    return out >= out_end;
}

using text::character;
using text::cut; // what follows says how many bytes it takes, or one of these
using text::none;

inline int hex(char const* at, char const* end, std::uint32_t& code) noexcept
{
    static constexpr auto digits = [] {
        std::array<std::int8_t, 256> values{};
        values.fill(none);
        for (int i = 0; i < 16; ++i) {
            values[static_cast<unsigned char>("0123456789abcdef"[i])] = static_cast<std::int8_t>(i);
            values[static_cast<unsigned char>("0123456789ABCDEF"[i])] = static_cast<std::int8_t>(i);
        }
        return values;
    }();
    auto const digit = [&](int i) { return int(digits[static_cast<unsigned char>(at[i])]); };
    if (end - at >= 4) {
        auto const all = digit(0) << 12 | digit(1) << 8 | digit(2) << 4 | digit(3); // below 0 where one is none
        code = static_cast<std::uint32_t>(all);
        return all < 0 ? none : 4;
    }
    for (; at != end; ++at)
        if (digit(0) < 0)
            return none;
    return cut;
}

/// What a backslash and this stand for; null where that is nothing.
inline char meant_by(char c) noexcept
{
    switch (c) {
    case '"':
    case '\\':
    case '/':
        return c;
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return '\0';
    }
}

inline int escape(char const* at, char const* end, char*& out) noexcept
{
    if (end - at < 2)
        return cut;
    if (at[1] != 'u') {
        *out = meant_by(at[1]);
        if (*out == '\0')
            return none;
        ++out;
        return 2;
    }
    std::uint32_t code = 0;
    if (auto const got = hex(at + 2, end, code); got <= 0)
        return got;
    if (code < 0xD800 || code > 0xDFFF) {
        out = text::put_utf8(out, code);
        return 6;
    }
    // Half of a pair: the other must follow.
    if (code > 0xDBFF)
        return none;
    for (int i : {6, 7}) {
        if (at + i == end)
            return cut;
        if (at[i] != "\\u"[i - 6])
            return none;
    }
    std::uint32_t low = 0;
    if (auto const got = hex(at + 8, end, low); got <= 0)
        return got;
    if (low < 0xDC00 || low > 0xDFFF)
        return none;
    out = text::put_utf8(out, 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00));
    return 12;
}

/// Either of them.
inline int odd_character(char const* at, char const* end, char*& out) noexcept
{
    if (*at == '\\')
        return escape(at, end, out);
    auto const size = character(at, end);
    if (size > 0)
        out = std::copy(at, at + size, out);
    return size;
}

} // namespace coax::binder
