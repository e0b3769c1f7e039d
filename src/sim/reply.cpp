// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/sim/reply.hpp>

namespace coax::sim {

reply reply::json(std::string text)
{
    reply made;
    made.say(part::kind::json, std::move(text));
    return made;
}

reply reply::status(int code)
{
    reply made;
    made.status_ = code;
    return made;
}

reply reply::redirect(std::string location)
{
    auto made = status(307);
    made.header("location", std::move(location)).body("");
    return made;
}

reply reply::hang_up()
{
    reply made;
    made.faults_.hang_up = true;
    return made;
}

reply& reply::say(part::kind type, std::string words, std::string tool)
{
    parts_.emplace_back(type, std::move(words), std::move(tool));
    return *this;
}

reply& reply::text(std::string words) { return say(part::kind::text, std::move(words)); }
reply& reply::thinking(std::string words) { return say(part::kind::thinking, std::move(words)); }
reply& reply::refusal(std::string words) { return say(part::kind::refusal, std::move(words)); }

reply& reply::call(std::string name, std::string arguments)
{
    return say(part::kind::call, std::move(arguments), std::move(name));
}

reply& reply::stop(stop_reason why)
{
    stop_ = why;
    return *this;
}

reply& reply::truncate_after(std::size_t deltas)
{
    truncate_after_ = deltas;
    return *this;
}

reply& reply::usage(std::uint64_t input_tokens, std::uint64_t output_tokens)
{
    usage_.emplace();
    usage_->input_tokens = input_tokens;
    usage_->output_tokens = output_tokens;
    return *this;
}

reply& reply::cut(std::size_t characters)
{
    cut_ = characters;
    return *this;
}

reply& reply::pace(double tokens_per_second)
{
    return pace(std::chrono::nanoseconds(
        tokens_per_second > 0 ? static_cast<std::int64_t>(1e9 / tokens_per_second) : std::int64_t{}));
}

reply& reply::pace(std::chrono::nanoseconds between_deltas)
{
    pace_ = between_deltas;
    return *this;
}

reply& reply::wait(std::chrono::nanoseconds before_head)
{
    wait_ = before_head;
    return *this;
}

reply& reply::retry_after(std::chrono::milliseconds wait)
{
    retry_after_ = wait;
    return *this;
}

reply& reply::header(std::string name, std::string value)
{
    headers_.emplace_back(std::move(name), std::move(value));
    return *this;
}

reply& reply::content_type(std::string value)
{
    content_type_ = std::move(value);
    return *this;
}

reply& reply::body(std::string bytes)
{
    body_ = std::move(bytes);
    return *this;
}

reply& reply::end_after(std::size_t bytes, faults::ending end)
{
    faults_.end_after = bytes;
    faults_.end = end;
    return *this;
}

reply& reply::garbage_after(std::size_t bytes, std::string garbage)
{
    faults_.garbage_after = bytes;
    faults_.garbage = std::move(garbage);
    return *this;
}

reply& reply::duplicate(std::size_t event)
{
    faults_.duplicated.push_back(event);
    return *this;
}

reply& reply::swap(std::size_t event)
{
    faults_.swapped.push_back(event);
    return *this;
}

reply& reply::error_after(std::size_t deltas, errc code)
{
    faults_.error_after = deltas;
    faults_.error = code;
    return *this;
}

reply& reply::drip(std::size_t bytes, std::chrono::nanoseconds delay)
{
    faults_.drip_bytes = bytes;
    faults_.drip_delay = delay;
    return *this;
}

reply& reply::endless(std::string filler)
{
    faults_.endless = std::move(filler);
    return *this;
}

} // namespace coax::sim
