// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace coax::credentials {

/// What is read from a file may have been replaced a minute later.
inline constexpr std::chrono::seconds file_life{60};

/// The whole of a small file. Throws `coax::error`, credential_failed, where it cannot be read.
std::string read_file(std::string const& path);

/// Without white space at both ends.
std::string_view trimmed(std::string_view text) noexcept;

} // namespace coax::credentials
