// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace coax::sim {

/// A string of at least `least` characters, where the pattern allows it, that matches an ECMAScript regular
/// expression made of literals, classes, groups, alternatives and quantifiers; nothing for other patterns.
std::optional<std::string> pattern_text(std::string_view pattern, std::size_t least, std::uint64_t choice);

} // namespace coax::sim
