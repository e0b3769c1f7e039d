// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string>
#include <string_view>

namespace coax::provider {

/// Decodes `text` into `out`, whose room is used again. What is no digit (line ends, padding) is passed over.
void from_base64(std::string_view text, std::string& out);

} // namespace coax::provider
