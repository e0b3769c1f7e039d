// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <atomic>
#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

/// Children of every kind, counted while their frames live.
namespace children {

namespace asio = boost::asio;
using asio::awaitable;

inline std::atomic<int> alive = 0;
inline std::atomic<int> peak = 0;

class counted {
public:
    counted()
    {
        int const now = ++alive;
        int seen = peak;
        while (seen < now && !peak.compare_exchange_weak(seen, now)) { }
    }
    counted(counted const&) = delete;
    counted& operator=(counted const&) = delete;
    ~counted() { --alive; }
};

inline awaitable<void> turns(int count)
{
    for (; count > 0; --count)
        co_await asio::post(asio::use_awaitable);
}

/// Gives `value` after so many turns of the context.
inline awaitable<int> give(int value, int after = 0)
{
    counted const here;
    co_await turns(after);
    co_return value;
}

inline awaitable<void> pass(int after = 0)
{
    counted const here;
    co_await turns(after);
}

inline awaitable<int> fail(std::string words, int after = 0)
{
    counted const here;
    co_await turns(after);
    throw std::runtime_error(words);
    co_return 0;
}

/// Until cancelled.
inline awaitable<int> hold()
{
    counted const here;
    asio::steady_timer never(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    co_await never.async_wait(asio::use_awaitable);
    co_return -1;
}

/// Takes some more turns to die when cancelled, as a child with something to put away would.
inline awaitable<int> hold_and_linger(int after)
{
    counted const here;
    std::exception_ptr thrown;
    try {
        co_await hold();
    } catch (...) {
        thrown = std::current_exception();
    }
    co_await asio::this_coro::throw_if_cancelled(false);
    co_await turns(after);
    std::rethrow_exception(thrown);
}

/// Movable, and nothing else.
class precious {
public:
    explicit precious(int value) : value_(std::make_unique<int>(value)) { }
    [[nodiscard]] int value() const { return *value_; }

private:
    std::unique_ptr<int> value_;
};

inline awaitable<precious> give_precious(int value, int after = 0)
{
    counted const here;
    co_await turns(after);
    co_return precious(value);
}

/// A stream of 0, 1, ..., each after some turns; throws instead of the element `breaks_at`.
class numbers {
public:
    explicit numbers(int count, int after = 0, int breaks_at = -1) : count_(count), after_(after), breaks_at_(breaks_at)
    {
    }

    awaitable<std::optional<int>> next()
    {
        counted const here;
        co_await turns(after_);
        if (next_ == breaks_at_)
            throw std::runtime_error("stream");
        if (next_ == count_)
            co_return std::nullopt;
        co_return next_++;
    }

    [[nodiscard]] int pulled() const { return next_; }

private:
    int count_;
    int after_;
    int breaks_at_;
    int next_ = 0;
};

/// Runs a test's coroutine to its end; what it throws comes out.
inline void run(awaitable<void> test)
{
    asio::io_context io;
    std::exception_ptr thrown;
    bool done = false;
    alive = 0;
    peak = 0;
    asio::co_spawn(io, std::move(test), [&](std::exception_ptr e) {
        thrown = e;
        done = true;
    });
    io.run();
    if (thrown)
        std::rethrow_exception(thrown);
    if (!done)
        throw std::logic_error("the test's coroutine never ended");
}

} // namespace children
