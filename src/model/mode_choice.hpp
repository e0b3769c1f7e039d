// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/registry.hpp"

#include <coax/detail/target.hpp>
#include <coax/request.hpp>

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace coax::model {

/// How a type is asked for, and the schema that goes with it.
struct mode_choice {
    coax::mode mode = mode::json_schema;
    std::string reason; ///< in words
    boost::json::object schema;
    std::vector<provider::tool_form> tools = {}; ///< of `mode::tools`, each with its schema
    bool strict = true; ///< the schema keeps the dialect's rules, so the provider may be held to it
};

/// What providers take as the name of a schema or tool.
std::string tool_name(std::string_view wanted);

/// How `target` is asked for in the mode `wanted`. With `unforced` a tool is not forced where the service refuses that.
/// Throws `coax::error`: `errc::invalid_option` where the service does not take the mode,
/// `errc::unsupported_schema` where the type does not fit it.
mode_choice choose_mode(
    provider::service const& service, detail::target const& target, coax::mode wanted, bool unforced = false);

} // namespace coax::model
