// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: a rule returns nothing
#include <coax/schema.hpp>
#include <coax/violations.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/describe.hpp>

struct city {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(city, (), (name))
boost::asio::awaitable<void> tag_invoke(coax::validate_tag, city const& value, coax::violations& found)
{
    if (value.name.empty())
        found.add<&city::name>("must not be empty");
    co_return;
}

auto const* wanted = coax::detail::shape_of<city>();
