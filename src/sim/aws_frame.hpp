// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string>
#include <string_view>

namespace coax::sim {

/// Appends one frame of AWS's binary event stream: lengths and headers, the payload, both checksums. `kind` is "event"
/// or "exception", `type` the event's or the exception's own.
void append_aws_frame(std::string& out, std::string_view kind, std::string_view type, std::string_view payload);

} // namespace coax::sim
