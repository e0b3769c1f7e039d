// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/named_first.hpp>
#include <coax/price.hpp>
#include <coax/usage.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace coax {

class answer_cache;

/// What one run of a batch may take at most. 0 is no bound.
struct budget {
    std::uint64_t tokens = 0; ///< input and output, all attempts of all inputs
    double money = 0; ///< by `batch_options::price` or `client_options::prices`
    std::chrono::nanoseconds time{}; ///< from the call of `batch` or `batch_each`
};

/// How far a batch has come, earlier runs of the same journal included.
struct batch_progress {
    std::size_t done = 0; ///< inputs that have a value
    std::size_t failed = 0; ///< inputs that have none
    std::size_t left_out = 0; ///< inputs that the budget of this run did not allow
    std::size_t cached = 0; ///< inputs of this run whose answers were in the cache
    std::size_t in_flight = 0;
    std::optional<std::size_t> total; ///< where the inputs know their number
    coax::usage usage;
    double cost = 0; ///< by `batch_options::price` or `client_options::prices`
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
    /// What the tokens of all models cost; default by `client_options::prices`.
    batch_options& price(coax::price a_million)
    {
        price_ = a_million;
        return *this;
    }
    /// What this run may take; default no bound. An input is begun only if what was spent, what the calls in flight
    /// probably take and what it probably takes itself are within the budget; otherwise it waits for the calls in
    /// flight, and where they leave no room its result is `errc::left_out` (`batch_item_facts::left_out`) and not in
    /// the journal. Calls in flight are finished. The next run with the same journal asks what was left out.
    ///
    /// A call probably takes a token for four bytes of the request and the schema, corrected by what the latest calls
    /// took, and for the answer 1.25 times the mean of the latest answers; `request::max_tokens` before the first
    /// answer. So a run may exceed its budget by what its last calls take beyond the estimate.
    batch_options& budget(coax::budget most)
    {
        budget_ = most;
        return *this;
    }
    /// Whether inputs that ask the same (words, settings, model and type) are asked once, and the answer is given to
    /// all of them; default false. The first has the usage and the cost, the others `batch_item_facts::shared` and
    /// none. A failure is given to all of them, too. Takes some 80 bytes of memory for each different input, and the
    /// time of a SHA-256 of each.
    batch_options& once(bool yes)
    {
        once_ = yes;
        return *this;
    }
    /// Inputs that are asked in one call, at most: a list of numbered texts, and a list of numbered answers; default 1,
    /// each by itself. Only inputs of one short text (4 kB) that differ in nothing else are packed. An answer counts
    /// where its number is there once and it keeps the type's rules for its own text; an input without one is asked
    /// again alone. doc/howto/batch.md says what this saves and what it does to answers. `max_in_flight` is then the
    /// number of calls: up to `pack` times as many inputs are in memory. A pack is waited for 20 ms. The cache is not
    /// asked for packs.
    batch_options& pack(std::size_t inputs)
    {
        pack_ = inputs;
        return *this;
    }
    /// Whether a beginning of 4 kB or more that inputs share (the system text, and the first messages) is marked for
    /// the provider's prompt cache, where that wants marks (Anthropic, Bedrock, OpenRouter with Anthropic's models);
    /// default true. The first input with that beginning writes it to the cache, and those after it wait for its end.
    /// Requests with `request::cache_here` are left as they are.
    batch_options& mark_prefixes(bool yes)
    {
        mark_prefixes_ = yes;
        return *this;
    }
    /// Where answers are looked for before a model is asked; default `client_options::cache`.
    batch_options& cache(std::shared_ptr<answer_cache> answers)
    {
        cache_ = std::move(answers);
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
    [[nodiscard]] std::optional<coax::price> const& price() const noexcept { return price_; }
    [[nodiscard]] coax::budget const& budget() const noexcept { return budget_; }
    [[nodiscard]] std::function<void(batch_progress const&)> const& progress() const noexcept { return progress_; }
    [[nodiscard]] std::shared_ptr<answer_cache> const& cache() const noexcept { return cache_; }
    [[nodiscard]] std::size_t pack() const noexcept { return pack_; }
    [[nodiscard]] bool mark_prefixes() const noexcept { return mark_prefixes_; }
    [[nodiscard]] bool once() const noexcept { return once_; }
    [[nodiscard]] bool sync() const noexcept { return sync_; }

private:
    std::function<void(batch_progress const&)> progress_;
    std::optional<coax::price> price_;
    coax::budget budget_;
    std::shared_ptr<answer_cache> cache_;
    std::size_t max_in_flight_ = 64;
    std::size_t pack_ = 1;
    bool sync_ = false;
    bool once_ = false;
    bool mark_prefixes_ = true;
};

} // namespace coax
