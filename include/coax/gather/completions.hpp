// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/gather/detail/completion_state.hpp>

#include <memory>
#include <optional>
#include <utility>

namespace coax {

/// What became of one input, as soon as it is known; made by `as_completed` and `map_as_completed`.
///
/// Ownership: children begin with the first `next()` and run on its executor. While nobody is in `next()`, the ones
/// in flight go on and their results wait; no further input is pulled. Running children and waiting results together
/// are never more than `max_in_flight`.
///
/// Destroying it cancels the children (terminal) without waiting for them: a destructor cannot. Each of them, and the
/// range, stays alive until it has ended, so nothing of coax's is left dangling; but what the children *refer to*
/// must live that long. Where that is not sure, `co_await stop()` first. Not to be destroyed during `next()` or
/// `stop()`.
///
/// Threads: one coroutine at a time; children as `gather` has them.
template <class T, class Executor = boost::asio::any_io_executor>
class completions {
public:
    explicit completions(std::shared_ptr<detail::completion_state<T, Executor>> state) : state_(std::move(state)) { }
    completions(completions&&) noexcept = default;
    completions& operator=(completions&& other) noexcept
    {
        completions old(std::move(other));
        std::swap(state_, old.state_);
        return *this;
    }
    ~completions()
    {
        if (state_)
            state_->cancel();
    }

    /// The next result in order of completion, with the index of its input; `std::nullopt` when all have been given.
    ///
    /// Errors: a child's failure is in its result. Throws what the range or the stream threw, after the results of
    /// what was pulled before. Cancellation (terminal, partial, total) goes to the children, waits for them and
    /// throws `operation_aborted`.
    [[nodiscard]] boost::asio::awaitable<std::optional<indexed_result<T>>, Executor> next()
    {
        return state_->next(state_);
    }

    /// Cancels the children and waits for them; results not yet taken are dropped and `next()` then gives nothing.
    [[nodiscard]] boost::asio::awaitable<void, Executor> stop() { return state_->stop(); }

private:
    std::shared_ptr<detail::completion_state<T, Executor>> state_;
};

} // namespace coax
