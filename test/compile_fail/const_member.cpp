// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: a const member cannot be filled in
// expect: &order::number
#include <coax/schema.hpp>

#include <boost/describe.hpp>

struct order {
    int const number = 0;
};
BOOST_DESCRIBE_STRUCT(order, (), (number))

auto const* wanted = coax::detail::shape_of<order>();
