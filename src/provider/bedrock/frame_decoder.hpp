// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/bedrock/aws_event_stream.hpp"
#include "provider/decoder.hpp"
#include "provider/event_reader.hpp"

#include <memory>
#include <string>

namespace coax::provider {

/// Frames of AWS's event stream, each an event of a protocol's reader. A frame `chunk` holds such an event in base64,
/// which is the form of InvokeModelWithResponseStream.
class frame_decoder final : public decoder {
public:
    explicit frame_decoder(std::unique_ptr<event_reader> reader) : reader_(std::move(reader)) { }

    void feed(std::string_view bytes, answer_sink& out) override;
    void finish(answer_sink& out) override;

private:
    void on_frame(aws_frame const& frame, answer_sink& out);
    void on_chunk(std::string_view payload, answer_sink& out);

    std::unique_ptr<event_reader> reader_;
    aws_event_stream stream_;
    std::string chunk_;
    text_buffer scratch_;
    bool begun_ = false; // a frame came
};

} // namespace coax::provider
