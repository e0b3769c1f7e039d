// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: in_order is about a std::variant
// expect: &home::pets
#include <coax/schema.hpp>

#include <boost/describe.hpp>

struct home {
    int pets = 0;
};
BOOST_DESCRIBE_STRUCT(home, (), (pets))
constexpr auto tag_invoke(coax::annotate_tag, home const*) { return coax::notes(coax::note<&home::pets>().in_order()); }

auto const* wanted = coax::detail::shape_of<home>();
