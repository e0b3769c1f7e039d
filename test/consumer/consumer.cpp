// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// A stranger's program: what it includes and links comes from the package alone.
#include <coax.hpp>

#include <boost/describe/class.hpp>
#include <boost/json/object.hpp>

#include <iostream>
#include <string>
#include <vector>

struct summary {
    std::string title;
    std::vector<std::string> key_points;
};
BOOST_DESCRIBE_STRUCT(summary, (), (title, key_points))

int main()
{
    auto const schema = coax::schema_of<summary>();
    coax::error const error(coax::failure(coax::errc::truncated, "cut off"));
    std::cout << schema.size() << ' ' << error.code().message() << '\n';
    return schema.contains("properties") && error.code() == coax::errc::truncated ? 0 : 1;
}
