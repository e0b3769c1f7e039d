// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string>

namespace coax::call {

/// What a tool's name says: the member that tells the alternatives of a variant apart, and its value.
struct tool_tag {
    std::string tool;
    std::string key;
    std::string member; ///< as JSON, with its key
};

} // namespace coax::call
