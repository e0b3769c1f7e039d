// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string>
#include <string_view>

namespace coax::detail {

/// "; did you mean \"anthropic/claude-x\"?" for a model's name whose provider is misspelled, goes by another name, or
/// is left out; "" where nothing is near.
std::string provider_hint(std::string_view name);

} // namespace coax::detail
