// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/json/value.hpp>

#include <cstddef>

namespace coax::json {

/// As JSON Schema has it: numbers are equal by value, however they are written, and objects in any order of members.
[[nodiscard]] bool equal(boost::json::value const& a, boost::json::value const& b);
/// The same for values that are equal.
[[nodiscard]] std::size_t hash(boost::json::value const& of);

} // namespace coax::json
