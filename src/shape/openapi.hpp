// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/json/object.hpp>

namespace coax::detail {

/// Says a schema in the words of OpenAPI 3.0: upper-case types, `nullable`, and `propertyOrdering` as Gemini has it.
void to_openapi(boost::json::object& schema);

} // namespace coax::detail
