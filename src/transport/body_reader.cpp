// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/body_reader.hpp"

#include <coax/error.hpp>

#include <utility>

namespace coax::transport {

body_reader::body_reader(std::size_t max_head_bytes, std::size_t max_body_bytes, std::string peer)
    : parser_(max_head_bytes, max_body_bytes),
      peer_(std::move(peer)),
      max_head_bytes_(max_head_bytes),
      max_body_bytes_(max_body_bytes)
{
}

bool body_reader::parse_head(read_buffer& received)
{
    received.consume(parser_.put(received.data(), received.unread().size()));
    if (parser_.broken() == response_parser::fault::head_too_large)
        throw error(failure(errc::response_too_large,
            "asking " + peer_ + ": the head of the answer is over " + std::to_string(max_head_bytes_) + " bytes"));
    if (parser_.broken() == response_parser::fault::bad_head)
        throw error(failure(
            errc::protocol_error, "asking " + peer_ + ": the answer is not HTTP/1.1 (" + parser_.fault_text() + ")"));
    if (!parser_.head_done())
        return false;
    take_head();
    return true;
}

void body_reader::take_head()
{
    new_payload_ = true;
    head_ = parser_.take_head();
    if (parser_.announces_too_much() && head_.status < 300)
        raise_too_large();
    std::string codings;
    for (auto const& field : head_.headers)
        if (http::same_name(field.name, "Content-Encoding"))
            codings.append(codings.empty() ? "" : ", ").append(field.value);
    auto const coding = coding_of(codings);
    if (coding == content_coding::unknown && head_.status < 300)
        throw error(failure(errc::unexpected_content,
            "reading from " + peer_ + ": the body is encoded as '" + codings.substr(0, 100)
                + "', which was not asked for and is not read; make the service or the proxy in front of it send it "
                  "as it is, or as gzip or deflate"));
    if (coding == content_coding::none)
        return;
    // These two describe the body before it is decoded.
    std::erase_if(head_.headers, [](http::header const& field) {
        return http::same_name(field.name, "Content-Encoding") || http::same_name(field.name, "Content-Length");
    });
    if (coding == content_coding::unknown)
        unreadable_ = true; // the status is enough
    else
        inflater_.emplace(coding, max_body_bytes_);
}

std::string_view body_reader::parsed(read_buffer& received)
{
    if (std::exchange(new_payload_, false) && !parser_.payload().empty())
        return parser_.payload();
    if (received.unread().empty() || parser_.done() || parser_.broken() != response_parser::fault::none)
        return {};
    received.consume(parser_.put(received.data(), received.unread().size()));
    return parser_.payload();
}

std::string_view body_reader::read(read_buffer& received)
{
    if (unreadable_) {
        parsed(received);
        return {};
    }
    if (!inflater_)
        return parsed(received);
    for (;;) {
        if (auto const piece = inflater_->read(); !piece.empty() || inflater_->broken() != inflater::fault::none)
            return piece;
        auto const coded = parsed(received);
        if (coded.empty())
            return {};
        inflating_ = true;
        inflater_->input(coded);
    }
}

bool body_reader::ended()
{
    auto const reading = "reading from " + peer_;
    auto const broken = parser_.broken();
    auto const inflated = inflater_ ? inflater_->broken() : inflater::fault::none;
    if (broken == response_parser::fault::bad_body)
        throw error(failure(errc::protocol_error,
            reading + ": the body's chunks are malformed (" + parser_.fault_text()
                + "); a proxy in between may have cut into them"));
    if (inflated == inflater::fault::broken)
        throw error(failure(errc::protocol_error,
            reading
                + ": the body's content coding (gzip or deflate) is broken; a proxy in between may have changed it"));
    // The bytes up to the limit were given before: the beginning of an error's text is useful.
    if (broken == response_parser::fault::body_too_large || inflated == inflater::fault::too_large)
        raise_too_large();
    if (!parser_.done())
        return false;
    if (inflating_ && !inflater_->done())
        throw error(failure(errc::connection_lost,
            reading
                + ": the connection ended before the content coding (gzip or deflate) did; what came before is kept: "
                  "try again"));
    return true;
}

void body_reader::raise_too_large() const
{
    throw error(failure(errc::response_too_large,
        "reading from " + peer_ + ": the body is over " + std::to_string(max_body_bytes_)
            + " bytes; raise max_response_bytes if it should be"));
}

} // namespace coax::transport
