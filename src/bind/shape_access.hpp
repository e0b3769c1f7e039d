// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "shape/json_slots.hpp"

#include <coax/detail/shape.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

// Functions about a shape that several classes of this room use.
namespace coax::bind {

using detail::choice_shape;
using detail::map_shape;
using detail::moment_shape;
using detail::nullable_shape;
using detail::record_shape;
using detail::sequence_shape;
using detail::set_shape;
using detail::shape_kind;
using detail::tuple_shape;
using detail::variant_shape;
using detail::written_shape;

/// One string, number or boolean, which is stored when it is whole, or a text.
constexpr bool is_scalar(shape_kind kind) noexcept { return kind <= shape_kind::digits; }

template <class Shape>
Shape const& as(detail::shape const& type) noexcept
{
    return static_cast<Shape const&>(type);
}

/// The JSON kinds that a shape is written as, if its kind alone decides.
inline constexpr auto written_as = [] {
    std::array<std::uint8_t, std::size_t(shape_kind::custom) + 1> kinds{};
    auto const set = [&](shape_kind shape, std::uint8_t written) { kinds[std::size_t(shape)] = written; };
    set(shape_kind::boolean, detail::json_bool);
    set(shape_kind::integer, detail::json_number);
    set(shape_kind::real, detail::json_number);
    set(shape_kind::text, detail::json_string);
    set(shape_kind::choice, detail::json_string);
    set(shape_kind::moment, detail::json_string);
    set(shape_kind::written, detail::json_string);
    set(shape_kind::digits, detail::json_number);
    set(shape_kind::nothing, detail::json_null);
    set(shape_kind::sequence, detail::json_array);
    set(shape_kind::set, detail::json_array);
    set(shape_kind::tuple, detail::json_array);
    set(shape_kind::map, detail::json_object | detail::json_array); // a list where a service takes no other
    set(shape_kind::record, detail::json_object);
    return kinds;
}();

inline bool is_written_as(detail::shape const& type, std::uint8_t kind) noexcept
{
    return (written_as[std::size_t(type.kind)] & kind) != 0;
}

/// The type inside optional and unique_ptr.
inline detail::shape const& inside(detail::shape const& type) noexcept
{
    auto const* at = &type;
    while (at->kind == shape_kind::nullable)
        at = as<nullable_shape>(*at).inner;
    return *at;
}

inline bool is_list(detail::shape const& type) noexcept
{
    return type.kind == shape_kind::sequence || type.kind == shape_kind::set;
}

inline detail::shape const& element_of(detail::shape const& list) noexcept
{
    return list.kind == shape_kind::sequence ? *as<sequence_shape>(list).inner : *as<set_shape>(list).inner;
}

inline bool is_tagged(detail::shape const& type) noexcept
{
    return type.kind == shape_kind::variant && !as<variant_shape>(type).tag.empty();
}

/// Whether some alternative of a variant without a tag is written as this kind.
inline bool has_alternative(variant_shape const& type, std::uint8_t kind) noexcept
{
    return type.tag.empty() && std::ranges::any_of(type.kinds, [&](auto bits) { return (bits & kind) != 0; });
}

/// A variant of which several alternatives take a value of this kind: they are tried when it is whole.
inline bool is_tried(detail::shape const& type, std::uint8_t kind) noexcept
{
    return type.kind == shape_kind::variant && as<variant_shape>(type).in_order
        && std::ranges::count(as<variant_shape>(type).kinds, kind) > 1;
}

/// Where the member of a record is.
inline void* place_of(detail::field const& member, void* record)
{
    return member.access != nullptr ? member.access(record) : detail::json_slots::member(record, member.name);
}

inline void* place_of(detail::element const& part, std::size_t index, void* tuple)
{
    return part.access != nullptr ? part.access(tuple) : detail::json_slots::element(tuple, index);
}

/// A value whose type is known only with its tag. Until then it has no place, so that no partial shows a wrong
/// alternative.
inline bool waits_for_tag(detail::shape const& declared) noexcept { return is_tagged(inside(declared)); }

/// Stands for the address of such a value.
inline void* unplaced() noexcept
{
    static constexpr char no_value = 0;
    return const_cast<char*>(&no_value);
}

/// The type of an object that can have no place: nothing in it is read.
inline constexpr record_shape no_place{"", "", {}, false, nullptr};

/// The index of `text`, or the number of spellings if it is none of them.
inline std::size_t find_spelling(choice_shape const& type, std::string_view text) noexcept
{
    return static_cast<std::size_t>(std::ranges::find(type.spellings, text) - type.spellings.begin());
}

inline choice_shape const& tag_of(variant_shape const& type, record_shape const& alternative) noexcept
{
    return as<choice_shape>(*std::ranges::find(alternative.fields, type.tag, &detail::field::name)->type);
}

} // namespace coax::bind
