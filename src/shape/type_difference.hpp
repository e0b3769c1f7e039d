// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace coax::detail {

/// What `to` says otherwise than `from`, both as `plain_schema` writes them: one sentence for each place, with its JSON
/// pointer in a value ('*' is any element).
[[nodiscard]] std::vector<std::string> schema_difference(
    boost::json::object const& from, boost::json::object const& to);

} // namespace coax::detail
