// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "sim/answer.hpp"
#include "sim/step.hpp"
#include "sim/whole_body.hpp"

#include <coax/sim/asked.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace coax::sim {

/// One wire protocol from the provider's side, without I/O or state: requests are read, answers written. One file
/// each; `protocols.cpp` lists them.
class protocol {
public:
    virtual ~protocol() = default;

    [[nodiscard]] virtual std::string_view name() const noexcept = 0;
    /// Whether a request to `path` (without query) is in this protocol.
    [[nodiscard]] virtual bool serves(std::string_view path) const noexcept = 0;
    [[nodiscard]] virtual std::string_view key_header() const noexcept = 0;
    [[nodiscard]] virtual std::string_view request_id_header() const noexcept = 0;
    [[nodiscard]] virtual std::string_view stream_type() const noexcept { return "text/event-stream; charset=utf-8"; }

    /// Fills `out`, whose path, headers and body are set. Gives what is wrong with the request, or "".
    virtual std::string read(boost::json::object const& body, asked& out) const = 0;

    /// The events of the streamed answer in order, faults not yet among them.
    [[nodiscard]] virtual std::vector<step> plan(answer const& message) const = 0;
    /// Appends one event as it goes over the wire.
    virtual void write(answer const& message, step const& event, std::string& out) const = 0;
    [[nodiscard]] virtual whole_body whole(answer const& message) const = 0;
    /// Body of an error status; `message` "" means the provider's usual words.
    [[nodiscard]] virtual std::string error_body(
        int status, std::string_view message, std::string_view number) const = 0;
};

/// The status that a provider would have given for it.
int status_of(errc error) noexcept;

} // namespace coax::sim
