// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/shape.hpp>

#include <optional>
#include <string>

namespace coax::detail {

/// A value as strict JSON in UTF-8, from which the value builder makes the same value again: integers and doubles
/// exactly, a null pointer and an empty optional as null.
///
/// A member whose value no JSON can say (a NaN, an enumerator without a name, a date that is none) is left out: no
/// answer can have put it there, so it is the member's default. Nothing where that holds of the whole, and where a type
/// that Boost.JSON converts from JSON cannot be converted to it. Throws what such a conversion throws.
[[nodiscard]] std::optional<std::string> value_text(shape const& type, void const* value);

} // namespace coax::detail
