// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: no value of this member can keep its bounds, or multiple_of is not above 0
// expect: &order::percent
// expect: &order::below
// expect: &order::between
// expect: &order::step
// expect: &order::code
// expect: &order::tags
#include <coax/schema.hpp>

#include <boost/describe.hpp>

#include <cstdint>
#include <string>
#include <vector>

struct order {
    std::uint8_t percent = 0;
    unsigned below = 0;
    double between = 0;
    int step = 0;
    std::string code;
    std::vector<int> tags;
};
BOOST_DESCRIBE_STRUCT(order, (), (percent, below, between, step, code, tags))
constexpr auto tag_invoke(coax::annotate_tag, order const*)
{
    using coax::note;
    return coax::notes(note<&order::percent>().ge(256), note<&order::below>().lt(0),
        note<&order::between>().gt(0.5).lt(0.5), note<&order::step>().multiple_of(0),
        note<&order::code>().min_length(3).max_length(2), note<&order::tags>().min_items(2).max_items(1));
}

auto const* wanted = coax::detail::shape_of<order>();
