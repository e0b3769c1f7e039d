// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <string>
#include <string_view>

// The patterns of notes: ECMAScript, tried on UTF-8 character by character. They are constants of a program's types, so
// each is compiled once and kept. Safe from any thread.
namespace coax::text {

enum class outcome { found, not_found, invalid_pattern, too_complex };

outcome search(std::string_view pattern, std::string_view in);

/// What is wrong with it, "" where nothing is.
std::string fault_of(std::string_view pattern);

} // namespace coax::text
