// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/forms.hpp>
#include <coax/detail/shape_of.hpp>
#include <coax/represent.hpp>

#include <limits>

// Types with a form of their own in JSON. The headers of the types themselves are not needed here.
namespace coax::detail {

template <class Rep, class Period>
struct shaper<std::chrono::duration<Rep, Period>> {
    using type = std::chrono::duration<Rep, Period>;
    static constexpr tick unit{Period::num, Period::den};
    static constexpr bool floating = std::chrono::treat_as_floating_point_v<Rep>;

    static bool read(std::string_view text, void* to, std::string& problem)
    {
        std::conditional_t<floating, double, std::int64_t> ticks{};
        bool good = false;
        if constexpr (floating)
            good = read_ticks(text, unit, ticks, problem);
        else
            good = read_ticks(
                text, unit, static_cast<std::int64_t>(std::numeric_limits<Rep>::min()), most(), ticks, problem);
        if (good)
            *static_cast<type*>(to) = type(static_cast<Rep>(ticks));
        return good;
    }
    static constexpr std::int64_t most()
    {
        constexpr auto all = std::numeric_limits<std::int64_t>::max();
        auto const rep = static_cast<std::uint64_t>(std::numeric_limits<Rep>::max());
        return rep > static_cast<std::uint64_t>(all) ? all : static_cast<std::int64_t>(rep);
    }
    static constexpr std::string_view calendar_pattern()
    {
        return !unit.of_calendar() ? "" : unit.num == tick::month ? "^P([0-9]+Y([0-9]+M)?|[0-9]+M)$" : "^P[0-9]+Y$";
    }
    static bool write(void const* from, std::string& to)
    {
        auto const ticks = static_cast<type const*>(from)->count();
        if constexpr (floating)
            return write_ticks(unit, static_cast<double>(ticks), to);
        else
            return write_ticks(unit, static_cast<std::int64_t>(ticks), to);
    }
    static constexpr auto written_as = json_string;
    static constexpr written_shape value{shape_kind::written,
        {unit.of_calendar() ? "a duration of years and months such as P1Y6M" : "a duration such as PT1H30M",
            unit.of_calendar() ? "An ISO 8601 duration of years and months such as P1Y6M"
                               : "An ISO 8601 duration such as PT1H30M",
            "duration", calendar_pattern(), ""},
        &read, &write};
};

template <std::same_as<boost::uuids::uuid> T>
struct shaper<T> {
    static bool read(std::string_view text, void* to, std::string&)
    {
        return read_uuid(text, std::span<std::uint8_t, 16>(static_cast<T*>(to)->begin(), 16));
    }
    static bool write(void const* from, std::string& to)
    {
        write_uuid(std::span<std::uint8_t const, 16>(static_cast<T const*>(from)->begin(), 16), to);
        return true;
    }
    static constexpr auto written_as = json_string;
    static constexpr written_shape value{shape_kind::written,
        {"a UUID such as 123e4567-e89b-12d3-a456-426614174000", "", "uuid", "", ""}, &read, &write};
};

/// std::filesystem::path, whose header would cost every user's file.
template <is_path T>
struct shaper<T> {
    static bool read(std::string_view text, void* to, std::string& problem)
    {
        if (text.find('\0') != text.npos) {
            problem = "a path has no character with the code 0";
            return false;
        }
        *static_cast<T*>(to) = T(std::u8string(text.begin(), text.end()));
        return true;
    }
    static bool write(void const* from, std::string& to)
    {
        auto const text = static_cast<T const*>(from)->generic_u8string();
        to.append(text.begin(), text.end());
        return true;
    }
    static constexpr auto written_as = json_string;
    static constexpr written_shape value{
        shape_kind::written, {"a path", "A path of a file or folder", "", "", ""}, &read, &write};
};

template <std::same_as<decimal> T>
struct shaper<T> {
    static bool read(std::string_view digits, void* to, std::string& problem)
    {
        auto got = T::from(digits);
        if (got)
            *static_cast<T*>(to) = std::move(*got);
        else
            problem = "its exponent is too large";
        return got.has_value();
    }
    static bool write(void const* from, std::string& to)
    {
        to += static_cast<T const*>(from)->str();
        return true;
    }
    static constexpr auto written_as = json_number;
    static constexpr written_shape value{shape_kind::digits, {"a number", "", "", "", ""}, &read, &write};
};

template <std::same_as<bytes> T>
struct shaper<T> {
    static bool read(std::string_view text, void* to, std::string&)
    {
        return read_base64(text, static_cast<T*>(to)->data());
    }
    static bool write(void const* from, std::string& to)
    {
        write_base64(static_cast<T const*>(from)->view(), to);
        return true;
    }
    static constexpr auto written_as = json_string;
    static constexpr written_shape value{shape_kind::written, {"bytes in base64", "", "", "", "base64"}, &read, &write};
};

template <>
struct shaper<std::monostate> {
    static constexpr auto written_as = json_null;
    static constexpr shape value{shape_kind::nothing};
};

template <class T>
using representation_of = std::remove_cvref_t<decltype(tag_invoke(represent_tag{}, static_cast<T const*>(nullptr)))>;

template <class>
inline constexpr bool is_representation = false;
template <class... A>
inline constexpr bool is_representation<representation<A...>> = true;

/// What a user's function returned is the value, or something that holds one, or an error.
template <class T, class Got>
bool store_represented(Got&& got, void* to, std::string& problem)
{
    if constexpr (std::is_convertible_v<Got, T>) {
        *static_cast<T*>(to) = std::forward<Got>(got);
        return true;
    } else {
        if (!got) {
            if constexpr (requires { got.error().message(); })
                problem = got.error().message();
            else if constexpr (requires { problem = got.error(); })
                problem = got.error();
            return false;
        }
        *static_cast<T*>(to) = *std::forward<Got>(got);
        return true;
    }
}

template <class T, class Read, class Argument>
concept reads_represented
    = std::is_invocable_v<Read const&, Argument> && requires(std::invoke_result_t<Read const&, Argument> got)
{
    requires std::is_convertible_v<decltype(got), T> || std::is_convertible_v<decltype(*got), T>;
};

/// A class of the user's own.
template <represented T>
struct shaper<T> {
    static_assert(is_representation<representation_of<T>>,
        "coax: tag_invoke(coax::represent_tag, T const*) returns what coax::as_string, as_number or as_integer made");
    static constexpr auto about = tag_invoke(represent_tag{}, static_cast<T const*>(nullptr));
    using argument = typename representation_of<T>::argument;
    using reading = std::remove_cvref_t<decltype(about.read())>;
    using writing = std::remove_cvref_t<decltype(about.write())>;
    static constexpr bool is_text = representation_of<T>::is_text;
    static_assert(std::is_default_constructible_v<T> && std::is_move_assignable_v<T>,
        "coax: a class that stands as a string or a number must be default constructible and assignable");
    static_assert(reads_represented<T, reading, argument>,
        "coax: the first function of coax::as_string takes a std::string_view, that of as_number a double, that of "
        "as_integer a std::int64_t; it returns the class itself, a std::optional or a boost::system::result of it");

    static bool read(std::string_view text, void* to, std::string& problem)
    {
        if constexpr (!reads_represented<T, reading, argument>) {
            return false; // so that no second message follows the first
        } else if constexpr (is_text) {
            return store_represented<T>(about.read()(text), to, problem);
        } else if constexpr (std::is_integral_v<argument>) {
            auto const number = whole_from(text);
            return number && store_represented<T>(about.read()(*number), to, problem);
        } else {
            auto const number = real_from(text);
            return number && store_represented<T>(about.read()(*number), to, problem);
        }
    }
    static bool write(void const* from, std::string& to)
    {
        auto const& value = *static_cast<T const*>(from);
        if constexpr (std::is_same_v<writing, no_writer>) {
            return false;
        } else if constexpr (is_text) {
            to += about.write()(value);
            return true;
        } else {
            return write_number(static_cast<argument>(about.write()(value)), to);
        }
    }
    static constexpr auto written_as = is_text ? json_string : json_number;
    static constexpr written_shape value{is_text ? shape_kind::written : shape_kind::digits, about.wording(), &read,
        std::is_same_v<writing, no_writer> ? nullptr : &write};
};

} // namespace coax::detail
