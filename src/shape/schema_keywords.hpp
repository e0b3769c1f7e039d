// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "shape/schema_alternatives.hpp"

#include <coax/detail/rules.hpp>

#include <string>
#include <vector>

namespace coax::detail {

/// The keywords of a schema whose rules are not kept for a value of this form, in order.
[[nodiscard]] std::vector<std::string> unkept_keywords(schema_alternative const& one);

/// The rules that a schema has for a value of this form. Throws `coax::error` where a keyword is of the wrong form, or
/// no value can keep them.
[[nodiscard]] rules rules_of(schema_alternative const& one);

} // namespace coax::detail
