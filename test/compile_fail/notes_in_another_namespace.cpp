// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: the notes about this struct are not found
#include <coax/schema.hpp>

#include <boost/describe.hpp>

namespace travel {
struct city {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(city, (), (name))
} // namespace travel
constexpr auto tag_invoke(coax::annotate_tag, travel::city const*)
{
    return coax::notes(coax::note("A place"), coax::note<&travel::city::name>("Its name"));
}
static_assert(!coax::has_notes<travel::city>);

auto const* wanted = coax::detail::shape_of<travel::city>();
