// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: the first function of coax::as_string takes a std::string_view
// expect: &program::current
#include <coax/represent.hpp>
#include <coax/schema.hpp>

#include <boost/describe.hpp>

struct version {
    int number = 0;
};
constexpr auto tag_invoke(coax::represent_tag, version const*)
{
    return coax::as_string([](int number) { return version{number}; });
}
struct program {
    version current;
};
BOOST_DESCRIBE_STRUCT(program, (), (current))

auto const* wanted = coax::detail::shape_of<program>();
