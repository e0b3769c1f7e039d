// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/detail/async_call.hpp>

#include <coax/error.hpp>
#include <coax/gather/detail/task_group.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/this_coro.hpp>

namespace coax::detail {

namespace asio = boost::asio;

async_runner::async_runner(asio::any_io_executor const& on) : strand_(serial(on)) { }

void async_runner::start(std::shared_ptr<async_call> work)
{
    auto coroutine = run(shared_from_this(), work);
    asio::co_spawn(strand_, std::move(coroutine),
        asio::bind_cancellation_slot(signal_.slot(),
            [self = shared_from_this(), work](std::exception_ptr thrown) { work->complete(std::move(thrown)); }));
}

void async_runner::cancel(asio::cancellation_type type)
{
    asio::dispatch(strand_, [self = shared_from_this(), type] {
        self->cancelled_ = true;
        if (self->phase_ == phase::running)
            self->signal_.emit(type);
    });
}

// co_spawn of older Boost loses its handler if a cancellation reaches it before the coroutine has begun, or if the
// coroutine ends cancelled without a suspension. So it sees none before, and none is left at the end.
asio::awaitable<void> async_runner::run(std::shared_ptr<async_runner> self, std::shared_ptr<async_call> work)
{
    std::exception_ptr thrown;
    co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
    try {
        if (self->cancelled_)
            throw error(failure(asio::error::operation_aborted, "the call was cancelled before it began"));
        self->phase_ = phase::running;
        co_await work->run();
    } catch (...) {
        thrown = std::current_exception();
    }
    self->phase_ = phase::ended;
    co_await asio::this_coro::throw_if_cancelled(false);
    if (thrown)
        std::rethrow_exception(thrown);
}

} // namespace coax::detail
