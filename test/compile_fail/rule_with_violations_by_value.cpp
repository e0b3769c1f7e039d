// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: a rule is called as tag_invoke
#include <coax/schema.hpp>
#include <coax/violations.hpp>

#include <boost/describe.hpp>

struct city {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(city, (), (name))
void tag_invoke(coax::validate_tag, city const& value, coax::violations found)
{
    if (value.name.empty())
        found.add<&city::name>("must not be empty");
}

auto const* wanted = coax::detail::shape_of<city>();
