// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "shape/schema.hpp"
#include "shape/schema_issue.hpp"

#include <coax/failure.hpp>
#include <coax/schema.hpp>

#include <boost/json/object.hpp>

#include <span>
#include <vector>

namespace coax::detail {

/// A type's schema in a provider's dialect.
struct fitted_schema {
    boost::json::object schema;
    std::vector<schema_issue> issues; ///< why the provider would refuse it; empty where it would not
};

/// Never fails: whoever may choose another mode looks at `issues`. `dialect::plain` has none.
[[nodiscard]] fitted_schema fit(shape const& root, dialect keeping, root_form form = root_form::one);

/// `errc::unsupported_schema`, naming each member and rule.
[[nodiscard]] failure unsupported(std::span<schema_issue const> issues, dialect keeping);

} // namespace coax::detail
