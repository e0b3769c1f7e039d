// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: only numbers and strings can be tried one after another
// expect: &home::pet
#include <coax/schema.hpp>

#include <boost/describe.hpp>

#include <variant>

struct cat {
    int lives = 9;
};
BOOST_DESCRIBE_STRUCT(cat, (), (lives))
struct dog {
    int tricks = 0;
};
BOOST_DESCRIBE_STRUCT(dog, (), (tricks))
struct home {
    std::variant<cat, dog> pet;
};
BOOST_DESCRIBE_STRUCT(home, (), (pet))
constexpr auto tag_invoke(coax::annotate_tag, home const*) { return coax::notes(coax::note<&home::pet>().in_order()); }

auto const* wanted = coax::detail::shape_of<home>();
