// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

// Matches names that are not written exactly as in the type.
namespace coax::bind {

/// What a key is to an open object. `any`: the object takes every key, or its type does not matter.
enum class key_status : std::uint8_t { unknown, given, known, any };

/// `text` in lower case, without punctuation that has no meaning. Signs, and a minus before a number, stay.
std::string folded(std::string_view text);

enum class likeness : std::uint8_t { none, folded, except_case };
/// How `text` resembles `name`; `text_folded` is `folded(text)`.
likeness compare_names(std::string_view name, std::string_view text, std::string_view text_folded);

/// Whether `text` is exactly one of the words.
bool one_of(std::string_view text, std::initializer_list<std::string_view> words);

/// Index of the only name among `count` that `text` can mean: the only one that differs in case alone, else the only
/// one that is equal when both are folded. `count` if there is none, or more than one.
template <class NameAt>
std::size_t only_match(std::size_t count, std::string_view text, NameAt name_at)
{
    auto const text_folded = folded(text);
    std::size_t found[2] = {count, count};
    std::size_t matches[2] = {0, 0};
    for (std::size_t i = 0; i < count; ++i) {
        auto const like = compare_names(name_at(i), text, text_folded);
        if (like == likeness::except_case)
            found[0] = i, ++matches[0];
        if (like != likeness::none)
            found[1] = i, ++matches[1];
    }
    if (matches[0] == 1)
        return found[0];
    return matches[0] == 0 && matches[1] == 1 ? found[1] : count;
}

} // namespace coax::bind
