// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "sim/answer.hpp"
#include "sim/step.hpp"

#include <coax/sim/asked.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coax::sim {

/// An answer that is not streamed.
struct whole_body {
    std::string bytes;
    std::size_t grows_at = 0; ///< where more text would go: the end of the last block's
};

/// Why a request gets no answer.
struct service_error {
    int status = 500;
    std::string_view message = {}; ///< "" for the service's usual words
    std::string_view number = {}; ///< makes ids
    std::optional<std::chrono::milliseconds> retry_after = {};
};

/// One wire protocol from the provider's side, without I/O or state: requests are read, answers written. One file
/// each; `protocols.cpp` lists them.
class protocol {
public:
    virtual ~protocol() = default;

    [[nodiscard]] virtual std::string_view name() const noexcept = 0;
    /// Where it is served, as its documentation has it.
    [[nodiscard]] virtual std::string_view path() const noexcept = 0;
    /// Whether a request to `path` (without query) is in this protocol.
    [[nodiscard]] virtual bool serves(std::string_view path) const noexcept { return path == this->path(); }
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

    /// The body of an error status.
    [[nodiscard]] virtual std::string error_body(service_error const& error) const = 0;
    /// The headers beside it, each with its line end; by default when to try again, in whole seconds.
    [[nodiscard]] virtual std::string error_headers(service_error const& error) const;
    /// The error for a key that is wrong.
    [[nodiscard]] virtual service_error wrong_key() const noexcept { return {401}; }
    /// The status of an error that a script names by its code.
    [[nodiscard]] virtual int status_of(errc error) const noexcept;
};

} // namespace coax::sim
