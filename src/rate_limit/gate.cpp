// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "rate_limit/gate.hpp"

#include "async/event.hpp"

#include <algorithm>
#include <utility>

namespace coax::rate_limit {

namespace asio = boost::asio;

// In line as long as it lives, unless it has its pass. What it was given and did not take is over at once.
class gate::visitor {
public:
    visitor(std::shared_ptr<gate> at, int priority, std::size_t request_bytes, std::uint64_t max_tokens)
        : gate_(std::move(at))
    {
        std::lock_guard const lock(gate_->mutex_);
        auto& limiter = gate_->limiter_;
        place_ = limiter.join(priority, limiter.estimate(request_bytes, max_tokens), this);
        gate_->pump(this);
    }
    visitor(visitor const&) = delete;
    visitor& operator=(visitor const&) = delete;
    ~visitor()
    {
        std::lock_guard const lock(gate_->mutex_);
        if (waiting_)
            gate_->limiter_.leave(place_);
        else if (given_)
            gate_->limiter_.end(*given_, {}, {}, clock::now());
        else
            return;
        gate_->pump(nullptr);
    }

    /// The pass, or until when to wait for the wake-up.
    std::optional<turn> look(clock::time_point& until)
    {
        std::lock_guard const lock(gate_->mutex_);
        if (waiting_)
            gate_->pump(this);
        if (given_)
            return turn(gate_, *std::exchange(given_, std::nullopt));
        wake.emplace(gate_->on_);
        if (gate_->limiter_.first().whom == this)
            until = std::min(until, gate_->limiter_.next(clock::now()));
        return {};
    }

    // Under the gate's mutex.
    void go(limiter::pass with) noexcept
    {
        waiting_ = false;
        given_ = with;
        call();
    }
    void call() noexcept
    {
        if (wake)
            wake->set();
    }

    std::optional<async::event> wake;

private:
    std::shared_ptr<gate> gate_;
    limiter::place place_;
    std::optional<limiter::pass> given_;
    bool waiting_ = true;
};

gate::gate(asio::any_io_executor timers_on, coax::limits most) : on_(std::move(timers_on)), limiter_(most) { }

void gate::pump(visitor* awake) noexcept
{
    auto const now = clock::now();
    while (auto const pass = limiter_.admit(now))
        static_cast<visitor*>(pass->whom)->go(*pass);
    if (!limiter_.empty() && limiter_.first().whom != awake)
        static_cast<visitor*>(limiter_.first().whom)->call();
}

asio::awaitable<std::optional<turn>> gate::enter(
    int priority, std::size_t request_bytes, std::uint64_t max_tokens, clock::time_point deadline)
{
    visitor here(shared_from_this(), priority, request_bytes, max_tokens);
    for (;;) {
        auto until = deadline;
        auto given = here.look(until);
        if (given || clock::now() >= deadline)
            co_return given;
        co_await here.wake->wait(until);
    }
}

void turn::learn(http::response_head const& head)
{
    auto const said = read_allowance(head);
    std::lock_guard const lock(gate_->mutex_);
    gate_->limiter_.learn(pass_, said, gate::clock::now());
}

void turn::refused(std::optional<std::chrono::milliseconds> retry_after)
{
    std::lock_guard const lock(gate_->mutex_);
    gate_->limiter_.refused(retry_after, gate::clock::now());
}

void turn::answered(usage const& spent)
{
    if (spent.input_tokens != 0 || spent.output_tokens != 0) {
        input_ = spent.input_tokens;
        output_ = spent.output_tokens;
    }
    std::lock_guard const lock(gate_->mutex_);
    gate_->limiter_.answered(gate::clock::now());
}

void turn::end() noexcept
{
    auto const at = std::exchange(gate_, nullptr);
    if (!at)
        return;
    std::lock_guard const lock(at->mutex_);
    at->limiter_.end(pass_, input_, output_, gate::clock::now());
    at->pump(nullptr);
}

} // namespace coax::rate_limit
