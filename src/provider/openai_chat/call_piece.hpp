// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/event_cursor.hpp"

#include <cstdint>
#include <string_view>

namespace coax::provider {

/// A tool call in the form of Chat Completions, or one piece of it: {"index": 0, "id": "..", "function": {"name": "..",
/// "arguments": ".."}}, each member or none.
struct call_piece {
    static constexpr std::int64_t no_index = -1;

    std::int64_t index = no_index;
    std::string_view id;
    std::string_view name;
    std::string_view arguments; ///< JSON text
};

/// Reads the value that comes next; false where it is no object. The views live as the cursor's do.
bool read_call_piece(event_cursor& c, call_piece& into);
/// Likewise its "function" alone, as the older "function_call" has it.
void read_function(event_cursor& c, call_piece& into);

} // namespace coax::provider
