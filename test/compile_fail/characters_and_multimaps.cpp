// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: no way to read this type from JSON
// expect: &order::initial
// expect: &order::wide
// expect: &order::prices
// expect: &order::twice
// expect: &order::bytes
#include <coax/schema.hpp>

#include <boost/describe.hpp>

#include <map>
#include <set>
#include <string>

struct order {
    char initial = 0;
    wchar_t wide = 0;
    std::multimap<std::string, double> prices;
    std::multiset<std::string> twice;
    std::unique_ptr<int[]> bytes;
};
BOOST_DESCRIBE_STRUCT(order, (), (initial, wide, prices, twice, bytes))

auto const* wanted = coax::detail::shape_of<order>();
