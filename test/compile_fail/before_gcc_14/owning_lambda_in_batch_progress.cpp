// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: a function that owns what it captures is destroyed twice
// expect: Name it first
// expect: doc/compilers.md
#include <coax/batch.hpp>

#include <boost/describe.hpp>

#include <string>

struct item {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(item, (), (name))

#include <vector>

boost::asio::awaitable<void> wanted(coax::client client, std::vector<std::string> texts, std::string prefix)
{
    static_cast<void>(co_await coax::batch<item>(client, texts, "journal",
        coax::batch_options().progress([prefix](coax::batch_progress const&) { static_cast<void>(prefix); })));
}
