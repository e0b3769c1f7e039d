// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace coax::text {

/// Decodes `text` into `out`, whose room is used again. What is no digit (line ends, padding) is passed over.
void from_base64(std::string_view text, std::string& out);

/// The bytes as base64 with padding, and how long that is.
std::string to_base64(std::string_view bytes);
constexpr std::size_t base64_size(std::size_t bytes) noexcept { return (bytes + 2) / 3 * 4; }

} // namespace coax::text
