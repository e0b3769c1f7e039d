// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/json/value.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace coax::cli {

/// A value as lines of a table: a member and its value on each, lists and objects below their names. A line is at most
/// `width` characters, at least 20; longer text shows its end, where it grows. More lines than `height` are left out at
/// the top.
std::vector<std::string> value_table(boost::json::value const& value, std::size_t width, std::size_t height);

} // namespace coax::cli
