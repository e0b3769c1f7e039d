// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/named_first.hpp>
#include <coax/usage.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

namespace coax {

/// What a million tokens cost, in whatever money. 0 where not set.
struct price {
    double input = 0;
    double output = 0;
};

/// How far a batch has come, earlier runs of the same journal included.
struct batch_progress {
    std::size_t done = 0; ///< inputs that have a value
    std::size_t failed = 0; ///< inputs that have none
    std::size_t in_flight = 0;
    std::optional<std::size_t> total; ///< where the inputs know their number
    coax::usage usage;
    double cost = 0; ///< by the price that was set
    std::chrono::nanoseconds elapsed{}; ///< of this run
    std::optional<std::chrono::nanoseconds> left; ///< at this run's pace, where `total` is known
};

/// How `batch` runs. Setters chain.
class batch_options {
public:
    /// Calls at one time, at least 1; default 64.
    batch_options& max_in_flight(std::size_t calls)
    {
        max_in_flight_ = calls;
        return *this;
    }
    /// For `batch_progress::cost`; default nothing costs anything.
    batch_options& price(coax::price a_million)
    {
        price_ = a_million;
        return *this;
    }
    /// Called at the start and after every input that is settled, by one at a time; it holds up the others.
    template <class Fn>
    requires std::is_constructible_v<std::function<void(batch_progress const&)>, Fn> batch_options& progress(
        Fn&& callback)
    {
        detail::function_is_named<Fn>();
        progress_ = std::forward<Fn>(callback);
        return *this;
    }
    /// Whether each record is forced to the disk before it counts, so that it outlives the machine and not only the
    /// process; default false, for it blocks the executor's thread for as long as the disk takes.
    batch_options& sync(bool yes)
    {
        sync_ = yes;
        return *this;
    }

    [[nodiscard]] std::size_t max_in_flight() const noexcept { return max_in_flight_; }
    [[nodiscard]] coax::price const& price() const noexcept { return price_; }
    [[nodiscard]] std::function<void(batch_progress const&)> const& progress() const noexcept { return progress_; }
    [[nodiscard]] bool sync() const noexcept { return sync_; }

private:
    std::function<void(batch_progress const&)> progress_;
    coax::price price_;
    std::size_t max_in_flight_ = 64;
    bool sync_ = false;
};

} // namespace coax
