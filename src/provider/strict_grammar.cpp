// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "provider/strict_grammar.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace coax::provider {

namespace json = boost::json;

namespace {

constexpr std::size_t optionals_at_most = 24;
constexpr std::size_t unions_at_most = 16;
constexpr int nested_at_most = 64; // references followed, so that a cycle ends here

struct measure {
    json::object const& root;
    std::size_t optionals = 0;
    std::size_t unions = 0;
    bool fits = true;

    json::object const* definition(std::string_view reference) const
    {
        for (std::string_view place : {"$defs", "definitions"}) {
            auto const prefix = "#/" + std::string(place) + "/";
            auto const* const all = root.if_contains(place);
            if (reference.starts_with(prefix) && all && all->is_object()) {
                auto const* const found = all->get_object().if_contains(reference.substr(prefix.size()));
                return found ? found->if_object() : nullptr;
            }
        }
        return nullptr;
    }

    void visit(json::value const& value, int depth)
    {
        if (!fits)
            return;
        if (auto const* array = value.if_array()) {
            for (auto const& item : *array)
                visit(item, depth);
        }
        auto const* const object = value.if_object();
        if (!object)
            return;
        if (depth > nested_at_most) {
            fits = false;
            return;
        }
        if (auto const* reference = object->if_contains("$ref"); reference && reference->is_string()) {
            auto const* const target = definition(reference->get_string());
            if (target)
                visit(*target, depth + 1);
            else
                fits = false;
        }
        auto const* const type = object->if_contains("type");
        if (object->contains("anyOf") || (type && type->is_array()))
            ++unions;
        if (auto const* properties = object->if_contains("properties"); properties && properties->is_object()) {
            auto const* const more = object->if_contains("additionalProperties");
            fits = fits && more && more->is_bool() && !more->get_bool();
            auto const* const required = object->if_contains("required");
            auto const listed = required && required->is_array() ? required->get_array().size() : 0;
            optionals += properties->get_object().size() - std::min(listed, properties->get_object().size());
            for (auto const& [name, property] : properties->get_object())
                visit(property, depth + 1);
        }
        for (std::string_view key : {"items", "anyOf", "allOf"}) {
            if (auto const* inner = object->if_contains(key))
                visit(*inner, depth + 1);
        }
        fits = fits && optionals <= optionals_at_most && unions <= unions_at_most;
    }
};

} // namespace

bool fits_strict_grammar(json::object const& schema)
{
    measure m{schema};
    auto const* const type = schema.if_contains("type");
    m.fits = type && *type == "object";
    m.visit(json::value(schema), 0);
    return m.fits;
}

} // namespace coax::provider
