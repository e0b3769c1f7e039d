// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/observer.hpp>

#include "text/printable.hpp"

#include <cstdio>
#include <mutex>
#include <ostream>
#include <string>

namespace coax {

namespace {

std::string seconds(std::chrono::nanoseconds length)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.2f s", std::chrono::duration<double>(length).count());
    return text;
}

std::string head(call_facts const& of)
{
    std::string line = "call " + std::to_string(of.call) + " ";
    line.append(of.name);
    if (!of.tag.empty())
        line.append(" [").append(of.tag).append("]");
    return line;
}

std::string attempts(call_facts const& of)
{
    return of.attempt == 1 ? ", 1 attempt" : ", " + std::to_string(of.attempt) + " attempts";
}

std::string tokens(usage const& spent)
{
    return ", " + std::to_string(spent.input_tokens) + " tokens in, " + std::to_string(spent.output_tokens) + " out";
}

class line_writer {
public:
    explicit line_writer(std::ostream& to) : to_(&to) { }

    void write(std::string line)
    {
        text::clean_line(line); // what came from outside must not make a second one, nor move the cursor
        line += '\n';
        std::lock_guard const lock(mutex_);
        *to_ << line << std::flush;
    }

private:
    std::mutex mutex_;
    std::ostream* to_;
};

} // namespace

std::shared_ptr<observer const> log_calls(std::ostream& to)
{
    auto const lines = std::make_shared<line_writer>(to);
    auto user = std::make_shared<observer>();
    user->done = [lines](call_done const& event) {
        lines->write(head(event) + " done in " + seconds(event.total) + attempts(event) + tokens(event.usage)
            + ", first byte after " + seconds(event.to_first_byte));
    };
    user->failed = [lines](call_failed const& event) {
        auto line = head(event) + " failed after " + seconds(event.total) + attempts(event) + tokens(event.usage);
        if (event.failure != nullptr) {
            line.append(": ").append(error_type(event.failure->code));
            if (event.failure->http_status != 0)
                line += " (HTTP " + std::to_string(event.failure->http_status) + ")";
            line += ": " + event.failure->message;
            if (!event.failure->provider_message.empty())
                line += " (the provider says: " + event.failure->provider_message + ")";
        }
        lines->write(std::move(line));
    };
    return user;
}

} // namespace coax
