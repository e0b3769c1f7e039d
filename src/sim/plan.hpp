// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "sim/answer.hpp"
#include "sim/step.hpp"

#include <coax/sim/faults.hpp>

#include <cstddef>
#include <vector>

namespace coax::sim {

/// Appends the deltas of one block, cut as the answer says.
void append_deltas(std::vector<step>& steps, answer const& message, std::size_t block);

/// Numbers the events from 0.
void number_events(std::vector<step>& steps) noexcept;

/// Puts the faults that are about events into a plan: errors in mid-stream, endless text, swapped and doubled events.
void spoil(std::vector<step>& steps, faults const& with);

std::size_t count_deltas(std::vector<step> const& steps) noexcept;

} // namespace coax::sim
