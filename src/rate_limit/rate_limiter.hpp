// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "rate_limit/admission_queue.hpp"

#include <coax/usage.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <memory>
#include <mutex>
#include <optional>

namespace coax::rate_limit {

class permit;

/// Makes coroutines wait until their attempts may be sent. Safe to use from any thread. It runs no timer: the coroutine
/// at the front of the queue waits for the time itself.
class rate_limiter : public std::enable_shared_from_this<rate_limiter> {
public:
    using clock = std::chrono::steady_clock;

    rate_limiter(boost::asio::any_io_executor timers_on, coax::limits most);

    /// Waits in the queue; nullopt when `deadline` came first. Terminal, partial and total cancellation throw
    /// operation_aborted.
    boost::asio::awaitable<std::optional<permit>> acquire(
        int priority, std::size_t request_bytes, std::uint64_t max_tokens, clock::time_point deadline);

private:
    friend class permit;
    class waiter;

    /// Admits those that may be sent, and wakes the one at the front then, so that it waits for its time.
    void pump(waiter* awake) noexcept;

    boost::asio::any_io_executor executor_;
    std::mutex mutex_;
    admission_queue queue_;
};

/// The right to one attempt. Destroying it ends the attempt.
class permit {
public:
    permit(std::shared_ptr<rate_limiter> limiter, admission_queue::admission admitted) noexcept
        : limiter_(std::move(limiter)),
          admission_(admitted)
    {
    }
    permit(permit&&) noexcept = default;
    permit& operator=(permit&& other) noexcept
    {
        end();
        limiter_ = std::move(other.limiter_);
        admission_ = other.admission_;
        return *this;
    }
    ~permit() { end(); }

    void learn(http::response_head const& head);
    void refused(std::optional<std::chrono::milliseconds> retry_after);
    /// The provider has answered, and reported its usage, or zeros.
    void answered(usage const& spent);

private:
    void end() noexcept;

    std::shared_ptr<rate_limiter> limiter_;
    admission_queue::admission admission_;
    std::optional<std::uint64_t> input_;
    std::optional<std::uint64_t> output_;
};

} // namespace coax::rate_limit
