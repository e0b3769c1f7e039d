// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/shape.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace coax::bind {

using detail::shape_kind;

/// The JSON kinds that a shape is written as, for each of `shape_kind` that needs no other look.
inline constexpr auto written_as = [] {
    std::array<std::uint8_t, std::size_t(shape_kind::custom) + 1> kinds{};
    auto const set = [&](shape_kind shape, std::uint8_t written) { kinds[std::size_t(shape)] = written; };
    set(shape_kind::boolean, detail::json_bool);
    set(shape_kind::integer, detail::json_number);
    set(shape_kind::real, detail::json_number);
    set(shape_kind::text, detail::json_string);
    set(shape_kind::choice, detail::json_string);
    set(shape_kind::moment, detail::json_string);
    set(shape_kind::sequence, detail::json_array);
    set(shape_kind::set, detail::json_array);
    set(shape_kind::tuple, detail::json_array);
    set(shape_kind::map, detail::json_object | detail::json_array); // a list where a service takes no other
    set(shape_kind::record, detail::json_object);
    return kinds;
}();

/// What a type is that may also be null.
inline detail::shape const& inside(detail::shape const& type) noexcept
{
    auto const* at = &type;
    while (at->kind == shape_kind::nullable)
        at = static_cast<detail::nullable_shape const*>(at)->inner;
    return *at;
}

inline bool is_written_as(detail::shape const& type, std::uint8_t kind)
{
    return (written_as[std::size_t(type.kind)] & kind) != 0;
}

} // namespace coax::bind
