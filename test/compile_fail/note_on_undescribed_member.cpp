// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: a note is about a member that is not described; add it to BOOST_DESCRIBE_STRUCT
// expect: order
#include <coax/schema.hpp>

#include <boost/describe.hpp>

struct order {
    int number = 0;
    int hidden = 0;
};
BOOST_DESCRIBE_STRUCT(order, (), (number))
constexpr auto tag_invoke(coax::annotate_tag, order const*) { return coax::notes(coax::note<&order::hidden>("x")); }

auto const* wanted = coax::detail::shape_of<order>();
