// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>

namespace coax::sim {

/// A plausible value that fits the JSON Schema: the first of an enum, numbers within their bounds, as few items as
/// are allowed but two where there may be, readable strings; `$ref` is followed. Bounds count also where the
/// description has them, `{minimum: 0, maximum: 1}`, because the service takes no such keyword. The same for the same
/// seed.
COAX_SIM_DECL boost::json::value value_for_schema(boost::json::object const& schema, std::uint64_t seed = 1);

} // namespace coax::sim
