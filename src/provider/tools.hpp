// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "provider/protocol.hpp"

#include <boost/json/object.hpp>

#include <string_view>
#include <vector>

namespace coax::provider {

/// A tool as it is sent; borrowed from the request.
struct tool_view {
    std::string_view name;
    std::string_view description; ///< may be empty
    boost::json::object const* schema;
    bool strict;
};

/// What a request in tool mode lets the model call: the one tool it is about, or those of its list.
inline std::vector<tool_view> tools_of(model_request const& asked)
{
    if (asked.tools.empty())
        return {{asked.schema_name, asked.schema_description, asked.schema, asked.strict}};
    std::vector<tool_view> all;
    for (auto const& one : asked.tools)
        all.push_back({one.name, one.description, &one.schema, one.strict});
    return all;
}

/// As most protocols describe a function; what they call its schema differs.
inline boost::json::object function_of(tool_view const& view, std::string_view schema = "parameters")
{
    boost::json::object function{{"name", view.name}};
    if (!view.description.empty())
        function["description"] = view.description;
    function[schema] = *view.schema;
    return function;
}

} // namespace coax::provider
