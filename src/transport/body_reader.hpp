// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/message.hpp"
#include "transport/inflater.hpp"
#include "transport/read_buffer.hpp"
#include "transport/response_parser.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace coax::transport {

/// Reads one response from the bytes that a connection has received: the head, then the body without its transfer and
/// content codings. It does no I/O.
class body_reader {
public:
    /// The messages of failures name `peer`, as "host:port".
    body_reader(std::size_t max_head_bytes, std::size_t max_body_bytes, std::string peer);

    [[nodiscard]] http::response_head const& head() const noexcept { return head_; }
    /// Parses the received part of the head. True when it is complete. Throws `coax::error`: protocol_error,
    /// response_too_large, unexpected_content (a content coding that is not supported).
    bool parse_head(read_buffer& received);

    /// The next bytes of the body; "" when more input is needed.
    std::string_view read(read_buffer& received);
    /// True when the body is complete. Throws `coax::error`: protocol_error, response_too_large, connection_lost
    /// (the body ends before its content coding).
    bool ended();
    /// The connection has ended. True when that completes the body.
    bool end() { return parser_.put_end() && ended(); }

    /// The connection may serve another request, once the body has ended.
    [[nodiscard]] bool keep_alive() const noexcept { return parser_.done() && parser_.keep_alive(); }

private:
    void take_head();
    std::string_view parsed(read_buffer& received);
    [[noreturn]] void raise_too_large() const;

    http::response_head head_;
    response_parser parser_;
    std::optional<inflater> inflater_;
    std::string peer_;
    std::size_t max_head_bytes_;
    std::size_t max_body_bytes_;
    bool new_payload_ = false; // the bytes that ended the head held some
    bool unreadable_ = false; // the body of an error, in a coding that is not supported
    bool inflating_ = false; // coded bytes have arrived
};

} // namespace coax::transport
