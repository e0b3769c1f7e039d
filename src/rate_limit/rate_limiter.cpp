// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "rate_limit/rate_limiter.hpp"

#include "async/event.hpp"

#include <algorithm>
#include <utility>

namespace coax::rate_limit {

namespace asio = boost::asio;

// It is in the queue until it is admitted, or as long as it lives. An admission that nobody has taken ends with it.
class rate_limiter::waiter {
public:
    waiter(std::shared_ptr<rate_limiter> at, int priority, std::size_t request_bytes, std::uint64_t max_tokens)
        : limiter_(std::move(at))
    {
        std::lock_guard const lock(limiter_->mutex_);
        auto& queue = limiter_->queue_;
        place_ = queue.join(priority, queue.estimate(request_bytes, max_tokens), this);
        limiter_->pump(this);
    }
    waiter(waiter const&) = delete;
    waiter& operator=(waiter const&) = delete;
    ~waiter()
    {
        std::lock_guard const lock(limiter_->mutex_);
        if (waiting_)
            limiter_->queue_.leave(place_);
        else if (admitted_)
            limiter_->queue_.end(*admitted_, {}, {}, clock::now());
        else
            return;
        limiter_->pump(nullptr);
    }

    /// The permit; nothing, and until when to wait for the event.
    std::optional<permit> look(clock::time_point& until)
    {
        std::lock_guard const lock(limiter_->mutex_);
        if (waiting_)
            limiter_->pump(this);
        if (admitted_)
            return permit(limiter_, *std::exchange(admitted_, std::nullopt));
        wake.emplace(limiter_->executor_);
        if (limiter_->queue_.first().owner == this)
            until = std::min(until, limiter_->queue_.next(clock::now()));
        return {};
    }

    // Under the limiter's mutex.
    void admit(admission_queue::admission with) noexcept
    {
        waiting_ = false;
        admitted_ = with;
        call();
    }
    void call() noexcept
    {
        if (wake)
            wake->set();
    }

    std::optional<async::event> wake;

private:
    std::shared_ptr<rate_limiter> limiter_;
    admission_queue::place place_;
    std::optional<admission_queue::admission> admitted_;
    bool waiting_ = true;
};

rate_limiter::rate_limiter(asio::any_io_executor timers_on, coax::limits most)
    : executor_(std::move(timers_on)),
      queue_(most)
{
}

void rate_limiter::pump(waiter* awake) noexcept
{
    auto const now = clock::now();
    while (auto const admitted = queue_.admit(now))
        static_cast<waiter*>(admitted->owner)->admit(*admitted);
    if (!queue_.empty() && queue_.first().owner != awake)
        static_cast<waiter*>(queue_.first().owner)->call();
}

asio::awaitable<std::optional<permit>> rate_limiter::acquire(
    int priority, std::size_t request_bytes, std::uint64_t max_tokens, clock::time_point deadline)
{
    waiter here(shared_from_this(), priority, request_bytes, max_tokens);
    for (;;) {
        auto until = deadline;
        auto given = here.look(until);
        if (given || clock::now() >= deadline)
            co_return given;
        co_await here.wake->wait(until);
    }
}

void permit::learn(http::response_head const& head)
{
    auto const headers = parse_rate_limit_headers(head);
    std::lock_guard const lock(limiter_->mutex_);
    limiter_->queue_.learn(admission_, headers, rate_limiter::clock::now());
}

void permit::refused(std::optional<std::chrono::milliseconds> retry_after)
{
    std::lock_guard const lock(limiter_->mutex_);
    limiter_->queue_.refused(retry_after, rate_limiter::clock::now());
}

void permit::answered(usage const& spent)
{
    if (spent.input_tokens != 0 || spent.output_tokens != 0) {
        input_ = spent.input_tokens;
        output_ = spent.output_tokens;
    }
    std::lock_guard const lock(limiter_->mutex_);
    limiter_->queue_.answered(rate_limiter::clock::now());
}

void permit::end() noexcept
{
    auto const ended = std::exchange(limiter_, nullptr);
    if (!ended)
        return;
    std::lock_guard const lock(ended->mutex_);
    ended->queue_.end(admission_, input_, output_, rate_limiter::clock::now());
    ended->pump(nullptr);
}

} // namespace coax::rate_limit
