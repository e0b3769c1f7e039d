// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/shape.hpp>
#include <coax/represent_tag.hpp>

#include <cstdint>
#include <string_view>
#include <type_traits>

namespace coax {

namespace detail {
struct no_writer { };
} // namespace detail

/// What `as_string`, `as_number` and `as_integer` make. Setters return a changed copy.
template <class Argument, class Read, class Write>
class representation {
public:
    using argument = Argument;
    static constexpr bool is_text = std::is_same_v<Argument, std::string_view>;

    constexpr representation(Read from, Write to) : read_(from), write_(to)
    {
        wording_.whole = std::is_integral_v<Argument>;
    }

    /// What a value is, with an article: "a version such as 1.2.3". The model is told it, and where the function does
    /// not take a value, the violation says "must be a version such as 1.2.3, but is ...".
    [[nodiscard]] constexpr representation words(std::string_view text) const
    {
        auto copy = *this;
        copy.wording_.words = text;
        copy.wording_.description = text;
        return copy;
    }
    /// `pattern` of the JSON Schema, an ECMAScript regular expression: it steers the model where the service takes it.
    /// What comes is checked by the function alone.
    [[nodiscard]] constexpr representation pattern(std::string_view expression) const
    {
        static_assert(is_text, "coax: a pattern is about a string");
        auto copy = *this;
        copy.wording_.pattern = expression;
        return copy;
    }
    /// `format` of the JSON Schema, as "email" or "uri"; likewise.
    [[nodiscard]] constexpr representation format(std::string_view name) const
    {
        static_assert(is_text, "coax: a format is about a string");
        auto copy = *this;
        copy.wording_.format = name;
        return copy;
    }

    [[nodiscard]] constexpr detail::written_shape::form const& wording() const noexcept { return wording_; }
    [[nodiscard]] constexpr Read const& read() const noexcept { return read_; }
    [[nodiscard]] constexpr Write const& write() const noexcept { return write_; }

private:
    Read read_;
    Write write_;
    detail::written_shape::form wording_{};
};

/// A string in JSON. `read` takes a std::string_view, borrowed for the call, and returns the value; or something that
/// may have none: a std::optional, or a boost::system::result, whose error is then told. What it throws that is a
/// std::exception makes the value a violation at its JSON pointer, with `what()` in it; memory that lacks, and anything
/// else, ends the call. `write` takes the value and returns the text; without it the journal of a batch
/// (<coax/batch.hpp>) cannot keep such values.
///
/// Both are functions or lambdas without captures, and must not depend on time or place: they may be called in any
/// thread, and more than once for one value.
template <class Read, class Write = detail::no_writer>
[[nodiscard]] constexpr auto as_string(Read read, Write write = {})
{
    return representation<std::string_view, Read, Write>(read, write);
}

/// A number in JSON: `read` takes a double, `write` returns one.
template <class Read, class Write = detail::no_writer>
[[nodiscard]] constexpr auto as_number(Read read, Write write = {})
{
    return representation<double, Read, Write>(read, write);
}

/// A whole number in JSON: `read` takes a std::int64_t, `write` returns one.
template <class Read, class Write = detail::no_writer>
[[nodiscard]] constexpr auto as_integer(Read read, Write write = {})
{
    return representation<std::int64_t, Read, Write>(read, write);
}

} // namespace coax
