// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/event_reader.hpp"

#include "provider/explain.hpp"
#include "provider/watched_sink.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace coax::provider {

namespace {

// All that came is white space or the beginning of a field's name: a stream cut in its first bytes.
bool says_nothing(std::string_view stray)
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
constexpr std::size_t odd_at_most = 2048; // bytes kept of an event that is not of the protocol

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

void event_reader::read(std::string_view type, std::string_view data, std::string_view stray, answer_sink& out)
{
    if (done_)
        return;
    ++events_;
    stray_ = stray;
    if (repeated_.tell(type, data, scratch, out)) {
        resumed_ = stopped();
        return;
    }
    if (!data.starts_with('{') && read_word(type, data, out))
        return;
    auto const was_stopped = stopped();
    stop_told_ = false;
    watched_sink watched(out);
    on_event(type, data, watched);
    if (was_stopped && !stop_told_ && watched.told_a_piece())
        resumed_ = true;
    repeated_.learn(type, data, unframed_ ? watched_sink::told() : watched.all());
}

void event_reader::finish(std::string_view stray, answer_sink& out)
{
    if (done_)
        return;
    stray_ = stray;
    if (stopped()) { // an end that is only missing its mark
        if (resumed_ && stop_ <= stop_kind::unknown)
            out.on_stop(stop_reason::none, {}); // what came after it may have been cut off
        return end(out);
    }
    if (fail_by(stray, out))
        return;
    if (events_ == odd_events_ && !odd_.empty())
        return fail(explain_content(service_, odd_), out);
    if (events_ == 0 && !says_nothing(stray))
        return fail(explain_content(service_, stray), out);
    failure why(errc::stream_incomplete,
        events_ == 0 ? std::string(service_) + " answered HTTP 200 with an empty or cut-off body: try again"
                     : std::string(service_) + "'s answer ended after event " + std::to_string(events_)
                + ", before it was complete: try again");
    why.http_status = 200;
    fail(std::move(why), out);
}

void event_reader::fail(failure why, answer_sink& out)
{
    if (std::exchange(done_, true))
        return;
    out.on_failure(std::move(why));
}

void event_reader::stop(std::string_view word, answer_sink& out, std::string_view words)
{
    auto const kind = meaning_of(word);
    bool const explained = kind == stop_kind::unknown || kind == stop_kind::failed || kind == stop_kind::discarded
        || (kind == stop_kind::filtered && !words.empty());
    if (stop_at(kind, word, out) && explained)
        out.on_broken_off(explain_stop(service_, kind, word, words));
}

void event_reader::stop(std::string_view word, failure why, answer_sink& out)
{
    auto const least = why.code == errc::filtered ? stop_kind::filtered : stop_kind::failed;
    if (stop_at(std::max(meaning_of(word), least), word, out))
        out.on_broken_off(std::move(why));
}

bool event_reader::stop_at(stop_kind kind, std::string_view word, answer_sink& out)
{
    if (refused_ && kind <= stop_kind::filtered && kind != stop_kind::truncated)
        kind = stop_kind::refused;
    if (kind != stop_kind::untold) {
        stop_told_ = true;
        resumed_ = false;
    }
    if (kind <= stop_)
        return false;
    stop_ = kind;
    out.on_stop(reason_of(kind), word);
    return true;
}

void event_reader::refuse(std::string_view piece, answer_sink& out)
{
    refused_ = true;
    out.on_refusal(piece);
}

bool event_reader::begin_call(std::size_t call, std::string_view id, std::string_view name, answer_sink& out)
{
    if (call < calls_at_most) {
        out.on_tool_call(call, id, name);
        return true;
    }
    failure why(errc::response_too_large,
        std::string(service_) + "'s answer makes over " + std::to_string(calls_at_most) + " tool calls: ask for less");
    why.http_status = 200;
    fail(std::move(why), out);
    return false;
}

void event_reader::end(answer_sink& out)
{
    if (done_ || ((!stopped() || !stop_is_final()) && fail_by(stray_, out)))
        return;
    done_ = true;
    out.on_end();
}

void event_reader::on_odd(std::string_view data, answer_sink& out)
{
    if (is_unframed())
        return fail(explain_content(service_, data), out);
    if (auto said = read_error_body(data); said.found && !said.message.empty())
        return fail(explain_event(service_, std::move(said)), out);
    if (odd_events_++ == 0)
        odd_ = data.substr(0, odd_at_most);
}

// What stands in place of an event: an empty one, OpenAI's mark of the end, which proxies add to any protocol, a
// heartbeat, or an error in words.
bool event_reader::read_word(std::string_view type, std::string_view data, answer_sink& out)
{
    if (data.find_first_not_of(" \t\r\n") == data.npos)
        return true;
    if (data.starts_with("[DONE]")) {
        end(out);
        return true;
    }
    if (data.front() == '[' || data.front() == '{' || data.front() == '"')
        return false;
    if (type == "error") {
        error_body said;
        said.found = true;
        said.message = quoted(data);
        fail(explain_event(service_, std::move(said)), out);
        return true;
    }
    if (!is_heartbeat(data))
        return false;
    if (odd_events_++ == 0)
        odd_ = data;
    return true;
}

// Some servers put an error where no event is: a field of its own ("error: {...}"), or bare JSON.
bool event_reader::fail_by(std::string_view stray, answer_sink& out)
{
    auto const from = stray.find_first_of("{[");
    if (from == stray.npos)
        return false;
    auto said = read_error_body(stray.substr(from));
    if (!said.found || said.message.empty())
        return false;
    fail(explain_event(service_, std::move(said)), out);
    return true;
}

bool event_reader::whole(event_cursor& c, std::string_view data, answer_sink& out)
{
    if (done_)
        return false;
    if (c.at_end())
        return true;
    auto const cut = body_ended_ && c.position() == data.size();
    failure why(cut ? errc::stream_incomplete : errc::protocol_error,
        std::string(service_) + (cut ? "'s answer is cut off in event " : "'s answer cannot be read: event ")
            + std::to_string(events_) + (cut ? ", byte " : " is not JSON at byte ") + std::to_string(c.position())
            + ": try again");
    why.provider_message = quoted(data);
    why.http_status = 200;
    fail(std::move(why), out);
    return false;
}

} // namespace coax::provider
