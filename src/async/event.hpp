// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <mutex>

namespace coax::async {

/// An event that is set once. One coroutine waits for it, with a deadline; any thread may set it.
class event {
public:
    explicit event(boost::asio::any_io_executor const& on) : timer_(on) { }

    void set() noexcept;

    /// Returns true once it is set, false at the deadline. Terminal, partial and total cancellation throw
    /// operation_aborted, unless it was set before.
    boost::asio::awaitable<bool> wait(std::chrono::steady_clock::time_point deadline);

private:
    std::mutex mutex_;
    boost::asio::steady_timer timer_;
    bool set_ = false;
};

} // namespace coax::async
