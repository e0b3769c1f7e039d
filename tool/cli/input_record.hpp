// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/json/object.hpp>

#include <cstddef>
#include <string>

namespace coax::cli {

/// One input of a batch.
struct input_record {
    std::size_t line = 0; ///< where it begins, counted from 1
    boost::json::object members; ///< of a JSON line, or by the names in a CSV header; `text` for a plain line
    std::string problem; ///< "" if it can be used
};

} // namespace coax::cli
