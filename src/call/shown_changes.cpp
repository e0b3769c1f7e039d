// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/shown_changes.hpp"

#include <utility>

namespace coax::call {

using detail::audience;

std::uint64_t shown_changes::count(answer::response_accumulator const& answer) const noexcept
{
    auto const& builder = answer.builder();
    return audience_ == audience::items ? builder.items() : builder.changes();
}

void shown_changes::begin(answer::response_accumulator const& answer) noexcept
{
    seen_ = count(answer);
    completed_.clear();
    completed_field_.clear();
    reasoning_seen_ = 0;
    shown_ = false;
}

bool shown_changes::next_field()
{
    bool const more = !completed_.empty();
    completed_field_ = more ? std::move(completed_.front()) : std::string();
    if (more)
        completed_.pop_front();
    return more;
}

bool shown_changes::look(answer::response_accumulator const& answer)
{
    if (audience_ == audience::nobody)
        return false;
    auto const now = count(answer);
    if (audience_ == audience::items) // those that are good are given, whatever comes after them
        return std::exchange(seen_, now) != now;
    auto const reasoning = answer.reasoning().size();
    bool const reasoned = std::exchange(reasoning_seen_, reasoning) != reasoning;
    if (answer.broken())
        return false;
    bool const more = by_field() ? next_field() : std::exchange(seen_, now) != now;
    if (!more && !(reasoning_ && reasoned))
        return false;
    change_ = more ? coax::change::value : coax::change::reasoning;
    shown_ = true;
    return true;
}

} // namespace coax::call
