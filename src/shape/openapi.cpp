// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/openapi.hpp"

#include "shape/nullable.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>

namespace coax::detail {

namespace json = boost::json;

void to_openapi(json::object& schema)
{
    bool const null = !schema.empty() && is_nullable(schema);
    if (null)
        schema = without_null(std::move(schema));

    if (auto* type = schema.if_contains("type"); type != nullptr && type->is_string())
        std::ranges::transform(type->get_string(), type->get_string().begin(),
            [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    if (null)
        schema["nullable"] = true;

    if (auto* items = schema.if_contains("items"); items != nullptr && items->is_object())
        to_openapi(items->get_object());
    if (auto* any = schema.if_contains("anyOf"); any != nullptr && any->is_array())
        for (auto& one : any->get_array())
            to_openapi(one.as_object());
    if (auto* members = schema.if_contains("properties"); members != nullptr && members->is_object()) {
        json::array order;
        for (auto& [name, one] : members->get_object()) {
            order.push_back(json::value(name));
            to_openapi(one.as_object());
        }
        schema["propertyOrdering"] = std::move(order);
    }
}

} // namespace coax::detail
