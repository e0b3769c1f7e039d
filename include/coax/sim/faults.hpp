// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/errc.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace coax::sim {

/// What goes wrong with an answer on its way. Bytes are counted in the body, transfer coding not included;
/// events and deltas from 0.
class faults {
public:
    /// How a connection ends before its answer does.
    enum class ending : std::uint8_t {
        close, ///< in good order: close_notify, then FIN
        drop, ///< FIN alone: with TLS, a truncation
        reset, ///< TCP RST
        stall, ///< it does not end: nothing more is sent until the client hangs up
    };

    faults() = default;

    std::optional<std::size_t> end_after; ///< bytes
    ending end = ending::close;
    std::optional<std::size_t> garbage_after; ///< bytes
    std::string garbage;
    std::optional<std::size_t> error_after; ///< deltas
    errc error{};
    std::vector<std::size_t> duplicated; ///< events sent twice
    std::vector<std::size_t> swapped; ///< events that change places with the next one
    std::size_t drip_bytes = 0; ///< 0: no drip
    std::chrono::nanoseconds drip_delay{};
    std::optional<std::string> endless; ///< repeated after the last delta for ever
    bool hang_up = false; ///< close without a byte of an answer
};

} // namespace coax::sim
