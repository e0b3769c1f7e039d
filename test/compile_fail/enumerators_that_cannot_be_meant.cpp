// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: the notes of an enum are about its enumerators; what they name must be in BOOST_DESCRIBE_ENUM
// expect: coax: two enumerators have the same spelling in JSON
// expect: urgency
// expect: colour
#include <coax/schema.hpp>

#include <boost/describe.hpp>

enum class urgency { low, high, unheard_of };
BOOST_DESCRIBE_ENUM(urgency, low, high)
constexpr auto tag_invoke(coax::annotate_tag, urgency const*)
{
    return coax::notes(coax::note<urgency::unheard_of>("never seen"));
}

enum class colour { grey, gray };
BOOST_DESCRIBE_ENUM(colour, grey, gray)
constexpr auto tag_invoke(coax::annotate_tag, colour const*)
{
    return coax::notes(coax::note<colour::gray>().rename("grey"));
}

struct ticket {
    urgency level{};
    colour shade{};
};
BOOST_DESCRIBE_STRUCT(ticket, (), (level, shade))

auto const* wanted = coax::detail::shape_of<ticket>();
