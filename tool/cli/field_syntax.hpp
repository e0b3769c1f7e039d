// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace coax::cli {

/// A JSON Schema from the values of `--field`, each `NAME:TYPE [DESCRIPTION]`:
///
///     name:string            also integer, number, boolean, date, date-time, time, email, uri, uuid
///     sights:[string]        a list of any of them
///     mood:good|bad          one of these words
///     founded:integer?       may be null
///     name:string The full name
///
/// Throws `usage_error`, which names the field.
boost::json::object schema_of_fields(std::vector<std::string> const& fields);

} // namespace coax::cli
