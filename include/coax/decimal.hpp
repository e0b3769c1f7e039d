// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>

#include <compare>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace coax {

/// A number as it was written: for amounts of money, and for digits that no `double` holds. In JSON it is a number; a
/// model's 12.30 stays 12.30. Comparisons are of the exact value (12.30 equals 12.3); there is no arithmetic: see
/// `scaled`. A value type; safe to use from several threads where none changes it.
class decimal {
public:
    /// 0.
    decimal() = default;
    /// A whole number.
    template <std::integral Number>
    decimal(Number number) : digits_(std::to_string(number)) // NOLINT(google-explicit-constructor)
    {
    }
    /// As a number is written in JSON: `-12.30`, `1e6`. Throws std::invalid_argument where it is not, or has an
    /// exponent of more than six digits.
    COAX_DECL explicit decimal(std::string_view digits);
    /// The same; nothing where the constructor would throw.
    [[nodiscard]] COAX_DECL static std::optional<decimal> from(std::string_view digits);

    /// As it was written; lives as long as this is not changed.
    [[nodiscard]] std::string const& str() const noexcept { return digits_; }
    /// The nearest double; infinite beyond the largest.
    [[nodiscard]] COAX_DECL double to_double() const noexcept;
    /// The value times 10 to the power of `places`, which is not below 0: cents for 2. Nothing where that is not whole
    /// or does not fit.
    [[nodiscard]] COAX_DECL std::optional<std::int64_t> scaled(int places) const noexcept;

    friend bool operator==(decimal const& a, decimal const& b) { return (a <=> b) == 0; }
    friend COAX_DECL std::strong_ordering operator<=>(decimal const& a, decimal const& b);

private:
    std::string digits_ = "0";
};

} // namespace coax
