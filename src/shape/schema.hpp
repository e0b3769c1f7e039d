// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/shape.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <string_view>

namespace coax::detail {

/// What stands at the root of an answer.
enum class root_form : std::uint8_t {
    one, ///< the type itself where it is a struct, else an object with the member `value`
    many, ///< an object whose member `items` is a list of the type
};

/// Name of the one member of a wrapping object.
inline constexpr std::string_view wrapped_value = "value";
inline constexpr std::string_view wrapped_items = "items";

/// Whether `root_form::one` puts this shape into an object: providers want an object at the root.
[[nodiscard]] constexpr bool needs_wrapping(shape const& root) noexcept { return root.kind != shape_kind::record; }

/// JSON Schema 2020-12 of a shape, everything said: `dialect::plain`.
[[nodiscard]] boost::json::object plain_schema(shape const& root, root_form form = root_form::one);
/// The same of the type itself, whatever it is, with the ranges of integers of 32 bits: nothing is left out for being
/// of no use to a model.
[[nodiscard]] boost::json::object full_schema(shape const& root);

} // namespace coax::detail
