// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: a function that owns what it captures is destroyed twice
// expect: Name it first
// expect: doc/compilers.md
#include <coax/check.hpp>

#include <boost/describe.hpp>

#include <string>

struct item {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(item, (), (name))

boost::asio::awaitable<void> wanted(coax::client client, std::string prefix)
{
    static_cast<void>(co_await client.extract<item>(coax::request("Which?").check(
        coax::judge<item>(client, "It is a nut", [prefix](item const& got) { return prefix + got.name; }))));
}
