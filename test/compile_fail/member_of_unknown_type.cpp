// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: no way to read this type from JSON
// expect: &order::parcel
#include <coax/schema.hpp>

#include <boost/describe.hpp>

struct opaque { };
struct order {
    int number = 0;
    opaque parcel;
};
BOOST_DESCRIBE_STRUCT(order, (), (number, parcel))

auto const* wanted = coax::detail::shape_of<order>();
