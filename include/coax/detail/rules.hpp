// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/json/fwd.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

namespace coax::detail {

/// A bound or example as it was written, so that it is compared and printed exactly.
struct number {
    enum class type : std::uint8_t { none, integer, natural, real };

    constexpr number() = default;
    template <std::integral N>
    constexpr number(N value) noexcept // NOLINT(google-explicit-constructor): bounds are written as numbers
        : is(std::signed_integral<N> ? type::integer : type::natural),
          integer(static_cast<std::int64_t>(value)),
          natural(static_cast<std::uint64_t>(value)),
          real(static_cast<double>(value))
    {
    }
    template <std::floating_point N>
    constexpr number(N value) noexcept // NOLINT(google-explicit-constructor)
        : is(type::real),
          real(static_cast<double>(value))
    {
    }

    constexpr explicit operator bool() const noexcept { return is != type::none; }

    /// Exact for every 64-bit integer and every double.
    [[nodiscard]] constexpr long double exact() const noexcept
    {
        return is == type::integer ? static_cast<long double>(integer)
            : is == type::natural  ? static_cast<long double>(natural)
                                   : static_cast<long double>(real);
    }

    type is = type::none;
    std::int64_t integer = 0;
    std::uint64_t natural = 0;
    double real = 0;
};

struct example {
    std::string_view text;
    detail::number number;
};

/// What a string must be, beyond its length and pattern.
enum class text_format : std::uint8_t { any, time, email, uri, uuid, ipv4, ipv6, hostname };

/// What the notes of one member say.
struct rules {
    static constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

    std::string_view description;
    std::string_view rename;
    std::string_view pattern;
    number ge, gt, le, lt, multiple_of;
    std::size_t min_length = 0;
    std::size_t max_length = unlimited;
    std::size_t min_items = 0;
    std::size_t max_items = unlimited;
    std::array<example, 4> examples{};
    std::size_t example_count = 0;
    bool whole = false;
    bool or_default = false;
    bool quoted = false;
    bool in_order = false;

    // What only a schema says.
    bool unique = false; ///< no two elements of the list are equal
    text_format format = text_format::any;
    boost::json::array const* among = nullptr; ///< the value is one of these; null where any is good
    boost::json::array const* more_examples = nullptr;
    boost::json::value const* fallback = nullptr; ///< what a member is that does not come

    /// Some value between `lowest` and `highest`, which its type can hold, keeps the bounds.
    [[nodiscard]] constexpr bool can_be_kept(long double lowest, long double highest) const noexcept
    {
        auto low = ge && ge.exact() > lowest ? ge.exact() : lowest;
        auto high = le && le.exact() < highest ? le.exact() : highest;
        bool open = false;
        if (gt && gt.exact() >= low) {
            low = gt.exact();
            open = true;
        }
        if (lt && lt.exact() <= high) {
            high = lt.exact();
            open = true;
        }
        return (open ? low < high : low <= high) && (!multiple_of || multiple_of.exact() > 0)
            && min_length <= max_length && min_items <= max_items;
    }

    /// More is asked of a value than its type says.
    [[nodiscard]] constexpr bool demand() const noexcept
    {
        return ge || gt || le || lt || multiple_of || min_length != 0 || max_length != unlimited || min_items != 0
            || max_items != unlimited || !pattern.empty() || whole || or_default || quoted || unique
            || format != text_format::any || among != nullptr;
    }
};

} // namespace coax::detail
