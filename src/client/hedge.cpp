// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/hedge.hpp"

#include "async/event.hpp"
#include "client/call.hpp"

#include <coax/detail/call.hpp>
#include <coax/error.hpp>
#include <coax/gather/race.hpp>

#include <boost/asio/this_coro.hpp>

#include <exception>

// Awaits the two calls. call::hedge decides between them.
namespace coax::detail {

namespace asio = boost::asio;
using coax::call::hedge;

namespace {

/// Ends the race by returning: with null where the call has a value, otherwise with what the race throws.
asio::awaitable<std::exception_ptr> run(call& one, hedge::side side, hedge& decides)
{
    std::exception_ptr thrown;
    if (side == hedge::side::second) {
        async::event never_set(co_await asio::this_coro::executor);
        co_await never_set.wait(std::chrono::steady_clock::now() + decides.delay());
    }
    try {
        co_await finish(one);
        decides.on_value(side);
    } catch (error const& failed) {
        if (decides.on_failure(side, failed.failure()) != hedge::decision::fail)
            throw;
        thrown = std::current_exception();
    }
    co_return thrown;
}

} // namespace

asio::awaitable<bool> finish_either(call& first, call& second, std::chrono::milliseconds late)
{
    hedge decides(late);
    for (auto* one : {&first, &second})
        one->machine().expect_hedge();
    if (auto const thrown
        = co_await race(run(first, hedge::side::first, decides), run(second, hedge::side::second, decides)))
        std::rethrow_exception(thrown);
    co_return decides.current() == hedge::decision::take_second;
}

} // namespace coax::detail
