// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "shape/schema_node.hpp"

#include <boost/json/object.hpp>

#include <span>
#include <string>

namespace coax::detail {

class schema_document;

/// One schema that is kept by what keeps all the parts, which are flat. What it holds refers to them by their pointers.
/// Throws `errc::unsupported_schema` where two parts say what no one schema can.
[[nodiscard]] boost::json::object merge_schemas(
    std::span<schema_node const> parts, std::string const& pointer, schema_document& document);

} // namespace coax::detail
