// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string>
#include <string_view>

namespace coax::cli {

/// The value of an environment variable; "" where it is not set, and for an empty name.
std::string environment(std::string_view name);

} // namespace coax::cli
