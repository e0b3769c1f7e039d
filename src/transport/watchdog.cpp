// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/watchdog.hpp"

#include <boost/asio/steady_timer.hpp>

#include <sys/socket.h>

#include <algorithm>
#include <mutex>

namespace coax::transport {

namespace {

std::chrono::milliseconds length_of(timeouts const& limits, limit named) noexcept
{
    switch (named) {
    case limit::connect:
        return limits.connect;
    case limit::handshake:
        return limits.handshake;
    case limit::first_byte:
        return limits.first_byte;
    case limit::idle:
        return limits.idle;
    case limit::attempt:
        return limits.attempt;
    case limit::call:
        return limits.call;
    case limit::ending:
        return ending_limit;
    }
    return {};
}

char const* name_of(limit named) noexcept
{
    switch (named) {
    case limit::connect:
        return "connect";
    case limit::handshake:
        return "handshake";
    case limit::first_byte:
        return "first_byte";
    case limit::idle:
        return "idle";
    case limit::attempt:
        return "attempt";
    case limit::call:
        return "call";
    case limit::ending:
        return "ending";
    }
    return "";
}

// The sum does not overflow, however long the limit is.
watchdog::clock::time_point after(watchdog::clock::time_point start, std::chrono::milliseconds length) noexcept
{
    auto const most = std::chrono::duration_cast<std::chrono::milliseconds>(watchdog::clock::time_point::max() - start);
    return length >= most ? watchdog::clock::time_point::max() : start + length;
}

} // namespace

class watchdog::state : public std::enable_shared_from_this<watchdog::state> {
public:
    state(boost::asio::any_io_executor const& on, timeouts const& lengths, clock::time_point call_ends)
        : limits(lengths),
          timer(on),
          last(limit::call),
          last_deadline(call_ends)
    {
        if (auto const ends = after(clock::now(), limits.attempt); ends < last_deadline) {
            last = limit::attempt;
            last_deadline = ends;
        }
        governing = last;
        deadline = last_deadline;
    }

    void arm(clock::time_point then)
    {
        armed = then;
        timer.expires_at(then);
        timer.async_wait([self = shared_from_this()](boost::system::error_code ec) {
            if (!ec)
                self->fired();
        });
    }

    std::mutex mutex;
    timeouts const limits;
    boost::asio::steady_timer timer;
    limit last; // attempt, call or ending: the one that bounds every phase
    clock::time_point last_deadline;
    limit governing;
    clock::time_point deadline;
    clock::time_point armed = clock::time_point::max(); // never later than deadline once a phase began
    std::optional<limit> expired;
    int descriptor = -1;
    bool between = false; // no phase;
    bool over = false;

private:
    void fired()
    {
        std::lock_guard const lock(mutex);
        auto const now = clock::now();
        if (over || now < armed) // it was armed again before this ran
            return;
        if (now >= deadline) {
            expired = governing;
            if (descriptor >= 0)
                ::shutdown(descriptor, SHUT_RDWR);
            return;
        }
        // The next read may begin at any time; its deadline is then no earlier than this.
        arm(between ? std::min(deadline, after(now, limits.idle)) : deadline);
    }
};

watchdog::watchdog(boost::asio::any_io_executor const& on, timeouts const& limits, clock::time_point call_ends)
    : state_(std::make_shared<state>(on, limits, call_ends))
{
}

watchdog::~watchdog()
{
    std::lock_guard const lock(state_->mutex);
    state_->over = true;
    state_->descriptor = -1;
    try {
        state_->timer.cancel();
    } catch (std::exception const&) { // an Asio timer never fails to cancel
    }
}

void watchdog::attach(int descriptor) noexcept
{
    std::lock_guard const lock(state_->mutex);
    state_->descriptor = descriptor;
    if (descriptor >= 0 && state_->expired)
        ::shutdown(descriptor, SHUT_RDWR);
}

void watchdog::enter(limit phase)
{
    auto& s = *state_;
    auto const ends = after(clock::now(), length_of(s.limits, phase));
    std::lock_guard const lock(s.mutex);
    s.between = false;
    s.governing = ends < s.last_deadline ? phase : s.last;
    s.deadline = std::min(ends, s.last_deadline);
    if (s.deadline < s.armed && !s.expired)
        s.arm(s.deadline);
}

void watchdog::leave() noexcept
{
    std::lock_guard const lock(state_->mutex);
    state_->between = true;
    state_->governing = state_->last;
    state_->deadline = state_->last_deadline;
}

void watchdog::expect_end() noexcept
{
    auto const ends = after(clock::now(), ending_limit);
    std::lock_guard const lock(state_->mutex);
    if (ends >= state_->last_deadline)
        return;
    state_->last = limit::ending;
    state_->last_deadline = ends;
}

std::optional<limit> watchdog::expired() const
{
    std::lock_guard const lock(state_->mutex);
    return state_->expired;
}

watchdog::clock::time_point watchdog::deadline() const
{
    std::lock_guard const lock(state_->mutex);
    return state_->deadline;
}

limit watchdog::governing() const
{
    std::lock_guard const lock(state_->mutex);
    return state_->governing;
}

std::string watchdog::describe(limit named) const
{
    return std::string(name_of(named)) + " (" + std::to_string(length_of(state_->limits, named).count()) + " ms)";
}

} // namespace coax::transport
