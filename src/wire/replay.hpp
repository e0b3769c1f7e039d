// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/protocol.hpp"
#include "wire/decoded.hpp"
#include "wire/recording.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace coax::wire {

/// The protocol that reads recordings of this api; null where there is none yet.
provider::protocol const* protocol_for(std::string_view api) noexcept;

/// What `speaks` makes of the recording, its body cut into pieces of these lengths, the last one again and again for
/// what remains; no lengths is the whole at once.
decoded replay(recording const& exchange, provider::protocol const& protocol, std::span<std::size_t const> lengths);

/// The same for a 200 answer, told to `out`.
void replay(recording const& exchange, provider::protocol const& protocol, std::span<std::size_t const> lengths,
    provider::answer_sink& out);

/// Where `said` is not what the recording expects; empty where it is.
std::vector<std::string> differences(recording const& exchange, decoded const& got);

/// The same for the JSON that the answer holds, if it holds one, when the value builder has written it into a value.
std::vector<std::string> differences_when_bound(
    recording const& exchange, provider::protocol const& protocol, std::span<std::size_t const> lengths);

/// Where two readings of one recording differ.
std::vector<std::string> differences(decoded const& whole, decoded const& got);

/// What was read, on one line.
std::string summary(decoded const& got);

/// The recording whole, at its own lengths, and in pieces of 1 to `longest` bytes: the differences, each with its cut.
/// One that expects nothing is to be read in the same way each time.
std::vector<std::string> check(recording const& exchange, provider::protocol const& protocol, std::size_t longest = 64);

} // namespace coax::wire
