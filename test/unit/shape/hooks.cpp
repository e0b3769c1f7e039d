// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Which notes and rules are found. Those that are not, although they are written, do not compile: test/compile_fail.
#include <coax/schema.hpp>
#include <coax/violations.hpp>

#include <boost/describe.hpp>

#include <array>

namespace travel {

struct city {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(city, (), (name))

struct place {
    int north = 0;
};
BOOST_DESCRIBE_STRUCT(place, (), (north))
constexpr auto tag_invoke(coax::annotate_tag, place const*)
{
    return coax::notes(coax::note("Where it is"), coax::note<&place::north>().ge(-90).le(90));
}
void tag_invoke(coax::validate_tag, place const& value, coax::violations& found)
{
    if (value.north == 0)
        found.add<&place::north>("must be known");
}

// Notes of a derived struct may be about members of a base that has none.
struct capital : city {
    std::string of;
};
BOOST_DESCRIBE_STRUCT(capital, (city), (of))
constexpr auto tag_invoke(coax::annotate_tag, capital const*)
{
    return coax::notes(coax::note<&capital::name>("Its name"), coax::note<&capital::of>("A country"));
}

struct harbour : place {
    int ships = 0;
};
BOOST_DESCRIBE_STRUCT(harbour, (place), (ships))

// A template for all types is for structs; that an enum is among them is no mistake.
namespace generic {
enum class size { small, large };
BOOST_DESCRIBE_ENUM(size, small, large)
struct town {
    size is{};
};
BOOST_DESCRIBE_STRUCT(town, (), (is))
template <class T>
void tag_invoke(coax::validate_tag, T const&, coax::violations&)
{
}
} // namespace generic

static_assert(!coax::has_notes<city> && !coax::has_rule<city>);
static_assert(coax::has_notes<place> && coax::has_rule<place>);
static_assert(coax::has_notes<capital> && !coax::has_rule<capital>);
static_assert(coax::has_notes<harbour> && coax::has_rule<harbour>, "a base's hold");
static_assert(coax::has_rule<generic::town>);

[[maybe_unused]] constexpr std::array<coax::detail::shape const*, 4> all_have_tables{coax::detail::shape_of<city>(),
    coax::detail::shape_of<capital>(), coax::detail::shape_of<harbour>(), coax::detail::shape_of<generic::town>()};

} // namespace travel
