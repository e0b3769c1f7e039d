// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/detail/call.hpp>
#include <coax/gather/race.hpp>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace coax::detail {

namespace asio = boost::asio;

namespace {

asio::awaitable<bool> finish_first(call& one)
{
    co_await finish(one);
    co_return false;
}

asio::awaitable<bool> finish_later(call& one, std::chrono::milliseconds late)
{
    asio::steady_timer timer(co_await asio::this_coro::executor, late);
    co_await timer.async_wait(asio::use_awaitable);
    co_await finish(one);
    co_return true;
}

} // namespace

asio::awaitable<bool> finish_either(call& first, call& second, std::chrono::milliseconds late)
{
    co_return co_await race(finish_first(first), finish_later(second, late));
}

} // namespace coax::detail
