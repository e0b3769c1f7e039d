// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace coax::sim {

/// A readable string for a schema of type string: its format, pattern and lengths kept. `name` is what it is called,
/// `choice` picks among possible ones.
std::string text_for_schema(boost::json::object const& schema, std::string_view name, std::uint64_t choice);

} // namespace coax::sim
