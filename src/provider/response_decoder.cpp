// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/response_decoder.hpp"

#include "provider/bedrock/frames.hpp"
#include "sse/parser.hpp"
#include "json/json_extent.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace coax::provider {

namespace {

constexpr sse::limits bounds;

void fail_too_large(event_decoder& events, std::string_view part, boost::system::error_code error, answer_sink& out)
{
    failure reason(error,
        std::string(events.service()) + " sent " + std::string(part) + " of over " + std::to_string(bounds.event)
            + " bytes: this is not an answer, check the base URL");
    reason.http_status = 200;
    events.fail(std::move(reason), out);
}

class sse_framing final : public response_decoder {
public:
    explicit sse_framing(std::unique_ptr<event_decoder> events) : events_(std::move(events)) { }

    void feed(std::string_view bytes, answer_sink& out) override
    {
        if (!events_->done())
            check(parser_.feed(bytes, [&](sse::event const& e) { read(e, out); }), out);
    }

    void finish(answer_sink& out) override
    {
        if (events_->done())
            return;
        events_->body_ended();
        check(parser_.finish([&](sse::event const& e) { read(e, out); }), out);
        events_->finish(parser_.stray(), out);
    }

private:
    void read(sse::event const& event, answer_sink& out)
    {
        events_->read(event.type, event.data, parser_.stray(), out);
    }

    void check(boost::system::error_code error, answer_sink& out)
    {
        if (error && !events_->done())
            fail_too_large(
                *events_, "a line of over " + std::to_string(bounds.line) + " bytes, or an event", error, out);
    }

    sse::parser parser_;
    std::unique_ptr<event_decoder> events_;
};

class whole_body final : public response_decoder {
public:
    explicit whole_body(std::unique_ptr<event_decoder> events) : events_(std::move(events)) { }

    void feed(std::string_view bytes, answer_sink&) override { body_.append(bytes); }

    void finish(answer_sink& out) override
    {
        events_->unframed();
        if (!body_.empty())
            events_->read("", body_, "", out);
        events_->finish("", out);
    }

private:
    std::string body_;
    std::unique_ptr<event_decoder> events_;
};

class json_objects final : public response_decoder {
public:
    explicit json_objects(std::unique_ptr<event_decoder> events) : events_(std::move(events)) { }

    void feed(std::string_view bytes, answer_sink& out) override
    {
        while (!bytes.empty() && !events_->done()) {
            if (!object_.begun()) {
                auto const open = std::min(bytes.find('{'), bytes.size());
                if (keep_stray(bytes.substr(0, open)))
                    return void(keep_stray(bytes.substr(open)));
                bytes.remove_prefix(open);
            }
            auto const size = object_.scan(bytes);
            if (!kept_.empty() || !object_.whole())
                kept_.append(bytes.substr(0, size));
            if (kept_.size() > bounds.event) // the size that an event may have
                return fail_too_large(*events_, "an event", errc::response_too_large, out);
            if (!object_.whole())
                return;
            object_ = {};
            if (size != 0)
                events_->read("", kept_.empty() ? bytes.substr(0, size) : std::string_view(kept_), stray_, out);
            kept_.clear();
            bytes.remove_prefix(size);
        }
    }

    void finish(answer_sink& out) override
    {
        events_->body_ended();
        if (object_.begun())
            events_->read("", kept_, stray_, out); // which finds it cut off
        events_->finish(stray_, out);
    }

private:
    // True from the first byte on that is no separator: an HTML page, for example, may contain braces.
    bool keep_stray(std::string_view bytes)
    {
        if (stray_.empty()) {
            auto const first = bytes.find_first_not_of(" \t\r\n,[]\xEF\xBB\xBF"); // the last three: a byte order mark
            if (first == bytes.npos)
                return false;
            bytes.remove_prefix(first);
        }
        stray_.append(bytes.substr(0, bounds.stray - std::min(stray_.size(), bounds.stray)));
        return true;
    }

    std::unique_ptr<event_decoder> events_;
    std::string kept_; // of an object that is not complete
    std::string stray_; // from the first byte on that is neither object nor separator
    json::json_extent object_;
};

class any_framing final : public response_decoder {
public:
    explicit any_framing(std::unique_ptr<event_decoder> events) : events_(std::move(events)) { }

    void feed(std::string_view bytes, answer_sink& out) override
    {
        if (!chosen_) {
            // White space, which is sent to keep the connection alive, and the bytes of a byte order mark.
            auto const first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
            if (first == bytes.npos)
                return;
            bytes.remove_prefix(first);
            choose(bytes.front());
        }
        chosen_->feed(bytes, out);
    }

    void finish(answer_sink& out) override
    {
        if (!chosen_)
            choose(' ');
        chosen_->finish(out);
    }

private:
    void choose(char first)
    {
        if (first == '{')
            chosen_ = std::make_unique<whole_body>(std::move(events_));
        else if (first == '[') // Google's, where alt=sse is ignored
            chosen_ = decoder_of_json_objects(std::move(events_));
        else if (first == '\0') // no frame is so long that its length begins otherwise
            chosen_ = decoder_of_aws_frames(std::move(events_));
        else
            chosen_ = std::make_unique<sse_framing>(std::move(events_));
    }

    std::unique_ptr<event_decoder> events_; // until the framing is chosen
    std::unique_ptr<response_decoder> chosen_;
};

} // namespace

std::unique_ptr<response_decoder> decoder_of_any_framing(std::unique_ptr<event_decoder> events)
{
    return std::make_unique<any_framing>(std::move(events));
}

std::unique_ptr<response_decoder> decoder_of_json_objects(std::unique_ptr<event_decoder> events)
{
    return std::make_unique<json_objects>(std::move(events));
}

} // namespace coax::provider
