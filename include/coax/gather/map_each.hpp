// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/named_first.hpp>
#include <coax/gather/completions.hpp>
#include <coax/gather/detail/outcome.hpp>
#include <coax/gather/gather_options.hpp>

#include <functional>

namespace coax {

namespace detail {

template <class Stream>
using next_of = awaitable_traits<decltype(std::declval<std::remove_reference_t<Stream>&>().next())>;

template <class Stream>
using element_of = typename next_of<Stream>::value::value_type;

/// Anything whose `next()` is an `awaitable<std::optional<U>>`.
template <class Stream>
concept awaitable_stream = std::is_same_v<typename next_of<Stream>::value, std::optional<element_of<Stream>>>;

template <class Stream, class Fn>
using mapped = awaitable_traits<std::invoke_result_t<std::remove_reference_t<Fn>&, element_of<Stream>>>;

template <class Stream, class Fn>
class stream_completions final
    : public completion_state<typename mapped<Stream, Fn>::value, typename next_of<Stream>::executor> {
    using executor_type = typename next_of<Stream>::executor;
    using base = completion_state<typename mapped<Stream, Fn>::value, executor_type>;
    using typename base::place_type;

public:
    stream_completions(Stream&& stream, Fn&& fn, std::size_t max, bool impatient = false)
        : base(max, impatient),
          stream_(std::forward<Stream>(stream)),
          fn_(std::forward<Fn>(fn))
    {
    }

private:
    bool start(executor_type const& executor, std::shared_ptr<base> const& self) override
    {
        std::optional<element_of<Stream>> element;
        bool pulling = false;
        {
            std::scoped_lock const lock(this->group().mutex);
            if (broken_)
                std::rethrow_exception(std::exchange(broken_, nullptr));
            element = std::exchange(element_, std::nullopt);
            pulling = pulling_;
        }
        if (element)
            this->spawn(executor, self, std::invoke(fn_, std::move(*element)));
        if (pulling || ended_ || this->room() == 0)
            return element.has_value();
        pulling_ = true;
        if (!stream_executor_)
            stream_executor_.emplace(serial(executor));
        this->group().spawn(*stream_executor_, [&](place_type place) {
            return pull(std::move(place), std::static_pointer_cast<stream_completions>(self));
        });
        return true;
    }

    // In a coroutine of its own, so that it can be cancelled; always on one executor, should the stream care.
    static boost::asio::awaitable<void, executor_type> pull(
        place_type place, std::shared_ptr<stream_completions> shared)
    {
        namespace this_coro = boost::asio::this_coro;
        if (auto const self = std::move(shared); place.begin()) {
            try {
                co_await this_coro::reset_cancellation_state(boost::asio::enable_total_cancellation());
                auto element = co_await self->stream_.next();
                std::scoped_lock const lock(self->group().mutex);
                self->ended_ = !element;
                if (element)
                    self->element_.emplace(std::move(*element));
                self->pulling_ = false;
            } catch (...) {
                std::scoped_lock const lock(self->group().mutex);
                self->broken_ = std::current_exception();
                self->ended_ = true;
                self->pulling_ = false;
            }
        }
        co_await this_coro::throw_if_cancelled(false);
        place.finish();
    }

    Stream stream_; // a value, or a reference to the caller's
    Fn fn_;
    std::optional<executor_type> stream_executor_;
    std::optional<element_of<Stream>> element_; // this and the next three are guarded by the group's mutex
    std::exception_ptr broken_;
    bool pulling_ = false;
    bool ended_ = false;
};

template <class Stream, class Fn>
boost::asio::awaitable<decltype(std::declval<in_order<value_of<typename mapped<Stream, Fn>::value>>>().take()),
    typename next_of<Stream>::executor>
map_stream(Stream stream, Fn fn, std::size_t max)
{
    namespace this_coro = boost::asio::this_coro;
    using value = typename mapped<Stream, Fn>::value;
    in_order<value_of<value>> values;
    std::exception_ptr thrown;
    auto const state = std::make_shared<stream_completions<Stream, Fn>>(
        std::forward<Stream>(stream), std::forward<Fn>(fn), max, true);
    auto const threw = co_await this_coro::throw_if_cancelled();
    co_await this_coro::throw_if_cancelled(false);
    try {
        while (auto done = co_await state->next(state)) {
            values.open(done->index);
            if constexpr (std::is_void_v<value>)
                done->result.value();
            else
                values.put(done->index, std::move(done->result).value());
        }
    } catch (...) {
        thrown = std::current_exception();
    }
    co_await state->stop();
    co_await this_coro::throw_if_cancelled(threw);
    if (thrown)
        std::rethrow_exception(thrown);
    co_return values.take();
}

} // namespace detail

/// Calls `fn` on each element of a stream as it arrives, awaits what it returns, at most `options.max_in_flight` at a
/// time, and returns the values in the order in which the elements arrived: `std::vector<R>`, or nothing for
/// `awaitable<void>`.
///
/// Stream: anything whose `next()` is an `awaitable<std::optional<U>>`; a temporary is kept, another must live until
/// the end.
///
/// Backpressure: the next element is asked for only when there is room for it. `next()` always runs on one and the
/// same executor, beside the children; `fn` runs in the caller's.
///
/// Errors: the first failure, be it a child's, `fn`'s or the stream's, cancels the others and the stream's `next()`,
/// waits for them and is thrown. One from outside coax is rethrown as it was. `errc::invalid_option` if
/// `max_in_flight` is 0.
///
/// Cancellation: terminal, partial and total go to children and stream, which are waited for; throws
/// `operation_aborted`.
///
/// Threads as `gather`.
template <class Stream, class Fn>
requires detail::awaitable_stream<Stream>
[[nodiscard]] auto map_each(Stream&& stream, Fn&& fn, gather_options options = {})
{
    detail::range_is_named<Stream>();
    detail::function_is_named<Fn>();
    return detail::map_stream<Stream, Fn>(std::forward<Stream>(stream), std::forward<Fn>(fn), options.max_in_flight);
}

/// The same, each result as soon as it is known: a `completions`. A child's failure is in its result and stops
/// nobody.
template <class Stream, class Fn>
requires detail::awaitable_stream<Stream>
[[nodiscard]] auto map_as_completed(Stream&& stream, Fn&& fn, gather_options options = {})
{
    using state = detail::stream_completions<Stream, Fn>;
    return completions<typename detail::mapped<Stream, Fn>::value, typename detail::next_of<Stream>::executor>(
        std::make_shared<state>(std::forward<Stream>(stream), std::forward<Fn>(fn), options.max_in_flight));
}

} // namespace coax
