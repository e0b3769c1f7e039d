// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/bedrock/frames.hpp"

#include "provider/bedrock/aws_event_stream.hpp"
#include "provider/explain.hpp"
#include "text/base64.hpp"
#include "json/json_cursor.hpp"

#include <string>
#include <utility>

namespace coax::provider {

namespace {

class aws_frames final : public response_decoder {
public:
    explicit aws_frames(std::unique_ptr<event_decoder> events) : events_(std::move(events)) { }

    void feed(std::string_view bytes, answer_sink& out) override
    {
        if (events_->done() || bytes.empty())
            return;
        auto const error = stream_.feed(bytes, [&](aws_frame const& frame) {
            begun_ = true;
            on_frame(frame, out);
            return !events_->done();
        });
        if (!error || events_->done())
            return;
        if (!begun_)
            return events_->fail(explain_content(events_->service(), stream_.rest()), out);
        failure reason(error,
            std::string(events_->service())
                + (error == errc::response_too_large
                        ? " sent a frame of over " + std::to_string(aws_event_stream::frame_at_most) + " bytes"
                        : "'s answer cannot be read: a frame is damaged, its checksum or its lengths are wrong: try "
                          "again"));
        reason.http_status = 200;
        events_->fail(std::move(reason), out);
    }

    void finish(answer_sink& out) override
    {
        events_->body_ended();
        events_->finish("", out);
    }

private:
    void on_frame(aws_frame const& frame, answer_sink& out)
    {
        auto const kind = frame.find(":message-type");
        if (kind == "exception" || kind == "error") {
            auto error = read_error_body(frame.payload);
            error.found = true;
            error.type = frame.find(kind == "exception" ? ":exception-type" : ":error-code");
            if (auto const message = frame.find(":error-message"); !message.empty())
                error.message = message;
            return events_->fail(explain_event(events_->service(), std::move(error)), out);
        }
        auto const type = frame.find(":event-type");
        if (type == "chunk")
            on_chunk(frame.payload, out);
        else
            events_->read(type, frame.payload, "", out);
    }

    void on_chunk(std::string_view payload, answer_sink& out)
    {
        cursor_.start(payload);
        if (cursor_.enter_object()) {
            for (std::string_view key; cursor_.next_key(key);)
                key == "bytes" ? text::from_base64(cursor_.string(), chunk_) : cursor_.skip();
        }
        events_->read("", chunk_, "", out);
        chunk_.clear();
    }

    std::unique_ptr<event_decoder> events_;
    aws_event_stream stream_;
    std::string chunk_;
    json::json_cursor cursor_;
    bool begun_ = false; // a frame came
};

} // namespace

std::unique_ptr<response_decoder> decoder_of_aws_frames(std::unique_ptr<event_decoder> events)
{
    return std::make_unique<aws_frames>(std::move(events));
}

} // namespace coax::provider
