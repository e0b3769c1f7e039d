// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "sim/answer.hpp"

#include <coax/sim/asked.hpp>
#include <coax/sim/reply.hpp>
#include <coax/sim/server_options.hpp>

#include <cstdint>

namespace coax::sim {

/// Brings a reply into the form that was asked for: JSON becomes a tool call or text, a reply that says nothing gets
/// a made-up value, a truncated one loses its end. `number` makes ids.
answer compose(asked const& question, reply const& scripted, server_options const& options, std::uint64_t number);

} // namespace coax::sim
