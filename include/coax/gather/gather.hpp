// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/gather/detail/collect.hpp>
#include <coax/gather/gather_options.hpp>

#include <tuple>

namespace coax {

/// Awaits every awaitable of a range, at most `options.max_in_flight` at a time, and returns their values in the
/// order of the range: `std::vector<T>`, or nothing for `awaitable<void>`. T need only be movable. An empty range is
/// done at once.
///
/// Input: any input range whose elements are awaitables, typically `inputs | std::views::transform(call)`. It is
/// pulled lazily, one element when there is room for it, never two at the same time; so memory does not grow with its
/// length, results apart. A temporary range is kept, another is referred to and must live until the end; its
/// awaitables are consumed.
///
/// Errors: the first failure cancels (terminal) the children in flight, waits for them and is rethrown as it was
/// thrown; later ones are dropped. What the range itself throws counts as a failure. `errc::invalid_option` if
/// `max_in_flight` is 0.
///
/// Cancellation: terminal, partial and total go to the children in flight, which are waited for; no more are pulled.
/// Fails with `operation_aborted` if inputs were left; if not, as the children did.
///
/// Threads: children and range run on the caller's executor and never outlive the call. If that executor has many
/// threads, children run in parallel, each on a strand of its own, and the range is pulled in any of them; if it is a
/// strand, all stay in it. An executor type other than `any_io_executor` must run one thing at a time by itself.
template <class Range>
requires detail::awaitable_range<Range>
[[nodiscard]] auto gather(Range&& range, gather_options options = {})
{
    detail::range_is_named<Range>();
    using outcome = detail::all_values<detail::value_in<Range>>;
    return detail::collect<outcome, Range>(std::forward<Range>(range), options.max_in_flight);
}

/// Awaits all of these at the same time and returns `std::tuple` of their values, `std::monostate` for `void`.
/// Errors, cancellation and threads as above.
template <class Executor, class... T>
[[nodiscard]] boost::asio::awaitable<std::tuple<detail::value_of<T>...>, Executor> gather(
    boost::asio::awaitable<T, Executor>... work) requires(sizeof...(T) > 0)
{
    detail::first_thrown thrown;
    std::tuple<detail::single<T, Executor>...> sources{detail::single<T, Executor>(std::move(work))...};
    std::tuple<detail::one_value<detail::value_of<T>>...> outcomes(detail::shared_by<T>(thrown)...);
    detail::pack_crew<Executor, decltype(sources), decltype(outcomes)&> crew(sources, outcomes);
    co_await detail::drive<Executor>(crew, sizeof...(T));
    thrown.rethrow();
    if (crew.more())
        std::rethrow_exception(detail::cancellation());
    co_return std::apply([](auto&... each) { return std::tuple<detail::value_of<T>...>(each.take()...); }, outcomes);
}

} // namespace coax
