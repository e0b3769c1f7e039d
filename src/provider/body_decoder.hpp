// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/decoder.hpp"
#include "provider/event_reader.hpp"

#include <memory>
#include <string>

namespace coax::provider {

/// A whole answer: one JSON text, read at its end. White space before it (sent to keep the connection alive) is
/// passed over.
class body_decoder final : public decoder {
public:
    explicit body_decoder(std::unique_ptr<event_reader> reader) : reader_(std::move(reader)) { }

    void feed(std::string_view bytes, answer_sink& out) override;
    void finish(answer_sink& out) override;

private:
    std::string body_;
    std::unique_ptr<event_reader> reader_;
};

/// The decoder for a 200 answer of `reader`'s protocol. The content type has the last word over `streamed`.
std::unique_ptr<decoder> sse_or_body(
    bool streamed, std::string_view content_type, std::unique_ptr<event_reader> reader);

} // namespace coax::provider
