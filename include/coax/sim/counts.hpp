// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <cstddef>

namespace coax::sim {

/// What happened since the server was made.
struct counts {
    std::size_t accepted = 0; ///< connections
    std::size_t open = 0; ///< connections open now
    std::size_t resumed = 0; ///< TLS handshakes that resumed a session
    std::size_t handshakes_failed = 0; ///< TLS handshakes that the client broke off
    std::size_t requests = 0; ///< requests read whole
    std::size_t complete = 0; ///< answers sent to their end
    std::size_t deltas_sent = 0; ///< tokens written, in all answers
};

} // namespace coax::sim
