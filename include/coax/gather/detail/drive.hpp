// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>
#include <coax/gather/detail/awaitable_range.hpp>
#include <coax/gather/detail/task_group.hpp>

#include <boost/asio/cancellation_state.hpp>

#include <cstddef>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace coax::detail {

/// What stands for a child's value where `void` cannot.
template <class T>
using value_of = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

/// Throws `errc::invalid_option` for 0.
COAX_DECL void check_max_in_flight(std::size_t count);

/// `operation_aborted`, said of inputs that were left.
COAX_DECL std::exception_ptr cancellation();

/// A child lives for so many awaitables, one after the other, and is then replaced: starting it costs little on each,
/// and the parent, who starts it, can give way to others in between.
inline constexpr int awaitables_per_child = 64;

/// A child: pulls awaitables from `source`, awaits each and tells `outcome`, which has, all called under the group's
/// mutex: `open(index)` before it is awaited, then `succeeded(index, value)` or `failed(index, exception_ptr)`; and
/// `broke(exception_ptr)` when the source threw. The last three say whether to go on; if not, all children are
/// cancelled.
template <class Executor, class Source, class Outcome>
boost::asio::awaitable<void, Executor> work_off(
    typename task_group<Executor>::membership place, task_group<Executor>& group, Source& source, Outcome& outcome)
{
    namespace this_coro = boost::asio::this_coro;
    if (place.begin()) {
        for (int left = awaitables_per_child; left > 0 && !group.stopped(); --left) {
            bool go_on = true;
            bool pulled = false;
            std::size_t index = 0;
            try {
                auto item = source.pull();
                if (!item)
                    break;
                pulled = true;
                index = item->index;
                {
                    std::scoped_lock const lock(group.mutex);
                    outcome.open(index);
                }
                // The one before may have changed either.
                co_await this_coro::reset_cancellation_state(boost::asio::enable_total_cancellation());
                co_await this_coro::throw_if_cancelled(true);
                if constexpr (std::is_void_v<typename awaitable_traits<decltype(item->work)>::value>) {
                    co_await std::move(item->work);
                    std::scoped_lock const lock(group.mutex);
                    go_on = outcome.succeeded(index, std::monostate());
                } else {
                    auto value = co_await std::move(item->work);
                    std::scoped_lock const lock(group.mutex);
                    go_on = outcome.succeeded(index, std::move(value));
                }
            } catch (...) {
                std::scoped_lock const lock(group.mutex);
                go_on = pulled ? outcome.failed(index, std::current_exception())
                               : outcome.broke(std::current_exception());
            }
            if (!go_on)
                group.cancel(boost::asio::cancellation_type::terminal);
        }
    }
    co_await this_coro::throw_if_cancelled(false); // else co_spawn itself throws, out of the context's run()
    place.finish();
}

/// Starts children while `crew.more()`, by `crew.start(group, executor)`, at most `max` at a time, until there are none
/// left. The parent's own cancellation goes to the children and ends the starting; returns whether there
/// was one.
template <class Executor, class Crew>
boost::asio::awaitable<bool, Executor> drive(Crew& crew, std::size_t max)
{
    namespace this_coro = boost::asio::this_coro;
    check_max_in_flight(max);
    auto const executor = co_await this_coro::executor;
    auto const threw = co_await this_coro::throw_if_cancelled();
    co_await this_coro::throw_if_cancelled(false); // whatever happens, the children are waited for
    boost::asio::cancellation_state const state = co_await this_coro::cancellation_state;
    auto const before = state.cancelled();
    auto cancelled = before;
    auto const group = std::make_shared<task_group<Executor>>();
    std::exception_ptr failed;
    for (;;) {
        if (auto const now = state.cancelled(); now != cancelled) {
            cancelled = now; // it came while nobody waited for it
            group->cancel(now);
        }
        auto const live = group->live();
        bool const more = !group->stopped() && crew.more();
        bool gone = false;
        if (more && live < max) {
            try {
                crew.start(*group, serial(executor));
                gone = group->live() <= live;
            } catch (...) {
                failed = std::current_exception();
                group->cancel(boost::asio::cancellation_type::terminal);
            }
            if (gone)
                co_await boost::asio::post(boost::asio::use_awaitable_t<Executor>());
            continue;
        }
        if (live == 0)
            break;
        co_await group->wait(more ? max - 1 : 0);
    }
    co_await this_coro::throw_if_cancelled(threw);
    if (failed)
        std::rethrow_exception(failed);
    co_return cancelled != before;
}

/// The children that work off one range together.
template <class Range, class Outcome>
class range_crew {
public:
    using executor = executor_in<Range>;

    range_crew(Range&& range, Outcome& outcome) : source_(std::forward<Range>(range)), outcome_(outcome) { }

    [[nodiscard]] bool more() { return !source_.ended(); }
    [[nodiscard]] bool at_end() { return source_.at_end(); }

    void start(task_group<executor>& group, executor const& on)
    {
        group.spawn(on, [&](auto place) { return work_off<executor>(std::move(place), group, source_, outcome_); });
    }

private:
    source<Range> source_;
    Outcome& outcome_;
};

/// A source of one awaitable, given beforehand.
template <class T, class Executor>
class single {
public:
    struct item {
        std::size_t index;
        boost::asio::awaitable<T, Executor> work;
    };

    explicit single(boost::asio::awaitable<T, Executor> work) : item_(item{0, std::move(work)}) { }

    std::optional<item> pull() { return std::exchange(item_, std::nullopt); }

private:
    std::optional<item> item_;
};

/// One child for each of some awaitables of any types. `outcomes` has one object, perhaps the same, for each.
template <class Executor, class Sources, class Outcomes>
class pack_crew {
public:
    pack_crew(Sources& sources, Outcomes outcomes) : sources_(sources), outcomes_(outcomes) { }

    [[nodiscard]] bool more() const { return next_ < std::tuple_size_v<Sources>; }

    void start(task_group<Executor>& group, Executor const& on)
    {
        start(group, on, next_++, std::make_index_sequence<std::tuple_size_v<Sources>>());
    }

private:
    template <std::size_t... I>
    void start(task_group<Executor>& group, Executor const& on, std::size_t which, std::index_sequence<I...>)
    {
        (void)((I == which && (start_one<I>(group, on), true)) || ...);
    }

    template <std::size_t I>
    void start_one(task_group<Executor>& group, Executor const& on)
    {
        group.spawn(on, [&](auto place) {
            return work_off<Executor>(std::move(place), group, std::get<I>(sources_), std::get<I>(outcomes_));
        });
    }

    Sources& sources_;
    Outcomes outcomes_;
    std::size_t next_ = 0;
};

} // namespace coax::detail
