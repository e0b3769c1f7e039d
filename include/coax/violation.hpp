// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace coax {

/// What kind of rule a value broke.
enum class rule : std::uint8_t {
    syntax, ///< not JSON
    kind, ///< another JSON kind than the member's type
    missing, ///< a required member is not there, or is null
    unknown, ///< a key that a closed type does not have
    duplicate, ///< a key twice, or an element of a set twice
    range, ///< does not fit the member's type, or breaks ge, gt, le, lt, multiple_of
    length, ///< min_length, max_length, min_items, max_items
    pattern, ///< does not match
    choice, ///< not one of the allowed values
    format, ///< not a date, time, UUID or the like in its form
    quote, ///< does not stand in the text that it is noted to be quoted from
    limit, ///< a limit of coax itself: depth, size
    custom, ///< the user's own rule
};

/// The enumerator's name.
[[nodiscard]] COAX_DECL std::string_view to_string(rule value) noexcept;

/// One broken rule. The words go to the model as they stand when it is asked again.
class violation {
public:
    violation() = default;
    violation(coax::rule broken, std::string place, std::string words)
        : rule(broken),
          pointer(std::move(place)),
          message(std::move(words))
    {
    }

    coax::rule rule = rule::custom;
    std::string pointer; ///< JSON pointer (RFC 6901) into the answer; "" is the whole
    std::string message; ///< for example "must be at most 1, but is 1.5"

    friend bool operator==(violation const&, violation const&) = default;
};

} // namespace coax
