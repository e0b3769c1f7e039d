// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string_view>

namespace coax {

namespace detail {
template <std::size_t N>
struct fixed_string {
    consteval fixed_string(char const (&text)[N]) // NOLINT(google-explicit-constructor): written as "text"
    {
        for (std::size_t i = 0; i < N; ++i)
            chars[i] = text[i];
    }
    [[nodiscard]] constexpr std::string_view view() const noexcept { return {chars, N - 1}; }
    char chars[N]{};
};
} // namespace detail

/// One of these strings, held as an index. Comparing with or assigning a string that is not among them does
/// not compile. Default-made it is `empty()` (nothing has been said yet), except where there is only one string.
///
///     using urgency = coax::literal<"low", "medium", "high">;
///     urgency u = "low";
///     if (u == "high") ...
template <detail::fixed_string... Text>
class literal {
public:
    /// All of them, in the order in which they were written.
    static constexpr std::array<std::string_view, sizeof...(Text)> spellings{Text.view()...};
    static_assert(sizeof...(Text) > 0 && sizeof...(Text) < 65535, "coax: a literal is one of 1 to 65534 strings");

    constexpr literal() noexcept : index_(sizeof...(Text) == 1 ? 0 : none) { }
    consteval literal(char const* text) : index_(index_of(text)) // NOLINT(google-explicit-constructor)
    {
        if (index_ == none)
            throw "coax: this string is not one of the literal's";
    }

    /// The string at `index` of `spellings`; `empty()` where there is none.
    [[nodiscard]] static constexpr literal at(std::size_t index) noexcept
    {
        literal made;
        made.index_ = index < spellings.size() ? static_cast<std::uint16_t>(index) : none;
        return made;
    }

    /// The one spelled so, for text known at run time only; `empty()` where there is none.
    [[nodiscard]] static constexpr literal from(std::string_view text) noexcept { return at(index_of(text)); }

    /// "" where empty.
    [[nodiscard]] constexpr std::string_view view() const noexcept
    {
        return empty() ? std::string_view() : spellings[index_];
    }
    [[nodiscard]] constexpr bool empty() const noexcept { return index_ == none; }
    /// Position in `spellings`; 65535 where empty.
    [[nodiscard]] constexpr std::size_t index() const noexcept { return index_; }

    friend constexpr bool operator==(literal, literal) noexcept = default;
    friend constexpr bool operator<(literal a, literal b) noexcept { return a.index_ < b.index_; }

    template <class Char, class Traits>
    friend std::basic_ostream<Char, Traits>& operator<<(std::basic_ostream<Char, Traits>& out, literal value)
    {
        return out << value.view();
    }

private:
    static constexpr std::uint16_t none = 65535;

    static constexpr std::uint16_t index_of(std::string_view text) noexcept
    {
        for (std::size_t i = 0; i < spellings.size(); ++i)
            if (spellings[i] == text)
                return static_cast<std::uint16_t>(i);
        return none;
    }

    std::uint16_t index_;
};

} // namespace coax

template <coax::detail::fixed_string... Text>
struct std::hash<coax::literal<Text...>> {
    [[nodiscard]] std::size_t operator()(coax::literal<Text...> value) const noexcept { return value.index(); }
};
