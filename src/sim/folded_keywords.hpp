// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <boost/json/object.hpp>

#include <string_view>

namespace coax::sim {

/// The keywords that a description says in a paragraph of its own, `{minimum: 0, maximum: 1}`: what coax and the
/// providers' SDKs put there where a service takes no such keyword. Bounds, `format` and `pattern`; empty where there
/// are none.
boost::json::object folded_keywords(std::string_view description);

} // namespace coax::sim
