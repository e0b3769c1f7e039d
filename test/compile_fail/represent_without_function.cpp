// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: returns what coax::as_string, as_number or as_integer made
// expect: &program::current
#include <coax/represent.hpp>
#include <coax/schema.hpp>

#include <boost/describe.hpp>

struct version {
    int number = 0;
};
constexpr auto tag_invoke(coax::represent_tag, version const*) { return "a version"; }
struct program {
    version current;
};
BOOST_DESCRIBE_STRUCT(program, (), (current))

auto const* wanted = coax::detail::shape_of<program>();
