// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>
#include <coax/detail/shape.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

// How the types that have a form of their own are read and written. Compiled, so that no user's file contains it.
namespace coax::detail {

/// Length of a duration's tick: num/den seconds.
struct tick {
    std::int64_t num;
    std::int64_t den;

    /// Months and years have no fixed length: such a duration is written in them, and no other is.
    static constexpr std::int64_t month = 2'629'746; ///< seconds, as in `std::chrono::months`
    [[nodiscard]] constexpr bool of_calendar() const noexcept { return den == 1 && num % month == 0; }
};

/// ISO 8601, as PT1H30M. False where the text is no duration, or is not so many whole ticks from `least` to `most`;
/// `problem` then says so.
COAX_DECL bool read_ticks(
    std::string_view text, tick unit, std::int64_t least, std::int64_t most, std::int64_t& ticks, std::string& problem);
COAX_DECL bool read_ticks(std::string_view text, tick unit, double& ticks, std::string& problem);
/// Appends the duration. False where it has more than 2^63 seconds, or is not finite.
COAX_DECL bool write_ticks(tick unit, std::int64_t ticks, std::string& to);
COAX_DECL bool write_ticks(tick unit, double ticks, std::string& to);

/// 32 hexadecimal digits, with hyphens as in 123e4567-e89b-12d3-a456-426614174000.
COAX_DECL bool read_uuid(std::string_view text, std::span<std::uint8_t, 16> to) noexcept;
COAX_DECL void write_uuid(std::span<std::uint8_t const, 16> from, std::string& to);

/// Base64 of either alphabet, with or without padding. The bytes replace those in `to`.
COAX_DECL bool read_base64(std::string_view text, std::string& to);
COAX_DECL void write_base64(std::string_view from, std::string& to);

/// A whole number in digits without more than they need. `bits` is its two's complement.
COAX_DECL bool read_whole(
    std::string_view digits, std::int64_t least, std::uint64_t most, std::uint64_t& bits) noexcept;
COAX_DECL std::string whole_text(std::uint64_t bits, bool is_signed);

/// What a JSON number says: for the types of a user's own. Without a value where it is not whole, or has no double.
COAX_DECL std::optional<std::int64_t> whole_from(std::string_view digits) noexcept;
COAX_DECL std::optional<double> real_from(std::string_view digits) noexcept;
/// Appends a number as JSON. False where it is not finite.
COAX_DECL bool write_number(std::int64_t number, std::string& to);
COAX_DECL bool write_number(double number, std::string& to);

} // namespace coax::detail
