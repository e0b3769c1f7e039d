// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <mutex>

namespace coax::async {

/// A one-shot wake-up with a deadline: one coroutine waits, any thread may set.
class event {
public:
    explicit event(boost::asio::any_io_executor const& on) : timer_(on) { }

    void set() noexcept;

    /// True once set, false at the deadline. Cancellable in all three ways: throws operation_aborted, unless set
    /// before that.
    boost::asio::awaitable<bool> wait(std::chrono::steady_clock::time_point deadline);

private:
    std::mutex mutex_;
    boost::asio::steady_timer timer_;
    bool set_ = false;
};

} // namespace coax::async
