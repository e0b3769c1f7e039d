// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "shape/dialect_rules.hpp"

#include <boost/json/object.hpp>

namespace coax::detail {

/// Rewrites a plain schema by a dialect's rules, as far as the dialect has a way to say it: what it has no keyword
/// for goes into the description, as the providers' own SDKs write it.
[[nodiscard]] boost::json::object adapt(boost::json::object plain, dialect_rules const& rules);

} // namespace coax::detail
