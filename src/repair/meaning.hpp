// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/rules.hpp>
#include <coax/tolerance.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// What words that are not to the letter can mean, where they can mean one thing only.
namespace coax::repair {

/// In lower case, without the punctuation that carries no meaning. Signs, and a minus before a number, stay.
std::string folded(std::string_view text);

/// "1,234.50", "$5", "12 %", "1_000": whole, and nothing else beside it. Percent and currency signs are dropped: the
/// number stands as it is written. Not one with leading zeros, which may be a name; nor one whose separators may be a
/// decimal comma.
std::optional<detail::number> number(std::string_view text);

/// "true", "Yes." and the like; with `lenient` also "on", "y", "1" and their opposites.
std::optional<bool> boolean(std::string_view text, tolerance how);

/// "null", "None", "n/a", "".
bool nothing(std::string_view text);

/// Index of the one name among `count` that `text` means: the only one that is the same but for case, else the only
/// one that is the same when both are folded. `count` where there is none, or more than one.
template <class NameAt>
std::size_t only_match(std::size_t count, std::string_view text, NameAt name_at);

// ---- the template above, in two passes over compiled comparison

enum class likeness : unsigned char { none, folded, but_for_case };
likeness alike(std::string_view name, std::string_view text, std::string_view text_folded);

template <class NameAt>
std::size_t only_match(std::size_t count, std::string_view text, NameAt name_at)
{
    auto const as_folded = folded(text);
    std::size_t found[2] = {count, count};
    std::size_t matches[2] = {0, 0};
    for (std::size_t i = 0; i < count; ++i) {
        auto const how = alike(name_at(i), text, as_folded);
        if (how == likeness::but_for_case)
            found[0] = i, ++matches[0];
        if (how != likeness::none)
            found[1] = i, ++matches[1];
    }
    if (matches[0] == 1)
        return found[0];
    return matches[0] == 0 && matches[1] == 1 ? found[1] : count;
}

} // namespace coax::repair
