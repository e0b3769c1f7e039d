// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "text/unicode_traits.hpp"

#include <string_view>

namespace coax::text {

namespace {

enum members_of_class : std::uint32_t {
    of_lower = 1 << 0,
    of_upper = 1 << 1,
    of_digit = 1 << 2,
    of_xdigit = 1 << 3, // a to f
    of_punct = 1 << 4,
    of_underscore = 1 << 5,
    of_blank = 1 << 6,
    of_line_end = 1 << 7, // \n \v \f \r
    of_cntrl = 1 << 8,
    of_wide = 1 << 9, // beyond one byte
};

constexpr std::uint32_t of_alnum = of_lower | of_upper | of_digit;

struct named_class {
    std::u32string_view name;
    std::uint32_t members;
};

constexpr named_class named[] = {
    {U"alnum", of_alnum},
    {U"alpha", of_lower | of_upper},
    {U"blank", of_blank},
    {U"cntrl", of_cntrl},
    {U"d", of_digit},
    {U"digit", of_digit},
    {U"graph", of_alnum | of_punct},
    {U"h", of_blank},
    {U"l", of_lower},
    {U"lower", of_lower},
    {U"punct", of_punct},
    {U"s", of_blank | of_line_end},
    {U"space", of_blank | of_line_end},
    {U"u", of_upper},
    {U"unicode", of_wide},
    {U"upper", of_upper},
    {U"v", of_line_end},
    {U"w", of_alnum | of_underscore},
    {U"word", of_alnum | of_underscore},
    {U"xdigit", of_digit | of_xdigit},
};

std::uint32_t classes_of(char32_t c) noexcept
{
    if (c >= U'a' && c <= U'z')
        return c <= U'f' ? of_lower | of_xdigit : of_lower;
    if (c >= U'A' && c <= U'Z')
        return c <= U'F' ? of_upper | of_xdigit : of_upper;
    if (c >= U'0' && c <= U'9')
        return of_digit;
    if (c == U' ')
        return of_blank;
    if (c == U'\t')
        return of_blank | of_cntrl;
    if (c >= U'\n' && c <= U'\r')
        return of_line_end | of_cntrl;
    if (c < 0x20 || c == 0x7F)
        return of_cntrl;
    if (c < 0x7F)
        return c == U'_' ? of_punct | of_underscore : of_punct;
    constexpr std::uint32_t none = 0;
    return c > 0xFF ? of_wide : none;
}

} // namespace

std::u32string unicode_traits::transform_primary(char_type const* begin, char_type const* end)
{
    string_type lower(begin, end);
    for (auto& c : lower)
        c = translate_nocase(c);
    return lower;
}

std::uint32_t unicode_traits::lookup_classname(char_type const* begin, char_type const* end)
{
    auto const name = transform_primary(begin, end); // \D asks for D, and is turned round
    for (auto const& known : named)
        if (known.name == name)
            return known.members;
    return 0;
}

bool unicode_traits::isctype(char_type c, char_class_type wanted) { return (classes_of(c) & wanted) != 0; }

int unicode_traits::value(char_type c, int radix)
{
    auto const lower = translate_nocase(c);
    int digit = -1;
    if (c >= U'0' && c <= U'9')
        digit = static_cast<int>(c - U'0');
    else if (lower >= U'a' && lower <= U'f')
        digit = static_cast<int>(lower - U'a') + 10;
    return digit < radix ? digit : -1;
}

} // namespace coax::text
