// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/answer_sink.hpp"
#include "provider/event_decoder.hpp"

#include <memory>
#include <string_view>

namespace coax::provider {

/// Splits the body of one successful response into events and lets an `event_decoder` decode them. Fed in order with
/// pieces cut anywhere; `finish` is called once after the last.
class response_decoder {
public:
    virtual ~response_decoder() = default;

    virtual void feed(std::string_view bytes, answer_sink& out) = 0;

    /// The body has ended. Reports `errc::stream_incomplete` or `errc::unexpected_content` through `on_failure` where
    /// the answer cannot be complete.
    virtual void finish(answer_sink& out) = 0;
};

/// For a body in any framing: server-sent events, AWS frames, one JSON text, or an array of objects. Its first byte
/// decides; neither the request nor the content type can be relied on.
std::unique_ptr<response_decoder> decoder_of_any_framing(std::unique_ptr<event_decoder> events);

/// For JSON objects one after the other, each an event: lines (NDJSON), the elements of an array, or one object. An
/// object that is complete in the bytes of one `feed` is read without a copy.
std::unique_ptr<response_decoder> decoder_of_json_objects(std::unique_ptr<event_decoder> events);

} // namespace coax::provider
