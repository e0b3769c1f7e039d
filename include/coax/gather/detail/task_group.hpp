// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstddef>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace coax::detail {

/// Where a child of a coroutine on `parent` runs: one thing at a time, always within `parent`. Cancelling a child
/// touches what its own operations touch, so on an executor with many threads each child has a strand of its own.
COAX_DECL boost::asio::any_io_executor serial(boost::asio::any_io_executor const& parent);

/// Other executors cannot hold a strand: they must run one thing at a time by themselves.
template <class Executor>
Executor serial(Executor const& parent)
{
    return parent;
}

/// The children of one coroutine, the parent.
///
/// Ownership: each child's frame owns a `membership`, which keeps the group's book-keeping alive and leaves it when
/// the frame dies, after everything of the user's in the child has died. The parent calls `wait(0)` before it lets go
/// of what its children use. A context destroyed half-way destroys the children, and with the last of them the
/// waiting parent.
///
/// Errors: a child deals with its own; nothing may leave it.
///
/// Threads: children run on `serial` executors, perhaps in parallel. The mutex guards the book-keeping and the
/// results; no code of the user's runs under it, save moving a result. A child's cancellation signal is touched on
/// its executor only.
template <class Executor>
class task_group : public std::enable_shared_from_this<task_group<Executor>> {
    struct task {
        task(std::shared_ptr<task_group> g, Executor const& ex) : group(std::move(g)), executor(ex) { }

        std::shared_ptr<task_group> group;
        Executor executor;
        boost::asio::cancellation_signal signal; // on `executor` only, once started
        bool running = false; // on `executor` only
        std::shared_ptr<task> self; // set while listed
        task* previous = nullptr; // guarded by the group's mutex
        task* next = nullptr;
    };

    // Kept in place: what is thrown while a coroutine suspends would destroy it, with its children in flight.
    using waiter = typename boost::asio::async_result<boost::asio::use_awaitable_t<Executor>, void()>::handler_type;

public:
    /// A child's place in the group; the first parameter of its coroutine.
    class membership {
    public:
        explicit membership(std::shared_ptr<task> t) : task_(std::move(t)) { task_->group->join(); }
        membership(membership&&) noexcept = default;
        membership& operator=(membership&&) = delete;
        ~membership()
        {
            if (task_)
                task_->group->leave(*task_, finished_);
        }

        /// The child's first act: from here on it can be cancelled. False when it should not begin.
        [[nodiscard]] bool begin() { return task_->group->list(task_); }

        /// The child's last act.
        void finish()
        {
            task_->running = false;
            finished_ = true;
        }

        [[nodiscard]] std::shared_ptr<task> const& get() const noexcept { return task_; }

    private:
        std::shared_ptr<task> task_;
        bool finished_ = false;
    };

    /// Guards what children share, results included.
    std::mutex mutex;

    /// Starts `make(membership)` on `on`; it has run up to its first suspension when this returns, if `on` allows.
    template <class Make>
    void spawn(Executor const& on, Make&& make)
    {
        try {
            membership place(std::make_shared<task>(this->shared_from_this(), on));
            auto member = place.get();
            launch(member, std::forward<Make>(make)(std::move(place)));
        } catch (...) { // it never was: the parent goes on
            std::scoped_lock const lock(mutex);
            abandoned_ = false;
            throw;
        }
    }

    /// Waits until at most `limit` children are left. The parent's cancellation goes to the children; it does not end
    /// the wait.
    boost::asio::awaitable<void, Executor> wait(std::size_t limit)
    {
        return boost::asio::async_initiate<boost::asio::use_awaitable_t<Executor> const, void()>(
            [this, limit]<class Handler>(Handler&& handler) {
                auto slot = boost::asio::get_associated_cancellation_slot(handler);
                if (slot.is_connected())
                    slot.assign(
                        [self = this->shared_from_this()](boost::asio::cancellation_type type) { self->cancel(type); });
                wait(limit, waiter(std::forward<Handler>(handler)));
            },
            boost::asio::use_awaitable_t<Executor>());
    }

    /// Asks all children to stop and lets none begin.
    void cancel(boost::asio::cancellation_type type);

    /// Lets no further child begin.
    void stop();

    [[nodiscard]] bool stopped();
    [[nodiscard]] bool cancelled(); ///< `cancel` was called
    [[nodiscard]] std::size_t live();

private:
    struct ended {
        using cancellation_slot_type = boost::asio::cancellation_slot;
        [[nodiscard]] cancellation_slot_type get_cancellation_slot() const noexcept { return member->signal.slot(); }
        void operator()(std::exception_ptr) const noexcept { }
        std::shared_ptr<task> member; // the coroutine looks at its signal to the very end
    };

    static void launch(std::shared_ptr<task> const& member, boost::asio::awaitable<void, Executor> child);

    void join();
    bool list(std::shared_ptr<task> const& member);
    void leave(task& member, bool finished);
    void wait(std::size_t limit, waiter parent);

    task* first_ = nullptr;
    std::optional<waiter> waiter_;
    std::size_t live_ = 0;
    std::size_t limit_ = 0;
    bool stopped_ = false;
    bool cancelled_ = false;
    bool abandoned_ = false;
};

template <class Executor>
void task_group<Executor>::launch(std::shared_ptr<task> const& member, boost::asio::awaitable<void, Executor> child)
{
    boost::asio::co_spawn(member->executor, std::move(child), ended{member});
}

template <class Executor>
void task_group<Executor>::join()
{
    std::scoped_lock const lock(mutex);
    ++live_;
}

template <class Executor>
bool task_group<Executor>::list(std::shared_ptr<task> const& member)
{
    std::scoped_lock const lock(mutex);
    if (stopped_)
        return false;
    member->running = true;
    member->self = member;
    member->next = first_;
    if (first_)
        first_->previous = member.get();
    first_ = member.get();
    return true;
}

template <class Executor>
void task_group<Executor>::leave(task& member, bool finished)
{
    std::optional<waiter> parent;
    std::unique_lock lock(mutex);
    if (member.self) {
        (member.previous ? member.previous->next : first_) = member.next;
        if (member.next)
            member.next->previous = member.previous;
        member.self.reset(); // never the last: the caller holds one
    }
    --live_;
    abandoned_ = abandoned_ || !finished;
    if (waiter_ && live_ <= (abandoned_ ? 0 : limit_)) {
        parent.emplace(std::move(*waiter_));
        waiter_.reset();
    }
    bool const resume = parent && !abandoned_;
    lock.unlock();
    if (resume)
        boost::asio::post(std::move(*parent));
}

template <class Executor>
void task_group<Executor>::wait(std::size_t limit, waiter parent)
{
    {
        std::scoped_lock const lock(mutex);
        if (live_ > limit) {
            limit_ = limit;
            waiter_.emplace(std::move(parent));
            return;
        }
    }
    boost::asio::post(std::move(parent));
}

template <class Executor>
void task_group<Executor>::cancel(boost::asio::cancellation_type type)
{
    std::scoped_lock const lock(mutex);
    stopped_ = true;
    cancelled_ = true;
    for (auto* each = first_; each; each = each->next)
        boost::asio::post(each->executor, [member = each->self, type] {
            if (member->running)
                member->signal.emit(type);
        });
}

template <class Executor>
void task_group<Executor>::stop()
{
    std::scoped_lock const lock(mutex);
    stopped_ = true;
}

template <class Executor>
bool task_group<Executor>::stopped()
{
    std::scoped_lock const lock(mutex);
    return stopped_;
}

template <class Executor>
bool task_group<Executor>::cancelled()
{
    std::scoped_lock const lock(mutex);
    return cancelled_;
}

template <class Executor>
std::size_t task_group<Executor>::live()
{
    std::scoped_lock const lock(mutex);
    return live_;
}

extern template class COAX_DECL task_group<boost::asio::any_io_executor>;

} // namespace coax::detail
