// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/shape.hpp>

namespace coax::detail {

/// No value of it is finite: each has another inside that must be there.
[[nodiscard]] bool is_endless(shape const& root);
/// It is part of itself by lists, maps, tuples and alternatives alone.
[[nodiscard]] bool holds_itself(shape const& type);

} // namespace coax::detail
