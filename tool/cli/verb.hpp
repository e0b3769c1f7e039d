// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <CLI/CLI.hpp>

#include <functional>

namespace coax::cli {

/// What the verb that was chosen does; returns an `exit_code`.
using verb_run = std::function<int()>;

// Each adds one verb with its options to the program, and sets `chosen` when it was parsed.
void add_extract(CLI::App& program, verb_run& chosen);
void add_batch(CLI::App& program, verb_run& chosen);
void add_classify(CLI::App& program, verb_run& chosen);
void add_schema(CLI::App& program, verb_run& chosen);
void add_services(CLI::App& program, verb_run& chosen);
void add_models(CLI::App& program, verb_run& chosen);
void add_sim(CLI::App& program, verb_run& chosen);
void add_replay(CLI::App& program, verb_run& chosen);
void add_doctor(CLI::App& program, verb_run& chosen);
void add_completion(CLI::App& program, verb_run& chosen);

} // namespace coax::cli
