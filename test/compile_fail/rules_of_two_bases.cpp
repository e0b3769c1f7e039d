// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: two bases of this struct have a rule
#include <coax/schema.hpp>
#include <coax/violations.hpp>

#include <boost/describe.hpp>

struct city {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(city, (), (name))
struct place {
    int north = 0;
};
BOOST_DESCRIBE_STRUCT(place, (), (north))
struct capital : city, place { };
BOOST_DESCRIBE_STRUCT(capital, (city, place), ())
void tag_invoke(coax::validate_tag, city const&, coax::violations& found) { found.add("city"); }
void tag_invoke(coax::validate_tag, place const&, coax::violations& found) { found.add("place"); }

auto const* wanted = coax::detail::shape_of<capital>();
