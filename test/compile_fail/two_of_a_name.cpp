// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: two members have the same name in JSON; rename one
// expect: order
#include <coax/schema.hpp>

#include <boost/describe.hpp>

struct order {
    int number = 0;
    int count = 0;
};
BOOST_DESCRIBE_STRUCT(order, (), (number, count))
constexpr auto tag_invoke(coax::annotate_tag, order const*)
{
    return coax::notes(coax::note<&order::number>("").rename("count"));
}

auto const* wanted = coax::detail::shape_of<order>();
