// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "sim/protocol.hpp"

#include <string>
#include <string_view>

namespace coax::sim {

/// What the operations of Amazon Bedrock's runtime share: paths with the model and the operation in them, binary
/// frames, errors. Any signature is taken, and keys are checked where they come as bearer tokens.
class bedrock_service : public protocol {
public:
    bool serves(std::string_view path) const noexcept override;
    std::string_view key_header() const noexcept override { return "authorization"; }
    std::string_view request_id_header() const noexcept override { return "x-amzn-requestid"; }
    std::string_view stream_type() const noexcept override { return "application/vnd.amazon.eventstream"; }

    std::string error_body(service_error const& error) const override;
    std::string error_headers(service_error const& error) const override;
    service_error wrong_key() const noexcept override;
    int status_of(errc error) const noexcept override;

protected:
    /// The names of the operation, whole and streamed, at the end of the path.
    [[nodiscard]] virtual std::string_view operation() const noexcept = 0;
    [[nodiscard]] virtual std::string_view stream_operation() const noexcept = 0;

    /// Model and operation.
    void read_path(asked& out) const;
    /// The frame of an error in mid-stream.
    void append_exception(std::string& out, errc error) const;
};

/// What the service pads its events with, against guesses from lengths.
std::string_view bedrock_padding(std::size_t choice) noexcept;

} // namespace coax::sim
