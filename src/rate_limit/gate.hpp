// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "rate_limit/limiter.hpp"

#include <coax/usage.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <memory>
#include <mutex>
#include <optional>

namespace coax::rate_limit {

class turn;

/// A limiter that coroutines wait at. Safe from any thread; no timer of its own: who waits watches the clock.
class gate : public std::enable_shared_from_this<gate> {
public:
    using clock = std::chrono::steady_clock;

    gate(boost::asio::any_io_executor timers_on, coax::limits most);

    /// Waits in line; nullopt when `deadline` came first. Cancellable in all three ways: throws operation_aborted.
    boost::asio::awaitable<std::optional<turn>> enter(
        int priority, std::size_t request_bytes, std::uint64_t max_tokens, clock::time_point deadline);

private:
    friend class turn;
    class visitor;

    /// Lets go who may, and wakes who is first then, so that it looks at the clock.
    void pump(visitor* awake) noexcept;

    boost::asio::any_io_executor on_;
    std::mutex mutex_;
    limiter limiter_;
};

/// The right to one attempt, which is over when it dies.
class turn {
public:
    turn(std::shared_ptr<gate> at, limiter::pass given) noexcept : gate_(std::move(at)), pass_(given) { }
    turn(turn&&) noexcept = default;
    turn& operator=(turn&& other) noexcept
    {
        end();
        gate_ = std::move(other.gate_);
        pass_ = other.pass_;
        return *this;
    }
    ~turn() { end(); }

    void learn(http::response_head const& head);
    void refused(std::optional<std::chrono::milliseconds> retry_after);
    /// The provider answered, and counted what that took, if it did.
    void answered(usage const& spent);

private:
    void end() noexcept;

    std::shared_ptr<gate> gate_;
    limiter::pass pass_;
    std::optional<std::uint64_t> input_;
    std::optional<std::uint64_t> output_;
};

} // namespace coax::rate_limit
