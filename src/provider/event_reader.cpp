// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/event_reader.hpp"

#include "provider/explain.hpp"
#include "provider/watched_sink.hpp"

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

} // namespace

void event_reader::read(std::string_view type, std::string_view data, std::string_view stray, answer_sink& out)
{
    if (done_)
        return;
    ++events_;
    stray_ = stray;
    if (repeated_.tell(type, data, scratch, out))
        return;
    watched_sink watched(out);
    on_event(type, data, watched);
    repeated_.learn(type, data, unframed_ ? watched_sink::told() : watched.all());
}

void event_reader::finish(std::string_view stray, answer_sink& out)
{
    if (done_)
        return;
    stray_ = stray;
    if (stopped_) // an end that is only missing its mark
        return end(out);
    if (fail_by(stray, out))
        return;
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

void event_reader::stop(stop_reason why, std::string_view word, answer_sink& out)
{
    if (!std::exchange(stopped_, true))
        out.on_stop(why, word);
}

void event_reader::end(answer_sink& out)
{
    if (done_ || ((!stopped_ || !stop_is_final()) && fail_by(stray_, out)))
        return;
    done_ = true;
    out.on_end();
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
