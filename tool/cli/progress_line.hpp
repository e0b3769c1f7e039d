// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/batch_options.hpp>

#include <chrono>
#include <cstddef>
#include <string>

namespace coax::cli {

/// One line of at most `width` characters: a bar where the number of inputs is known, then counts, rate, tokens, cost
/// and the time that is left. What does not fit is left out from the end.
std::string progress_line(batch_progress const& now, std::size_t width);

/// "950 ms", "12 s", "3 min 20 s", "2 h 5 min".
std::string duration_text(std::chrono::nanoseconds time);

} // namespace coax::cli
