// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: no way to read this type from JSON. Describe it with BOOST_DESCRIBE_STRUCT
// expect: order
#include <coax/schema.hpp>

struct order {
    int number = 0;
};

auto const* wanted = coax::detail::shape_of<order>();
