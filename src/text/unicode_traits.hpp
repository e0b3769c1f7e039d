// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace coax::text {

/// Boost.Regex's traits for whole characters of Unicode on every system: `wchar_t` holds half of one on Windows.
/// Classes as `\d` and `\w` are of ASCII, whatever locale the program has set.
struct unicode_traits {
    using char_type = char32_t;
    using size_type = std::size_t;
    using string_type = std::u32string;
    using char_class_type = std::uint32_t;
    struct locale_type { };

    static size_type length(char_type const* text) { return std::char_traits<char_type>::length(text); }

    static char_type translate(char_type c) { return c; }
    static char_type translate_nocase(char_type c) { return c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c; }
    static string_type transform(char_type const* begin, char_type const* end) { return {begin, end}; }
    static string_type transform_primary(char_type const* begin, char_type const* end);

    /// 0 where there is no such class.
    static char_class_type lookup_classname(char_type const* begin, char_type const* end);
    static bool isctype(char_type c, char_class_type wanted);
    /// Only a character's own name.
    static string_type lookup_collatename(char_type const* begin, char_type const* end)
    {
        return end - begin == 1 ? string_type(begin, end) : string_type();
    }
    /// The digit's value in that radix; -1 for what is no digit of it.
    static int value(char_type c, int radix);

    static locale_type imbue(locale_type) { return {}; }
    static locale_type getloc() { return {}; }
};

} // namespace coax::text
