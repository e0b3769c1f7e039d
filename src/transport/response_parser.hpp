// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "http/message.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace coax::transport {

/// One HTTP/1.1 response, head and body, cut anywhere; interim (1xx) heads are passed over. Beast parses it. Where
/// Beast refuses what RFC 9112 lets a client read, this reads it: `Transfer-Encoding` beside `Content-Length` or
/// twice, chunk extensions and trailers of any form.
class response_parser {
public:
    enum class fault : std::uint8_t { none, bad_head, head_too_large, bad_body, body_too_large };

    /// `max_body` bytes of payload are given; more is a fault. For the answer to CONNECT (`to_connect`) the head is
    /// all there is.
    response_parser(std::size_t max_head, std::uint64_t max_body, bool to_connect = false);
    ~response_parser();
    response_parser(response_parser&&) noexcept;
    response_parser& operator=(response_parser&&) noexcept;

    /// Takes bytes from the front and says how many. What it left has to be given again, with more behind it. It may
    /// write to what it has taken: the payload of all chunks is moved together there.
    std::size_t put(char* data, std::size_t size);

    /// The peer closed. True when the response is whole with that.
    bool put_end();

    /// What the last `put` brought of the body, transfer coding removed; within the bytes it took.
    [[nodiscard]] std::string_view payload() const noexcept;

    [[nodiscard]] bool head_done() const noexcept;
    /// Once the head is done. Names and values as they were sent.
    [[nodiscard]] http::response_head const& head() const noexcept;
    http::response_head take_head() noexcept;
    /// The length that the head announces is over the limit.
    [[nodiscard]] bool announces_too_much() const noexcept;

    /// The response is whole; bytes behind it are not taken.
    [[nodiscard]] bool done() const noexcept;
    /// Whether another response may follow on the connection, once done.
    [[nodiscard]] bool keep_alive() const noexcept;

    /// What ended the parsing. Payload that came before it is given first.
    [[nodiscard]] fault broken() const noexcept;
    /// Why, in the parser's words.
    [[nodiscard]] std::string const& fault_text() const noexcept;

private:
    class machine;
    std::unique_ptr<machine> machine_;
};

} // namespace coax::transport
