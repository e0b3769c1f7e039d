// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/message.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace coax::transport {

/// Parses one HTTP/1.1 response, head and body, cut anywhere. Interim (1xx) heads are skipped. Beast parses it. What
/// RFC 9112 allows a client to read and Beast refuses is read here: `Transfer-Encoding` beside `Content-Length` or
/// twice, chunk extensions and trailers of any form.
class response_parser {
public:
    enum class fault : std::uint8_t { none, bad_head, head_too_large, bad_body, body_too_large };

    /// At most `max_body` bytes of payload are given; more is a fault. With `to_connect` it parses the response to a
    /// CONNECT request, which has no body.
    response_parser(std::size_t max_head, std::uint64_t max_body, bool to_connect = false);
    ~response_parser();
    response_parser(response_parser&&) noexcept;
    response_parser& operator=(response_parser&&) noexcept;

    /// Takes bytes from the front and returns how many. The rest has to be given again, with more behind it. Bytes that
    /// are taken may be written to: the payload of all chunks is moved together there.
    std::size_t put(char* data, std::size_t size);

    /// The peer has closed the connection. Returns true if that completes the response.
    bool put_end();

    /// The part of the body that the last `put` brought, without transfer coding; it is within the bytes taken.
    [[nodiscard]] std::string_view payload() const noexcept;

    [[nodiscard]] bool head_done() const noexcept;
    /// Valid once the head is done. Names and values are as they were sent.
    [[nodiscard]] http::response_head const& head() const noexcept;
    http::response_head take_head() noexcept;
    /// Whether the length that the head announces is over the limit.
    [[nodiscard]] bool announces_too_much() const noexcept;

    /// The response is complete; bytes behind it are not taken.
    [[nodiscard]] bool done() const noexcept;
    /// Whether another response may follow on the connection. Valid once done.
    [[nodiscard]] bool keep_alive() const noexcept;

    /// What ended the parsing. Payload that came before it is given first.
    [[nodiscard]] fault broken() const noexcept;
    /// The parser's message for it.
    [[nodiscard]] std::string const& fault_text() const noexcept;

private:
    class impl;
    std::unique_ptr<impl> impl_;
};

} // namespace coax::transport
