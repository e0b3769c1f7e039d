// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/json/value.hpp>

#include <string>

namespace coax::cli {

/// JSON on several lines, indented by two spaces.
std::string pretty_json(boost::json::value const& value);

} // namespace coax::cli
