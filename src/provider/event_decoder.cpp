// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/event_decoder.hpp"

#include "provider/explain.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace coax::provider {

namespace {

// All of it is white space or the beginning of a field's name: a stream cut in its first bytes.
bool is_empty(std::string_view stray)
{
    if (stray.find_first_not_of(" \t\n") == stray.npos)
        return true;
    for (std::string_view name : {"event", "data", "retry"}) {
        if (name.starts_with(stray))
            return true;
    }
    return false;
}

constexpr std::size_t calls_at_most = 4096; // of tools, in one answer
constexpr std::size_t unknown_at_most = 2048; // bytes kept of an event that is not of the protocol

// "ping", "keep-alive": what stands for an event where there is none.
bool is_heartbeat(std::string_view data)
{
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.: ";
    return data.size() <= 32 && data.find_first_not_of(letters) == data.npos;
}

stop_reason reason_of(stop_kind kind)
{
    switch (kind) {
    case stop_kind::complete:
        return stop_reason::complete;
    case stop_kind::truncated:
        return stop_reason::truncated;
    case stop_kind::filtered:
        return stop_reason::filtered;
    case stop_kind::refused:
        return stop_reason::refused;
    case stop_kind::failed:
    case stop_kind::discarded:
        return stop_reason::failed;
    default:
        return stop_reason::none;
    }
}

} // namespace

void event_decoder::read(std::string_view type, std::string_view data, std::string_view stray, answer_sink& out)
{
    if (done_)
        return;
    ++events_;
    stray_ = stray;
    data_ = data;
    if (auto const known = repeated_.match(type, data, cursor_); known.kind != delta::none)
        return pass(known, out);
    if (!data.starts_with('{') && read_word(type, out))
        return;
    cursor_.start(data);
    auto const only = on_event(type, cursor_, out);
    pass(only, out);
    repeated_.learn(type, data, unframed_ ? delta() : only, cursor_);
}

void event_decoder::finish(std::string_view stray, answer_sink& out)
{
    if (done_)
        return;
    stray_ = stray;
    if (stopped()) { // an end that is only missing its mark
        if (resumed_ && stop_ <= stop_kind::unknown)
            out.on_stop(stop_reason::none, {}); // the pieces after it may have been cut off
        return end(out);
    }
    if (fail_by(stray, out))
        return;
    if (events_ == unknown_events_ && !unknown_event_.empty())
        return fail(explain_content(service_, unknown_event_), out);
    if (events_ == 0 && !is_empty(stray))
        return fail(explain_content(service_, stray), out);
    failure reason(errc::stream_incomplete,
        events_ == 0 ? std::string(service_) + " answered with success, but with an empty or cut-off body: try again"
                     : std::string(service_) + "'s answer ended after event " + std::to_string(events_)
                + ", before it was complete: try again");
    reason.http_status = 200;
    fail(std::move(reason), out);
}

void event_decoder::fail(failure reason, answer_sink& out)
{
    if (!std::exchange(done_, true))
        out.on_failure(std::move(reason));
}

void event_decoder::pass(delta const& piece, answer_sink& out)
{
    if (piece.kind == delta::none || piece.text.empty())
        return;
    resumed_ = stopped();
    switch (piece.kind) {
    case delta::answer:
        return out.on_text(piece.text);
    case delta::arguments:
        has_arguments_[piece.call] = true;
        return out.on_arguments(piece.call, piece.text);
    default:
        return out.on_reasoning(piece.text);
    }
}

void event_decoder::stop(std::string_view word, answer_sink& out, std::string_view explanation)
{
    auto const kind = meaning_of(word);
    for (std::size_t call = 0; kind == stop_kind::complete && call < has_arguments_.size(); ++call)
        if (!has_arguments_[call]) // a tool without parameters: nothing was sent, {} is meant
            pass({delta::arguments, call, "{}"}, out);
    bool const explained = kind == stop_kind::unknown || kind == stop_kind::failed || kind == stop_kind::discarded
        || (kind == stop_kind::filtered && !explanation.empty());
    if (stop_at(kind, word, out) && explained)
        out.on_broken_off(explain_stop(service_, kind, word, explanation));
}

void event_decoder::stop(std::string_view word, failure reason, answer_sink& out)
{
    auto const least = reason.code == errc::filtered ? stop_kind::filtered : stop_kind::failed;
    if (stop_at(std::max(meaning_of(word), least), word, out))
        out.on_broken_off(std::move(reason));
}

bool event_decoder::stop_at(stop_kind kind, std::string_view word, answer_sink& out)
{
    if (refused_ && kind <= stop_kind::filtered && kind != stop_kind::truncated)
        kind = stop_kind::refused;
    if (kind != stop_kind::untold)
        resumed_ = false;
    if (kind <= stop_)
        return false;
    stop_ = kind;
    out.on_stop(reason_of(kind), word);
    return true;
}

void event_decoder::refuse(std::string_view piece, answer_sink& out)
{
    refused_ = true;
    out.on_refusal(piece);
}

bool event_decoder::begin_call(std::size_t call, std::string_view id, std::string_view name, answer_sink& out)
{
    if (call < calls_at_most) {
        has_arguments_.resize(std::max(has_arguments_.size(), call + 1));
        out.on_tool_call(call, id, name);
        return true;
    }
    failure reason(errc::response_too_large,
        std::string(service_) + "'s answer makes over " + std::to_string(calls_at_most) + " tool calls: ask for less");
    reason.http_status = 200;
    fail(std::move(reason), out);
    return false;
}

void event_decoder::end(answer_sink& out)
{
    if (done_ || ((!stopped() || !stop_is_final()) && fail_by(stray_, out)))
        return;
    done_ = true;
    out.on_end();
}

void event_decoder::fail_by_event(answer_sink& out) { fail(explain_event(service_, read_error_body(data_)), out); }

void event_decoder::on_unknown_event(answer_sink& out)
{
    if (is_unframed())
        return fail(explain_content(service_, data_), out);
    if (auto error = read_error_body(data_); error.found && !error.message.empty())
        return fail(explain_event(service_, std::move(error)), out);
    if (unknown_events_++ == 0)
        unknown_event_ = data_.substr(0, unknown_at_most);
}

// An event that is not JSON: an empty one, OpenAI's mark of the end, which proxies add to any protocol, a heartbeat, or
// an error as plain text.
bool event_decoder::read_word(std::string_view type, answer_sink& out)
{
    if (data_.find_first_not_of(" \t\r\n") == data_.npos)
        return true;
    if (data_.starts_with("[DONE]")) {
        end(out);
        return true;
    }
    if (data_.front() == '[' || data_.front() == '{' || data_.front() == '"')
        return false;
    if (type == "error") {
        error_body error;
        error.found = true;
        error.message = excerpt(data_);
        fail(explain_event(service_, std::move(error)), out);
        return true;
    }
    if (!is_heartbeat(data_))
        return false;
    if (unknown_events_++ == 0)
        unknown_event_ = data_;
    return true;
}

// Some servers put an error where no event is: a field of its own ("error: {...}"), or bare JSON.
bool event_decoder::fail_by(std::string_view stray, answer_sink& out)
{
    auto const from = stray.find_first_of("{[");
    if (from == stray.npos)
        return false;
    auto error = read_error_body(stray.substr(from));
    if (!error.found || error.message.empty())
        return false;
    fail(explain_event(service_, std::move(error)), out);
    return true;
}

bool event_decoder::is_whole(json::json_cursor& event, answer_sink& out)
{
    if (done_)
        return false;
    if (event.at_end())
        return true;
    auto const cut = body_ended_ && event.position() == data_.size();
    failure reason(cut ? errc::stream_incomplete : errc::protocol_error,
        std::string(service_) + (cut ? "'s answer is cut off in event " : "'s answer cannot be read: event ")
            + std::to_string(events_) + (cut ? ", byte " : " is not JSON at byte ") + std::to_string(event.position())
            + ": try again");
    reason.provider_message = excerpt(data_);
    reason.http_status = 200;
    fail(std::move(reason), out);
    return false;
}

} // namespace coax::provider
