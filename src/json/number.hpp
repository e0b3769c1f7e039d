// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string_view>

namespace coax::json {

/// The double nearest to a number in JSON's form; infinite where its size is beyond a double.
double nearest_double(std::string_view written) noexcept;

} // namespace coax::json
