// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "text/printable.hpp"

#include "text/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace coax::text {

namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

bool is_ascii(char c) noexcept { return static_cast<unsigned char>(c) < 0x80; }

/// Behind the characters that begin at `at`: the end, or the first byte that is of no whole one.
char const* skip_characters(char const* at, char const* end) noexcept
{
    while (at != end) {
        if (std::uint64_t eight = 0; static_cast<std::size_t>(end - at) >= sizeof eight) {
            std::memcpy(&eight, at, sizeof eight);
            if ((eight & 0x8080'8080'8080'8080U) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        int const size = is_ascii(*at) ? 1 : character(at, end);
        if (size < 1)
            break;
        at += size;
    }
    return at;
}

/// Bytes that one U+FFFD stands for: as many as could have begun a character (Unicode's maximal subpart).
std::size_t wrong_part(char const* at, char const* end) noexcept
{
    std::size_t size = 1;
    while (at + size != end && character(at, at + size) == cut && character(at, at + size + 1) == cut)
        ++size;
    return size;
}

bool is_control(char c) noexcept { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }
bool is_white(char c) noexcept { return c == '\n' || c == '\t' || c == '\r'; }

template <class Wanted>
void clean(std::string& text, Wanted stays)
{
    make_utf8(text);
    for (auto& c : text)
        if (is_control(c) && !stays(c))
            c = ' ';
    // U+0080 to U+009F are control characters as well.
    for (std::size_t at = text.find('\xC2'); at != text.npos; at = text.find('\xC2', at + 1))
        if (static_cast<unsigned char>(text[at + 1]) < 0xA0)
            text.replace(at, 2, " ");
}

} // namespace

std::size_t first_not_utf8(std::string_view text) noexcept
{
    auto const* const end = text.data() + text.size();
    auto const* const wrong = skip_characters(text.data(), end);
    return wrong == end ? text.npos : static_cast<std::size_t>(wrong - text.data());
}

bool is_utf8(std::string_view text) noexcept { return first_not_utf8(text) == text.npos; }

std::string as_utf8(std::string_view text)
{
    std::string valid;
    valid.reserve(text.size());
    auto const* const end = text.data() + text.size();
    for (auto const* at = text.data();;) {
        auto const* const wrong = skip_characters(at, end);
        valid.append(at, wrong);
        if (wrong == end)
            return valid;
        valid.append(replacement);
        at = wrong + wrong_part(wrong, end);
    }
}

void make_utf8(std::string& text)
{
    if (!is_utf8(text))
        text = as_utf8(text);
}

void clean(std::string& text)
{
    clean(text, [](char c) { return is_white(c); });
}

void clean_line(std::string& text)
{
    clean(text, [](char) { return false; });
}

} // namespace coax::text
