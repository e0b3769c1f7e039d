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
        coax::check<item>([prefix](item const& got, coax::violations& found) -> boost::asio::awaitable<void> {
            if (!got.name.starts_with(prefix))
                found.add("must start with " + prefix);
            co_return;
        }))));
}
