// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/json/value.hpp>

#include <cmath>
#include <cstdint>

namespace coax::provider {

/// A number as people write it: Boost.JSON would print 1.0 as 1E0.
inline boost::json::value json_number(double value)
{
    if (std::trunc(value) == value && std::abs(value) < 1e15)
        return static_cast<std::int64_t>(value);
    return value;
}

} // namespace coax::provider
