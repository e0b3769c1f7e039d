// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/gather/detail/outcome.hpp>

namespace coax::detail {

/// Runs a range's awaitables and takes what `Outcome` made of all of them.
template <class Outcome, class Range>
boost::asio::awaitable<decltype(std::declval<Outcome>().take()), executor_in<Range>> collect(
    Range range, std::size_t max)
{
    Outcome outcome;
    range_crew<Range, Outcome> crew(std::forward<Range>(range), outcome);
    co_await drive<executor_in<Range>>(crew, max);
    outcome.rethrow();
    if (!crew.at_end())
        std::rethrow_exception(cancellation());
    co_return outcome.take();
}

} // namespace coax::detail
