// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: the rule of this type is never called
#include <coax/schema.hpp>
#include <coax/violations.hpp>

#include <boost/describe.hpp>

struct city {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(city, (), (name))
enum class size { small, large };
BOOST_DESCRIBE_ENUM(size, small, large)
void tag_invoke(coax::validate_tag, size value, coax::violations& found)
{
    if (value == size::small)
        found.add("must be large");
}

auto const* wanted = coax::detail::shape_of<std::vector<size>>();
