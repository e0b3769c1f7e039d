// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/json/fwd.hpp>

namespace coax::provider {

/// Whether Anthropic compiles this schema into the grammar of a strict tool: every object closed, no recursion, at
/// most 24 optional properties and 16 properties with a union. Beyond that the same tool works as guidance.
bool fits_strict_grammar(boost::json::object const& schema);

} // namespace coax::provider
