// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/event_log.hpp"
#include "bind/frame.hpp"

#include <cstddef>
#include <utility>

namespace coax::bind {

/// Collects the events of one value: a member that is a `json::value` or is made from one, or an object whose place is
/// known only when it is complete.
class capture {
public:
    /// `to` is where the value goes; without a type it is an unknown member's.
    void start(slot const& to)
    {
        to_ = to;
        log_.clear();
        depth_ = 0;
        active_ = true;
        whole_ = false;
    }
    [[nodiscard]] bool active() const noexcept { return active_; }
    [[nodiscard]] slot const& target() const noexcept { return to_; }
    /// The value is complete; `release` returns it.
    [[nodiscard]] bool whole() const noexcept { return whole_; }
    event_log release()
    {
        active_ = false;
        return std::exchange(log_, {});
    }
    void drop() noexcept
    {
        active_ = false;
        log_.clear();
    }
    void add(event_log::entry const& one)
    {
        using event = event_log::event;
        log_.add(one);
        switch (one.type) {
        case event::begin_object:
        case event::begin_array:
            ++depth_;
            break;
        case event::end_object:
        case event::end_array:
            whole_ = --depth_ == 0;
            break;
        case event::key:
        case event::key_part:
        case event::text_part:
            break;
        default:
            whole_ = depth_ == 0;
        }
    }
    /// The number of open containers.
    [[nodiscard]] std::size_t depth() const noexcept { return depth_; }
    /// The size of what was added, in bytes.
    [[nodiscard]] std::size_t size() const noexcept { return log_.size(); }

private:
    event_log log_;
    slot to_;
    std::size_t depth_ = 0; ///< open containers
    bool active_ = false;
    bool whole_ = false;
};

} // namespace coax::bind
