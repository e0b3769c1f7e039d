// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/bedrock/frame_decoder.hpp"

#include "provider/explain.hpp"
#include "text/base64.hpp"

#include <utility>

namespace coax::provider {

void frame_decoder::feed(std::string_view bytes, answer_sink& out)
{
    if (reader_->done() || bytes.empty())
        return;
    auto const error = stream_.feed(bytes, [&](aws_frame const& frame) {
        begun_ = true;
        on_frame(frame, out);
        return !reader_->done();
    });
    if (!error || reader_->done())
        return;
    if (!begun_)
        return reader_->fail(explain_content(reader_->service(), stream_.rest()), out);
    failure why(error,
        std::string(reader_->service())
            + (error == errc::response_too_large
                    ? " sent a frame of over " + std::to_string(aws_event_stream::frame_at_most) + " bytes"
                    : "'s answer cannot be read: a frame is damaged, its checksum or its lengths are wrong: try "
                      "again"));
    why.http_status = 200;
    reader_->fail(std::move(why), out);
}

void frame_decoder::finish(answer_sink& out)
{
    reader_->body_ended();
    reader_->finish("", out);
}

void frame_decoder::on_frame(aws_frame const& frame, answer_sink& out)
{
    auto const kind = frame.find(":message-type");
    if (kind == "exception" || kind == "error") {
        auto said = read_error_body(frame.payload);
        said.found = true;
        said.type = frame.find(kind == "exception" ? ":exception-type" : ":error-code");
        if (auto const message = frame.find(":error-message"); !message.empty())
            said.message = message;
        return reader_->fail(explain_event(reader_->service(), std::move(said)), out);
    }
    auto const type = frame.find(":event-type");
    if (type == "chunk")
        on_chunk(frame.payload, out);
    else
        reader_->read(type, frame.payload, "", out);
}

void frame_decoder::on_chunk(std::string_view payload, answer_sink& out)
{
    event_cursor c(payload, scratch_);
    if (c.enter_object()) {
        for (std::string_view key; c.next_key(key);)
            key == "bytes" ? text::from_base64(c.string(), chunk_) : c.skip();
    }
    reader_->read("", chunk_, "", out);
    chunk_.clear();
}

} // namespace coax::provider
