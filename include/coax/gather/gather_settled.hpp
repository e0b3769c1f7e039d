// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/gather/detail/outcome.hpp>
#include <coax/gather/gather_options.hpp>

#include <tuple>

namespace coax {

namespace detail {

template <class Range>
boost::asio::awaitable<std::vector<result<value_in<Range>>>, executor_in<Range>> gather_settled_range(
    Range range, std::size_t max)
{
    all_results<value_in<Range>> outcome;
    range_crew<Range, all_results<value_in<Range>>> crew(std::forward<Range>(range), outcome);
    co_await drive<executor_in<Range>>(crew, max);
    outcome.rethrow();
    if (!crew.at_end())
        std::rethrow_exception(cancellation());
    co_return outcome.take();
}

} // namespace detail

/// `gather`, but no child's failure is another's business: returns `std::vector<result<T>>` in the order of the
/// range.
///
/// Errors: throws only if there cannot be a result for each input: what the range itself threw, once the children in
/// flight have finished; `operation_aborted` if cancelled with inputs left; `errc::invalid_option` if `max_in_flight`
/// is 0. Cancelled with none left, it returns, and the children's own `operation_aborted` stand in the results.
/// Everything else as `gather`.
template <class Range>
requires detail::awaitable_range<Range>
[[nodiscard]] auto gather_settled(Range&& range, gather_options options = {})
{
    return detail::gather_settled_range<Range>(std::forward<Range>(range), options.max_in_flight);
}

/// Awaits all of these at the same time and returns `std::tuple<result<T>...>`.
template <class Executor, class... T>
[[nodiscard]] boost::asio::awaitable<std::tuple<result<T>...>, Executor> gather_settled(
    boost::asio::awaitable<T, Executor>... work) requires(sizeof...(T) > 0)
{
    std::tuple<detail::single<T, Executor>...> sources{detail::single<T, Executor>(std::move(work))...};
    std::tuple<detail::one_result<T>...> outcomes;
    detail::pack_crew<Executor, decltype(sources), decltype(outcomes)&> crew(sources, outcomes);
    co_await detail::drive<Executor>(crew, sizeof...(T));
    if (!std::apply([](auto&... each) { return (each.has_value() && ...); }, outcomes))
        std::rethrow_exception(detail::cancellation());
    co_return std::apply([](auto&... each) { return std::tuple<result<T>...>(each.take()...); }, outcomes);
}

} // namespace coax
