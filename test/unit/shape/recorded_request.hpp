// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/schema.hpp>

#include <boost/json/object.hpp>

#include <vector>

namespace test {

/// The schemas of one recorded request that the service holds the model to (strict ones, where there is a choice).
struct asked_schemas {
    coax::dialect keeping = coax::dialect::plain;
    std::vector<boost::json::object> schemas;
};

[[nodiscard]] asked_schemas schemas_of_request(boost::json::object const& exchange);

} // namespace test
