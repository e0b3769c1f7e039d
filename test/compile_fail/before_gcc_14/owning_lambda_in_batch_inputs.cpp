// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: a range that owns a function, or an aggregate, is destroyed twice
// expect: Name it first
// expect: doc/compilers.md
#include <coax/batch.hpp>

#include <boost/describe.hpp>

#include <string>

struct item {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(item, (), (name))

#include <ranges>
#include <vector>

boost::asio::awaitable<void> wanted(coax::client client, std::vector<std::string> texts, std::string prefix)
{
    static_cast<void>(co_await coax::batch<item>(client,
        texts | std::views::transform([prefix](std::string const& text) { return coax::request(prefix + text); }),
        "journal"));
}
