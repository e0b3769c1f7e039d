// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/extraction.hpp>
#include <coax/failure.hpp>

#include <string>
#include <vector>

namespace coax::cli {

/// What `--explain` shows of a call: the model and the mode, each attempt with its broken rules, repairs, and tokens.
std::vector<std::string> explanation_of(extraction_details const& details);

/// The same of a call that failed.
std::vector<std::string> explanation_of(failure const& reason);

} // namespace coax::cli
