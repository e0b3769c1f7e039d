// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/asio_allocation.hpp>
#include <coax/detail/config.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_allocator.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_allocator.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>

#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

// An awaitable as an asynchronous operation that takes any completion token. The signature is
// `void(std::exception_ptr, R)`.
namespace coax::detail {

/// A coroutine and the completion handler that waits for it.
class async_call {
public:
    async_call() = default;
    async_call(async_call const&) = delete;
    async_call& operator=(async_call const&) = delete;
    virtual ~async_call() = default;

    /// Once. Runs on the strand of the call.
    virtual boost::asio::awaitable<void> run() = 0;
    /// Once, after `run`, on the same strand: calls the handler on its associated executor.
    virtual void complete(std::exception_ptr thrown) = 0;
};

/// Runs one `async_call` on a strand, and cancels it from any thread.
class async_runner : public std::enable_shared_from_this<async_runner> {
public:
    COAX_DECL explicit async_runner(boost::asio::any_io_executor const& on);

    /// Once. `work->complete` is never called within this.
    COAX_DECL void start(std::shared_ptr<async_call> work);
    /// A cancellation before `work->run` has begun takes effect when it would begin.
    COAX_DECL void cancel(boost::asio::cancellation_type type);

private:
    enum class phase { waiting, running, ended };

    COAX_DECL static boost::asio::awaitable<void> run(
        std::shared_ptr<async_runner> self, std::shared_ptr<async_call> work);

    boost::asio::any_io_executor strand_;
    boost::asio::cancellation_signal signal_; // this and the next two are used on the strand only
    phase phase_ = phase::waiting;
    bool cancelled_ = false;
};

template <class R, class Handler>
class async_operation final : public async_call {
public:
    async_operation(Handler handler, boost::asio::awaitable<R> work, boost::asio::any_io_executor const& fallback)
        : work_(std::move(work)),
          guard_(boost::asio::get_associated_executor(handler, fallback)),
          handler_(std::move(handler))
    {
    }

    boost::asio::awaitable<void> run() override { value_.emplace(co_await std::move(work_)); }

    void complete(std::exception_ptr thrown) override
    {
        auto const executor = guard_.get_executor();
        auto const allocator = boost::asio::get_associated_allocator(handler_);
        boost::asio::dispatch(executor,
            boost::asio::bind_allocator(allocator,
                [handler = std::move(handler_), guard = std::move(guard_), thrown = std::move(thrown),
                    value = value_ ? std::move(*value_) : R()]() mutable {
                    auto slot = boost::asio::get_associated_cancellation_slot(handler);
                    if (slot.is_connected())
                        slot.clear();
                    guard.reset();
                    std::move(handler)(std::move(thrown), std::move(value));
                }));
    }

private:
    using handler_executor = boost::asio::associated_executor_t<Handler, boost::asio::any_io_executor>;

    boost::asio::awaitable<R> work_;
    std::optional<R> value_;
    boost::asio::executor_work_guard<handler_executor> guard_;
    Handler handler_;
};

/// What Asio calls with the completion handler.
class async_start {
public:
    using executor_type = boost::asio::any_io_executor;

    explicit async_start(executor_type on) noexcept : on_(std::move(on)) { }
    [[nodiscard]] executor_type get_executor() const noexcept { return on_; }

    /// `make()` is the awaitable.
    template <class Handler, class Make>
    void operator()(Handler&& handler, Make&& make) const
    {
        using value = typename std::invoke_result_t<Make>::value_type;
        using operation = async_operation<value, std::decay_t<Handler>>;
        auto slot = boost::asio::get_associated_cancellation_slot(handler);
        auto const allocator = boost::asio::get_associated_allocator(handler);
        auto const runner = std::make_shared<async_runner>(on_);
        auto call = std::allocate_shared<operation>(
            allocator, std::forward<Handler>(handler), std::forward<Make>(make)(), on_);
        if (slot.is_connected())
            slot.assign([weak = std::weak_ptr(runner)](boost::asio::cancellation_type type) {
                if (auto const running = weak.lock())
                    running->cancel(type);
            });
        runner->start(std::move(call));
    }

private:
    executor_type on_;
};

/// Starts `make()`, an awaitable of an R, on `on`, as `token` says.
template <class R, class Token, class Make>
auto async_run(boost::asio::any_io_executor on, Token& token, Make make)
{
    return boost::asio::async_initiate<Token, void(std::exception_ptr, R)>(
        async_start(std::move(on)), token, std::move(make));
}

} // namespace coax::detail
