// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "cli/environment.hpp"

#include <cstdlib>

namespace coax::cli {

std::string environment(std::string_view name)
{
    auto const* const value = name.empty() ? nullptr : std::getenv(std::string(name).c_str());
    return value == nullptr ? "" : value;
}

} // namespace coax::cli
