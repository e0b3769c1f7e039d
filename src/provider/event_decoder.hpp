// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/answer_sink.hpp"
#include "provider/repeated_event.hpp"
#include "provider/stop_word.hpp"
#include "json/json_cursor.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace coax::provider {

/// Decodes the JSON texts of one protocol, however they are framed: events of a stream, lines, or one whole body. Each
/// protocol derives from it; a `response_decoder` feeds it.
class event_decoder {
public:
    explicit event_decoder(std::string_view service) : service_(service) { }
    virtual ~event_decoder() = default;
    event_decoder(event_decoder const&) = delete;
    event_decoder& operator=(event_decoder const&) = delete;

    /// One event. `type` is the type that the framing gives, or ""; `stray` is the text outside of events so far.
    void read(std::string_view type, std::string_view data, std::string_view stray, answer_sink& out);

    /// The next event is the whole body.
    void unframed() noexcept { unframed_ = body_ended_ = true; }

    /// The body has ended: an event that is read from now on may be cut off.
    void body_ended() noexcept { body_ended_ = true; }

    /// The last event was read. Reports an answer that cannot be complete.
    void finish(std::string_view stray, answer_sink& out);

    void fail(failure reason, answer_sink& out);

    /// Nothing more is to be read: the end was seen, or a failure was reported.
    [[nodiscard]] bool done() const noexcept { return done_; }
    [[nodiscard]] std::string_view service() const noexcept { return service_; }

protected:
    /// Decodes one event, the text that `event` begins to read. Returns the delta where the event holds one and nothing
    /// else, and where an equal event with another string in its place means the same; reports all else to `out`.
    virtual delta on_event(std::string_view type, json::json_cursor& event, answer_sink& out) = 0;
    /// Whether an error that is found outside of events after a stop is ignored.
    [[nodiscard]] virtual bool stop_is_final() const noexcept { return true; }

    /// Passes a piece of the answer on; an empty one is dropped.
    void pass(delta const& piece, answer_sink& out);
    /// The model stopped for the reason that the service spells `word`; of several the heaviest counts (see
    /// `stop_kind`). `explanation` is what the service says beside it, if anything. A tool call without arguments has
    /// {} then, if the answer is complete.
    void stop(std::string_view word, answer_sink& out, std::string_view explanation = {});
    /// The same with an error that the service gives for it.
    void stop(std::string_view word, failure reason, answer_sink& out);
    /// A piece of a refusal: the stop that follows is one.
    void refuse(std::string_view piece, answer_sink& out);
    /// Tool call number `call` begins. False where there are too many, which is a failure.
    bool begin_call(std::size_t call, std::string_view id, std::string_view name, answer_sink& out);
    /// The protocol's own end. Without a stop before it, an error outside of events counts.
    void end(answer_sink& out);
    /// The event reports an error.
    void fail_by_event(answer_sink& out);
    /// The event is not one of the protocol. It is ignored, unless it is an error, or is all that comes.
    void on_unknown_event(answer_sink& out);
    /// Whether the event was read to its end; reports it otherwise.
    bool is_whole(json::json_cursor& event, answer_sink& out);

    [[nodiscard]] bool stopped() const noexcept { return stop_ != stop_kind::untold; }
    [[nodiscard]] bool is_unframed() const noexcept { return unframed_; }

private:
    bool fail_by(std::string_view stray, answer_sink& out);
    bool stop_at(stop_kind kind, std::string_view word, answer_sink& out);
    bool read_word(std::string_view type, answer_sink& out);

    std::string_view service_;
    json::json_cursor cursor_;
    repeated_event repeated_;
    std::string_view data_; // of the event being read
    std::string_view stray_;
    std::size_t events_ = 0;
    bool unframed_ = false;
    bool body_ended_ = false;
    stop_kind stop_ = stop_kind::untold;
    bool resumed_ = false; // a piece of the answer came after the stop
    bool refused_ = false;
    bool done_ = false;
    std::size_t unknown_events_ = 0;
    std::string unknown_event_; // the beginning of the first
    std::vector<bool> has_arguments_; // of each tool call
};

} // namespace coax::provider
