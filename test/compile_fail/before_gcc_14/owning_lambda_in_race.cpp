// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: a range that owns a function, or an aggregate, is destroyed twice
// expect: Name it first
// expect: doc/compilers.md
#include <coax/gather.hpp>

#include <boost/asio/awaitable.hpp>

#include <ranges>
#include <string>
#include <vector>

boost::asio::awaitable<int> call(std::string prefix, int number);

boost::asio::awaitable<void> wanted(std::string prefix)
{
    static_cast<void>(co_await coax::race(
        std::views::iota(0, 3) | std::views::transform([prefix](int i) { return call(prefix, i); })));
}
