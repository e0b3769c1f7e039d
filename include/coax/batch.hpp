// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/batch_each.hpp>
#include <coax/gather/detail/outcome.hpp>

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace coax {

namespace detail {

template <class Inputs, class Asked, class T = typename Asked::value_type>
boost::asio::awaitable<std::vector<result<T>>> run_batch(
    client model, Asked asked, Inputs inputs, std::string journal, batch_options options)
{
    auto all = begin_batch(
        std::move(model), std::move(asked), std::forward<Inputs>(inputs), std::move(journal), std::move(options));
    in_order<result<T>> results;
    while (auto one = co_await all.next()) {
        results.open(one->index);
        results.put(one->index, std::move(one->result));
    }
    co_return results.take();
}

/// What `batch` keeps of its inputs: a range, or a stream given as a temporary; another stream is referred to.
template <class Inputs>
using batch_inputs = std::conditional_t<awaitable_stream<Inputs>, Inputs, std::decay_t<Inputs>>;

} // namespace detail

/// `batch_each` to its end: returns what became of each input, in the order of the inputs.
///
/// Throws what `batch_each` and its `next()` throw, the first failure that is not one input's alone among it, after
/// which nothing more is asked. Cancellation: terminal, partial and total; what is settled stays settled. A range is
/// copied unless it is a temporary. Calls run on the caller's executor. No rule is tried a second time on a value that
/// comes from the journal.
template <class T, class Inputs>
[[nodiscard]] boost::asio::awaitable<std::vector<result<T>>> batch(
    client model, Inputs&& inputs, std::string journal, batch_options options = {})
{
    detail::range_is_named<Inputs>();
    return detail::run_batch<detail::batch_inputs<Inputs>>(std::move(model), detail::asked_struct<T>(),
        std::forward<Inputs>(inputs), std::move(journal), std::move(options));
}

/// The same for values of a type that is known only at run time. Include <coax/type.hpp>.
template <class Inputs, class Value = boost::json::value>
[[nodiscard]] boost::asio::awaitable<std::vector<result<Value>>> batch(
    client model, type const& of, Inputs&& inputs, std::string journal, batch_options options = {})
{
    detail::range_is_named<Inputs>();
    return detail::run_batch<detail::batch_inputs<Inputs>>(
        std::move(model), detail::asked_type(of), std::forward<Inputs>(inputs), std::move(journal), std::move(options));
}

} // namespace coax
