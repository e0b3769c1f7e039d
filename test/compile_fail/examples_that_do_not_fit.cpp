// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: a number example needs a number member
// expect: coax: an example of this member is not one of its choices
// expect: coax: a member has at most four examples
// expect: &order::level
#include <coax/schema.hpp>

#include <boost/describe.hpp>

#include <string>

struct item {
    std::string code;
};
constexpr auto tag_invoke(coax::annotate_tag, item const*)
{
    return coax::notes(coax::note<&item::code>("").example(5));
}

struct order {
    coax::literal<"low", "high"> level;
};
BOOST_DESCRIBE_STRUCT(order, (), (level))
constexpr auto tag_invoke(coax::annotate_tag, order const*)
{
    return coax::notes(coax::note<&order::level>("").example("middling"));
}

struct parcel {
    int number = 0;
};
constexpr auto many = coax::note<&parcel::number>("").example(1).example(2).example(3).example(4).example(5);

auto const* wanted = coax::detail::shape_of<order>();
