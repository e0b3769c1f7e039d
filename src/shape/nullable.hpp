// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/json/object.hpp>

namespace coax::detail {

/// Whether a schema takes null.
[[nodiscard]] bool is_nullable(boost::json::object const& schema);

/// The schema that takes null too. A description of the whole stays outside.
[[nodiscard]] boost::json::object nullable(boost::json::object schema);

/// The schema without null, which must not be all there is.
[[nodiscard]] boost::json::object without_null(boost::json::object schema);

} // namespace coax::detail
