// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string_view>

namespace coax::sse {

/// One event, borrowed from the parser or from the bytes it was fed: valid during the call only.
struct event {
    std::string_view type; ///< "" where there was no `event:` line (WHATWG: "message")
    std::string_view data;
    std::string_view id; ///< last event id
};

} // namespace coax::sse
