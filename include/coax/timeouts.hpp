// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <chrono>

namespace coax {

/// Every wait has an end. Each limit is counted from the start of its own phase.
struct timeouts {
    std::chrono::milliseconds connect{10'000}; ///< name look-up and TCP connection (and the proxy's)
    std::chrono::milliseconds handshake{10'000}; ///< TLS
    std::chrono::milliseconds first_byte{120'000}; ///< from the request sent to the first byte of the answer
    std::chrono::milliseconds idle{60'000}; ///< between two reads of the answer
    std::chrono::milliseconds attempt{600'000}; ///< one attempt, from connecting to its last byte
    std::chrono::milliseconds call{1'800'000}; ///< the whole call, waits and re-asks included
};

} // namespace coax
