// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/blocking.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

namespace coax::detail {

namespace asio = boost::asio;

namespace {

/// What a strand of the usual executors works on: another thread may hold the strand itself at the moment.
asio::any_io_executor without_strand(asio::any_io_executor const& on)
{
    if (auto const* const strand = on.target<asio::strand<asio::any_io_executor>>())
        return strand->get_inner_executor();
    if (auto const* const strand = on.target<asio::strand<asio::io_context::executor_type>>())
        return strand->get_inner_executor();
    if (auto const* const strand = on.target<asio::strand<asio::thread_pool::executor_type>>())
        return strand->get_inner_executor();
    return on;
}

/// An executor runs a function at once only on a thread that runs the executor. This is asked for so, because an
/// `any_io_executor` has no `running_in_this_thread`.
bool runs_in_this_thread(asio::any_io_executor const& on)
{
    auto const at_once = std::make_shared<std::atomic<bool>>(false);
    asio::dispatch(without_strand(on), [at_once, caller = std::this_thread::get_id()] {
        if (std::this_thread::get_id() == caller)
            *at_once = true;
    });
    return *at_once;
}

} // namespace

struct blocking_runner::state {
    explicit state(asio::any_io_executor elsewhere) : executor(std::move(elsewhere)) { }
    state() : own(std::in_place), guard(own->get_executor()), executor(own->get_executor()) { }

    /// The end of one coroutine.
    struct ending {
        bool done = false; // guarded by the mutex
        std::exception_ptr thrown;
    };

    /// The handler of a coroutine. It is destroyed without a call if its context is destroyed.
    class on_end {
    public:
        on_end(state& in, ending& of) noexcept : state_(&in), ending_(&of) { }
        on_end(on_end&& other) noexcept : state_(other.state_), ending_(std::exchange(other.ending_, nullptr)) { }
        on_end& operator=(on_end&&) = delete;
        ~on_end()
        {
            if (ending_)
                finish(std::make_exception_ptr(error(failure(
                    asio::error::operation_aborted, "the context that ran the call was destroyed before its end"))));
        }
        void operator()(std::exception_ptr thrown) { finish(std::move(thrown)); }

    private:
        void finish(std::exception_ptr thrown)
        {
            std::scoped_lock const lock(state_->mutex);
            auto& end = *std::exchange(ending_, nullptr);
            end.thrown = std::move(thrown);
            end.done = true;
            state_->changed.notify_all();
        }
        state* state_;
        ending* ending_;
    };

    void wait(ending const& end)
    {
        std::unique_lock lock(mutex);
        std::exception_ptr thrown;
        while (!end.done) {
            if (!own || is_run) {
                changed.wait(lock);
                continue;
            }
            is_run = true;
            while (!end.done) {
                lock.unlock();
                try {
                    own->run_one();
                } catch (...) { // of a handler that is not coax's; the call goes on
                    thrown = std::current_exception();
                }
                lock.lock();
            }
            is_run = false;
            changed.notify_all(); // another one that waits runs it now
        }
        lock.unlock();
        if (end.thrown)
            std::rethrow_exception(end.thrown);
        if (thrown)
            std::rethrow_exception(thrown);
    }

    std::optional<asio::io_context> own;
    std::optional<asio::executor_work_guard<asio::io_context::executor_type>> guard;
    asio::any_io_executor executor;
    std::mutex mutex;
    std::condition_variable changed;
    bool is_run = false; // a waiting thread runs the context; guarded by the mutex
};

blocking_runner::blocking_runner() : state_(std::make_unique<state>()) { }
blocking_runner::blocking_runner(asio::any_io_executor elsewhere)
    : state_(std::make_unique<state>(std::move(elsewhere)))
{
}
blocking_runner::~blocking_runner() = default;

asio::any_io_executor blocking_runner::executor() const noexcept { return state_->executor; }

void blocking_runner::run(asio::awaitable<void> work)
{
    if (state_->own ? state_->own->get_executor().running_in_this_thread() : runs_in_this_thread(state_->executor))
        throw error({errc::would_deadlock,
            "a blocking call was made on a thread that runs the client's executor, and would wait for itself; make it "
            "on "
            "another thread, or co_await the call of coax::client instead"});
    state::ending end;
    asio::co_spawn(state_->executor, std::move(work), state::on_end(*state_, end));
    state_->wait(end);
}

} // namespace coax::detail

namespace coax::blocking {

namespace {

std::shared_ptr<detail::blocking_state const> sharing(
    std::shared_ptr<detail::blocking_runner> runner, coax::client client)
{
    return std::make_shared<detail::blocking_state const>(detail::blocking_state{std::move(runner), std::move(client)});
}

std::shared_ptr<detail::blocking_state const> with_own_context(std::string_view model, client_options options)
{
    auto runner = std::make_shared<detail::blocking_runner>();
    coax::client made(runner->executor(), model, std::move(options));
    return sharing(std::move(runner), std::move(made));
}

} // namespace

client::client(std::string_view model, client_options options) : state_(with_own_context(model, std::move(options))) { }

client::client(coax::client other)
    : state_(sharing(std::make_shared<detail::blocking_runner>(other.get_executor()), other))
{
}

client client::with_model(std::string_view model) const
{
    return client(sharing(state_->runner, state_->client.with_model(model)));
}

client client::fallback(std::vector<std::string> const& models) const
{
    return client(sharing(state_->runner, state_->client.fallback(models)));
}

} // namespace coax::blocking
