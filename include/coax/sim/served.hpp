// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/sim/asked.hpp>

#include <cstddef>

namespace coax::sim {

/// One request and what became of its answer.
class served {
public:
    served() = default;

    sim::asked asked;
    int status = 0;
    std::size_t deltas = 0; ///< tokens the answer has; 1 for an answer that is not streamed
    std::size_t deltas_sent = 0; ///< tokens written before the end or before the client hung up
    std::size_t bytes_sent = 0; ///< of the body, transfer coding not included
    bool complete = false; ///< sent to its end as the script has it
};

} // namespace coax::sim
