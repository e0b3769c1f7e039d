// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string>
#include <string_view>

namespace coax::call {

/// The same text for JSON texts of the same meaning: keys are sorted, null members and white space left out, numbers
/// written in one way. A string that is a whole number is as good as the number, for a member takes one of them only.
/// What is no JSON is its own text.
std::string canonical_json(std::string_view text);

} // namespace coax::call
