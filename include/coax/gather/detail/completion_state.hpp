// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/gather/detail/drive.hpp>
#include <coax/gather/indexed_result.hpp>

#include <cstddef>
#include <exception>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace coax::detail {

/// What a `completions` and its children share; each child owns a share, so it dies with the last of them.
template <class T, class Executor>
class completion_state {
public:
    using group_type = task_group<Executor>;
    using place_type = typename group_type::membership;

    /// `impatient`: what the input throws ends the children too, else it waits until their results were given.
    explicit completion_state(std::size_t max, bool impatient = false) : max_(max), impatient_(impatient)
    {
        check_max_in_flight(max);
    }
    completion_state(completion_state const&) = delete;
    completion_state& operator=(completion_state const&) = delete;
    virtual ~completion_state() = default;

    void cancel()
    {
        finished_ = true;
        group_->cancel(boost::asio::cancellation_type::terminal);
    }

    boost::asio::awaitable<void, Executor> stop()
    {
        namespace this_coro = boost::asio::this_coro;
        auto const threw = co_await this_coro::throw_if_cancelled();
        co_await this_coro::throw_if_cancelled(false);
        cancel();
        co_await group_->wait(0);
        ready_.clear();
        co_await this_coro::throw_if_cancelled(threw);
    }

    boost::asio::awaitable<std::optional<indexed_result<T>>, Executor> next(std::shared_ptr<completion_state> self)
    {
        namespace this_coro = boost::asio::this_coro;
        std::optional<indexed_result<T>> found;
        if (finished_)
            co_return found;
        auto const executor = co_await this_coro::executor;
        auto const threw = co_await this_coro::throw_if_cancelled();
        co_await this_coro::throw_if_cancelled(false); // whatever happens, the children are waited for
        boost::asio::cancellation_state const state = co_await this_coro::cancellation_state;
        auto const before = state.cancelled();
        if (++given_ % awaitables_per_child == 0) // children that end at once must not keep others out
            co_await boost::asio::post(boost::asio::use_awaitable_t<Executor>());
        for (;;) {
            auto const live = group_->live(); // before all else: who leaves from here on has left something to find
            bool started = false;
            if (!broken_ && !group_->stopped())
                try {
                    started = start(executor, self);
                } catch (...) {
                    broken_ = std::current_exception();
                    started = true;
                }
            auto const now = state.cancelled();
            if (now != before)
                broken_ = cancellation();
            if (now != before || (broken_ && impatient_)) {
                group_->cancel(now != before ? now : boost::asio::cancellation_type::terminal);
                co_await group_->wait(0);
                finished_ = true;
                ready_.clear();
                break;
            }
            {
                std::scoped_lock const lock(group_->mutex);
                if (!ready_.empty()) {
                    found.emplace(std::move(*ready_.front()));
                    ready_.pop_front();
                    break;
                }
            }
            if (started)
                continue;
            if (live == 0) {
                finished_ = true;
                break;
            }
            co_await group_->wait(live - 1);
        }
        co_await this_coro::throw_if_cancelled(threw);
        if (finished_ && broken_)
            std::rethrow_exception(std::exchange(broken_, nullptr));
        co_return found;
    }

protected:
    /// Starts what there is room for, and says whether there was anything; called by `next()`. What it throws ends the
    /// input.
    virtual bool start(Executor const& executor, std::shared_ptr<completion_state> const& self) = 0;

    /// So many children more may begin, if `others` of those alive do not count.
    [[nodiscard]] std::size_t room(std::size_t others = 0)
    {
        auto const running = group_->live() - others;
        std::scoped_lock const lock(group_->mutex);
        auto const taken = running + ready_.size();
        return taken < max_ ? max_ - taken : 0;
    }

    void spawn(Executor const& executor, std::shared_ptr<completion_state> const& self,
        boost::asio::awaitable<T, Executor> work)
    {
        results slot(1); // now: a child that has no memory for its result would never be seen to end
        group_->spawn(serial(executor), [&](place_type place) {
            return settle_one(std::move(place), self, begun_++, std::move(work), std::move(slot));
        });
    }

    [[nodiscard]] group_type& group() noexcept { return *group_; }

private:
    using results = std::list<std::optional<indexed_result<T>>>;

    static boost::asio::awaitable<void, Executor> settle_one(place_type place, std::shared_ptr<completion_state> shared,
        std::size_t index, boost::asio::awaitable<T, Executor> given, results slot)
    {
        namespace this_coro = boost::asio::this_coro;
        if (auto const self = std::move(shared); true) { // in this order they die, all before the place is given up
            auto work = std::move(given);
            auto& settled = slot.front();
            if (place.begin()) {
                try {
                    co_await this_coro::reset_cancellation_state(boost::asio::enable_total_cancellation());
                    if constexpr (std::is_void_v<T>) {
                        co_await std::move(work);
                        settled.emplace(index, result<T>());
                    } else {
                        settled.emplace(index, result<T>(boost::system::in_place_value, co_await std::move(work)));
                    }
                } catch (...) {
                    settled.emplace(
                        index, result<T>(boost::system::in_place_error, failure_from(std::current_exception())));
                }
                std::scoped_lock const lock(self->group_->mutex);
                self->ready_.splice(self->ready_.end(), slot);
            }
        }
        co_await this_coro::throw_if_cancelled(false);
        place.finish();
    }

    std::shared_ptr<group_type> const group_ = std::make_shared<group_type>();
    results ready_; // guarded by the group's mutex while there are children
    std::exception_ptr broken_; // what the input threw
    std::size_t const max_;
    bool const impatient_;
    std::size_t begun_ = 0;
    int given_ = 0;
    bool finished_ = false;
};

} // namespace coax::detail
