// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <string>

namespace coax::cli {

inline constexpr std::size_t max_file_bytes = 64 * 1024 * 1024;

/// The content of a file; "-" is the standard input. Throws `usage_error` where it cannot be read or is longer than
/// `max_file_bytes`.
std::string file_text(std::string const& path);

} // namespace coax::cli
