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
    auto who = std::make_shared<observer>();
    who->done = [lines](call_done const& it) {
        lines->write(head(it) + " done in " + seconds(it.total) + attempts(it) + tokens(it.usage)
            + ", first byte after " + seconds(it.to_first_byte));
    };
    who->failed = [lines](call_failed const& it) {
        auto line = head(it) + " failed after " + seconds(it.total) + attempts(it) + tokens(it.usage);
        if (it.why != nullptr) {
            line.append(": ").append(error_type(it.why->code));
            if (it.why->http_status != 0)
                line += " (HTTP " + std::to_string(it.why->http_status) + ")";
            line += ": " + it.why->message;
            if (!it.why->provider_message.empty())
                line += " (the provider says: " + it.why->provider_message + ")";
        }
        lines->write(std::move(line));
    };
    return who;
}

} // namespace coax
