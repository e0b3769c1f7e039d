// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/schema.hpp>

#include <boost/json/object.hpp>

#include <span>
#include <string>
#include <vector>

namespace coax::detail {

/// One rule of a dialect that a schema does not keep.
struct schema_issue {
    std::string member; ///< for example `orders[].address`; "" is the schema as a whole
    std::string message; ///< for example "is a map, and ... takes only objects whose keys are all named"

    bool in_tools = false; ///< a tool is refused for it, even where it is not held to its schema

    friend bool operator==(schema_issue const&, schema_issue const&) = default;
};

/// What a provider would refuse in these schemas, sent together in one request (limits count over all of
/// them). Looks at JSON, so any schema can be asked about.
[[nodiscard]] std::vector<schema_issue> schema_issues(std::span<boost::json::object const> schemas, dialect keeping);
[[nodiscard]] std::vector<schema_issue> schema_issues(boost::json::object const& schema, dialect keeping);

} // namespace coax::detail
