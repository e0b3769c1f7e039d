// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// expect: coax: a map's keys are names in JSON: std::string, a whole number, a described enum or a coax::literal
// expect: &table::rows
#include <coax/schema.hpp>

#include <boost/describe.hpp>

#include <map>
#include <string>

struct table {
    std::map<double, std::string> rows;
};
BOOST_DESCRIBE_STRUCT(table, (), (rows))

auto const* wanted = coax::detail::shape_of<table>();
