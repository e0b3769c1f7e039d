// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: notes are found by a pointer
#include <coax/schema.hpp>
#include <coax/violations.hpp>

#include <boost/describe.hpp>

struct city {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(city, (), (name))
constexpr auto tag_invoke(coax::annotate_tag, city&&) { return coax::notes(coax::note<&city::name>("Its name")); }

auto const* wanted = coax::detail::shape_of<city>();
