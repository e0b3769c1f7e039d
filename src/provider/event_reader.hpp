// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/answer_sink.hpp"
#include "provider/event_cursor.hpp"
#include "provider/repeated_event.hpp"
#include "provider/stop_word.hpp"
#include "provider/text_buffer.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace coax::provider {

/// What the JSON texts of one protocol mean, however they are framed: events of a stream, lines, or one whole body.
/// A protocol derives from it; a decoder (sse_decoder, body_decoder, ...) feeds it.
class event_reader {
public:
    explicit event_reader(std::string_view service) : service_(service) { }
    virtual ~event_reader() = default;
    event_reader(event_reader const&) = delete;
    event_reader& operator=(event_reader const&) = delete;

    /// One event. `type` is what the framing says of it, or ""; `stray` what it found outside of events so far.
    void read(std::string_view type, std::string_view data, std::string_view stray, answer_sink& out);

    /// The whole body is the one text that will be read.
    void unframed() noexcept { unframed_ = body_ended_ = true; }

    /// The body is over: what is still read stood at its very end and may be cut off.
    void body_ended() noexcept { body_ended_ = true; }

    /// The last event was read. Reports an answer that cannot be whole.
    void finish(std::string_view stray, answer_sink& out);

    void fail(failure why, answer_sink& out);

    /// Nothing more is to be read: the end was seen, or a failure reported.
    [[nodiscard]] bool done() const noexcept { return done_; }
    [[nodiscard]] std::string_view service() const noexcept { return service_; }

protected:
    /// Reads one event. One that tells a single piece and nothing else is not read again when it comes again with
    /// another piece (see `repeated_event`): the same bytes must go on telling the same, a piece being what a string
    /// value says, whole, unless another event told something else in between.
    virtual void on_event(std::string_view type, std::string_view data, answer_sink& out) = 0;
    /// Whether an error that stands outside of events, after a stop, is passed over.
    [[nodiscard]] virtual bool stop_is_final() const noexcept { return true; }

    /// The model stopped, as the service says in its `word`; of several the heaviest counts (see `stop_kind`). `words`
    /// are what the service says beside it, if anything.
    void stop(std::string_view word, answer_sink& out, std::string_view words = {});
    /// The same with an error that the service gives for it.
    void stop(std::string_view word, failure why, answer_sink& out);
    /// A piece of a refusal: the stop that follows is one.
    void refuse(std::string_view piece, answer_sink& out);
    /// Tool call number `call` begins. False where there are too many, which is a failure.
    bool begin_call(std::size_t call, std::string_view id, std::string_view name, answer_sink& out);
    /// The protocol's own end. Without a stop before it, what stood outside of events has the word.
    void end(answer_sink& out);
    /// An event that is none of the protocol's. Passed over, unless it is an error, or is all that comes.
    void on_odd(std::string_view data, answer_sink& out);
    [[nodiscard]] bool stopped() const noexcept { return stop_ != stop_kind::untold; }
    [[nodiscard]] bool is_unframed() const noexcept { return unframed_; }

    /// Whether `c` read all of `data`; reports it otherwise.
    bool whole(event_cursor& c, std::string_view data, answer_sink& out);

    text_buffer scratch;

private:
    bool fail_by(std::string_view stray, answer_sink& out);
    bool stop_at(stop_kind kind, std::string_view word, answer_sink& out);
    bool read_word(std::string_view type, std::string_view data, answer_sink& out);

    std::string_view service_;
    std::string_view stray_;
    repeated_event repeated_;
    std::size_t events_ = 0;
    bool unframed_ = false;
    bool body_ended_ = false;
    stop_kind stop_ = stop_kind::untold;
    bool stop_told_ = false; // by the event being read
    bool resumed_ = false; // pieces of the answer came after the stop
    bool refused_ = false;
    bool done_ = false;
    std::size_t odd_events_ = 0;
    std::string odd_; // the beginning of the first
};

} // namespace coax::provider
