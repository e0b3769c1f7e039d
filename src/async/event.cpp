// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "async/event.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

namespace coax::async {

namespace asio = boost::asio;

void event::set() noexcept
{
    std::lock_guard const lock(mutex_);
    set_ = true;
    try {
        timer_.expires_at(std::chrono::steady_clock::time_point::min()); // wakes the coroutine that waits or will wait
    } catch (std::exception const&) { // an Asio timer never fails to cancel
    }
}

asio::awaitable<bool> event::wait(std::chrono::steady_clock::time_point deadline)
{
    {
        // Asio may have to allocate memory in its queue for this timer. Here a failure is thrown to the caller. In a
        // suspended coroutine it would destroy the coroutine.
        std::lock_guard const lock(mutex_);
        if (!set_)
            timer_.expires_at(deadline);
        timer_.async_wait([](boost::system::error_code) {});
    }
    boost::system::error_code ec;
    auto const start = [this](auto handler) {
        std::lock_guard const lock(mutex_);
        timer_.async_wait(std::move(handler));
    };
    auto token = asio::redirect_error(asio::use_awaitable, ec);
    co_await asio::async_initiate<decltype(token), void(boost::system::error_code)>(start, token);
    std::lock_guard const lock(mutex_);
    if (!set_ && ec)
        throw boost::system::system_error(ec);
    co_return set_;
}

} // namespace coax::async
