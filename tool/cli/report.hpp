// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/verb.hpp"

#include <coax/failure.hpp>

#include <string>

namespace coax::cli {

/// The code for a failure of the library.
[[nodiscard]] exit_code exit_code_of(failure const& reason);

/// One line for people: what is wrong and what to do, without control characters.
[[nodiscard]] std::string line_of(failure const& reason);

/// Runs a verb. What it throws becomes one line on the standard error and an exit code.
int report_failures(verb_run const& run);

} // namespace coax::cli
