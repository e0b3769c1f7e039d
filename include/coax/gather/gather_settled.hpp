// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/gather/detail/collect.hpp>
#include <coax/gather/gather_options.hpp>

#include <tuple>

namespace coax {

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
    detail::range_is_named<Range>();
    using outcome = detail::all_results<detail::value_in<Range>>;
    return detail::collect<outcome, Range>(std::forward<Range>(range), options.max_in_flight);
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
