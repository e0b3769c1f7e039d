// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: a function that owns what it captures is destroyed twice
// expect: Name it first
// expect: doc/compilers.md
#include <coax/gather.hpp>

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>

struct numbers {
    boost::asio::awaitable<std::optional<int>> next();
};
boost::asio::awaitable<int> call(std::string prefix, int number);

boost::asio::awaitable<void> wanted(numbers stream, std::string prefix)
{
    static_cast<void>(co_await coax::map_each(stream, [prefix](int i) { return call(prefix, i); }));
}
