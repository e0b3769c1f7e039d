// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/nullable.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>

namespace coax::detail {
namespace {

namespace json = boost::json;

bool is_null_type(json::value const& schema)
{
    auto const* node = schema.if_object();
    auto const* type = node != nullptr ? node->if_contains("type") : nullptr;
    return type != nullptr && type->is_string() && type->get_string() == "null";
}

json::array* any_of(json::object& schema)
{
    auto* any = schema.if_contains("anyOf");
    return any != nullptr ? any->if_array() : nullptr;
}

} // namespace

bool is_nullable(json::object const& schema)
{
    if (schema.empty())
        return true;
    if (auto const* any = schema.if_contains("anyOf"); any != nullptr && any->is_array())
        return std::ranges::any_of(any->get_array(), is_null_type);
    auto const* type = schema.if_contains("type");
    if (type != nullptr && type->is_array())
        return std::ranges::find(type->get_array(), json::value("null")) != type->get_array().end();
    return is_null_type(schema);
}

json::object nullable(json::object schema)
{
    if (is_nullable(schema))
        return schema;
    if (auto* any = any_of(schema)) {
        any->push_back(json::object{{"type", "null"}});
        return schema;
    }
    auto* type = schema.if_contains("type");
    bool const scalar = type != nullptr && type->is_string() && type->get_string() != "object"
        && type->get_string() != "array" && !schema.contains("enum") && !schema.contains("const");
    if (scalar) {
        *type = json::array{*type, "null"};
        return schema;
    }
    // Everything else as a union: null in an enum, and lists of types with an object among them, are refused by some.
    return {{"anyOf", {std::move(schema), {{"type", "null"}}}}};
}

json::object without_null(json::object schema)
{
    if (auto* any = any_of(schema)) {
        any->erase(std::remove_if(any->begin(), any->end(), is_null_type), any->end());
        if (any->size() == 1 && any->front().is_object()) {
            json::object only = std::move(any->front().get_object());
            for (auto& [key, value] : schema)
                if (key != "anyOf" && !(key == "description" && only.contains(key)))
                    only[key] = std::move(value);
                else if (key == "description")
                    only[key] = std::string(value.as_string()) + "\n" + std::string(only[key].as_string());
            return only;
        }
        return schema;
    }
    if (auto* type = schema.if_contains("type"); type != nullptr && type->is_array()) {
        auto& types = type->get_array();
        types.erase(std::remove(types.begin(), types.end(), json::value("null")), types.end());
        if (types.size() == 1)
            *type = json::value(types.front());
    }
    return schema;
}

} // namespace coax::detail
