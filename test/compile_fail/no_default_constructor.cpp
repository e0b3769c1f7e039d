// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: a struct that is filled in must be default constructible
// expect: order
#include <coax/schema.hpp>

#include <boost/describe.hpp>

struct order {
    explicit order(int n) : number(n) { }
    int number;
};
BOOST_DESCRIBE_STRUCT(order, (), (number))

auto const* wanted = coax::detail::shape_of<order>();
