// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "answer/response_accumulator.hpp"

#include <coax/detail/call.hpp>
#include <coax/detail/progress.hpp>
#include <coax/request.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace coax::call {

/// What the consumer of a call has seen, and whether there is something new.
class shown_changes {
public:
    shown_changes(detail::audience audience, request const& req)
        : audience_(audience),
          granularity_(req.show()),
          reasoning_(audience == detail::audience::partials && req.show_reasoning())
    {
    }

    /// The deltas of an answer are looked at one by one.
    [[nodiscard]] bool stepwise() const noexcept
    {
        return audience_ == detail::audience::partials && granularity_ != granularity::read;
    }

    /// Elements are given one by one.
    [[nodiscard]] bool by_item() const noexcept { return audience_ == detail::audience::items; }

    /// Fields are shown one after another, as they complete.
    [[nodiscard]] bool by_field() const noexcept
    {
        return audience_ == detail::audience::partials && granularity_ == granularity::field;
    }

    /// An attempt begins.
    void begin(answer::response_accumulator const& answer) noexcept;
    /// The field at this pointer is complete; only where they are shown so.
    void complete(std::string_view pointer) { completed_.emplace_back(pointer); }
    /// Whether there is something new to see, which counts as seen then.
    bool look(answer::response_accumulator const& answer);

    /// The field that is shown now.
    [[nodiscard]] std::string_view completed_field() const noexcept { return completed_field_; }
    /// What was new the last time.
    [[nodiscard]] coax::change change() const noexcept { return change_; }
    /// The consumer has seen something of this attempt's value, which another attempt would take back.
    [[nodiscard]] bool partial_was_shown() const noexcept { return shown_; }

private:
    [[nodiscard]] std::uint64_t count(answer::response_accumulator const& answer) const noexcept;
    bool next_field();

    detail::audience audience_;
    granularity granularity_;
    bool reasoning_; ///< is shown
    bool shown_ = false;
    coax::change change_ = coax::change::value;
    std::deque<std::string> completed_; ///< pointers of fields that were not shown yet
    std::string completed_field_;
    std::uint64_t seen_ = 0; ///< as the value builder counts
    std::size_t reasoning_seen_ = 0;
};

} // namespace coax::call
