// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "text/redact.hpp"

#include <algorithm>
#include <charconv>

namespace coax::text {

namespace {

constexpr std::size_t shortest_secret = 4;
constexpr std::size_t telling = 8;
constexpr std::string_view instead = "[API key]";

/// What is given as a key where a service wants none.
bool is_placeholder(std::string_view key)
{
    constexpr std::string_view known[]
        = {"none", "null", "empty", "dummy", "test", "fake", "local", "unused", "ollama"};
    return std::ranges::any_of(known, [&](std::string_view one) {
        return std::ranges::equal(
            one, key, {}, {}, [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    });
}

bool is_word(char c) noexcept
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

/// The text begins with these hexadecimal digits of the character.
bool is_hex(std::string_view text, std::size_t digits, char c)
{
    unsigned code = 0;
    auto const part = text.substr(0, digits);
    auto const [last, error] = std::from_chars(part.data(), part.data() + part.size(), code, 16);
    return part.size() == digits && error == std::errc() && last == part.data() + digits
        && code == static_cast<unsigned char>(c);
}

/// Bytes in which the text begins with the character: as it is, or escaped as JSON, JSON pointers or URLs do it. 0
/// where it does not.
std::size_t written(std::string_view text, char c)
{
    if (text.empty())
        return 0;
    if (text[0] == c)
        return 1;
    auto const rest = text.substr(1);
    if (text[0] == '\\' && rest.starts_with('u'))
        return is_hex(rest.substr(1), 4, c) ? 6 : 0;
    if (text[0] == '\\')
        return rest.starts_with(c) && (c == '/' || c == '"') ? 2 : 0;
    if (text[0] == '%')
        return is_hex(rest, 2, c) ? 3 : 0;
    if (text[0] == '~')
        return c == '/' && rest.starts_with('1') ? 2 : 0;
    return 0;
}

/// Bytes in which the text begins with the key, or with so much of it that it gives the key away.
std::size_t key_size(std::string_view text, std::string_view key)
{
    std::size_t bytes = 0;
    std::size_t characters = 0;
    while (characters < key.size()) {
        auto const size = written(text.substr(bytes), key[characters]);
        if (size == 0)
            break;
        bytes += size;
        ++characters;
    }
    return characters >= std::min(key.size(), telling) ? bytes : 0;
}

} // namespace

void redact(std::string& text, std::string_view key)
{
    if (key.size() < shortest_secret || is_placeholder(key))
        return;
    char const starts[] = {key.front(), '\\', '%', '~'};
    bool const word = key.size() < telling; // within another word it is chance
    std::size_t at = 0;
    while ((at = text.find_first_of(std::string_view(starts, sizeof starts), at)) != text.npos) {
        auto const size = key_size(std::string_view(text).substr(at), key);
        bool const part_of_word = word && size != 0
            && ((at != 0 && is_word(text[at - 1])) || (at + size < text.size() && is_word(text[at + size])));
        if (size != 0 && !part_of_word) {
            text.replace(at, size, instead);
            at += instead.size();
        } else {
            ++at;
        }
    }
}

} // namespace coax::text
