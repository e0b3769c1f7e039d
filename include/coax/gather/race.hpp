// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/gather/detail/outcome.hpp>
#include <coax/gather/gather_options.hpp>

#include <concepts>

namespace coax {

namespace detail {

template <class T, class Executor, class Crew>
boost::asio::awaitable<T, Executor> race_crew(Crew& crew, first_value<T>& outcome, std::size_t max)
{
    bool const cancelled = co_await drive<Executor>(crew, max);
    if (!outcome.won()) {
        outcome.rethrow();
        if (cancelled)
            std::rethrow_exception(cancellation());
        outcome.losers().throw_all();
    }
    if constexpr (!std::is_void_v<T>)
        co_return outcome.take();
}

template <class Range>
boost::asio::awaitable<value_in<Range>, executor_in<Range>> race_range(Range range, std::size_t max)
{
    first_value<value_in<Range>> outcome;
    range_crew<Range, first_value<value_in<Range>>> crew(std::forward<Range>(range), outcome);
    co_return co_await race_crew<value_in<Range>, executor_in<Range>>(crew, outcome, max);
}

} // namespace detail

/// Awaits the awaitables of a range, at most `options.max_in_flight` at a time, and returns the first value that any
/// of them gives. The others are cancelled (terminal) and waited for; later elements are never pulled.
///
/// Errors: if all fail, throws `coax::error` with everything of the first failure (in time), its exception as
/// `cause`, and a message that lists the first eight and counts the rest. `errc::invalid_option` for an empty range
/// and a `max_in_flight` of 0. What the range throws ends the race, unless it was won.
///
/// Cancellation: as `gather`, but unless it was won it always fails with `operation_aborted`. Input and threads as
/// `gather`.
template <class Range>
requires detail::awaitable_range<Range>
[[nodiscard]] auto race(Range&& range, gather_options options = {})
{
    detail::range_is_named<Range>();
    return detail::race_range<Range>(std::forward<Range>(range), options.max_in_flight);
}

/// Awaits all of these at the same time and returns the first value. All are of one type.
template <class T, class Executor, std::same_as<boost::asio::awaitable<T, Executor>>... More>
[[nodiscard]] boost::asio::awaitable<T, Executor> race(boost::asio::awaitable<T, Executor> first, More... more)
{
    boost::asio::awaitable<T, Executor> all[] = {std::move(first), std::move(more)...};
    co_return co_await detail::race_range<decltype(all)&>(all, 1 + sizeof...(More));
}

} // namespace coax
