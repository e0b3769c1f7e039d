// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/types.hpp>

#include <boost/json/array.hpp>

#include <utility>

namespace coax::types {

namespace json = boost::json;

sketch::sketch(json::object schema) : schema_(std::move(schema)) { }

sketch& sketch::set(std::string_view keyword, json::value value)
{
    schema_[keyword] = std::move(value);
    return *this;
}

bool sketch::is_object() const
{
    auto const* const type = schema_.if_contains("type");
    return type != nullptr && *type == "object";
}

sketch& sketch::about(std::string_view words) { return set("description", json::string(words)); }

sketch& sketch::example(json::value value)
{
    auto& all = schema_["examples"];
    if (!all.is_array())
        all.emplace_array();
    all.get_array().push_back(std::move(value));
    return *this;
}

sketch& sketch::ge(json::value bound) { return set("minimum", std::move(bound)); }
sketch& sketch::gt(json::value bound) { return set("exclusiveMinimum", std::move(bound)); }
sketch& sketch::le(json::value bound) { return set("maximum", std::move(bound)); }
sketch& sketch::lt(json::value bound) { return set("exclusiveMaximum", std::move(bound)); }
sketch& sketch::multiple_of(json::value step) { return set("multipleOf", std::move(step)); }
sketch& sketch::min_length(std::size_t characters) { return set("minLength", characters); }
sketch& sketch::max_length(std::size_t characters) { return set("maxLength", characters); }
sketch& sketch::pattern(std::string_view regular_expression)
{
    return set("pattern", json::string(regular_expression));
}
sketch& sketch::min_items(std::size_t count) { return set(is_object() ? "minProperties" : "minItems", count); }
sketch& sketch::max_items(std::size_t count) { return set(is_object() ? "maxProperties" : "maxItems", count); }
sketch& sketch::unique() { return set("uniqueItems", true); }
sketch& sketch::closed() { return set("additionalProperties", false); }

sketch& sketch::optional()
{
    optional_ = true;
    return *this;
}

sketch& sketch::or_value(json::value fallback)
{
    optional_ = true;
    return set("default", std::move(fallback));
}

sketch::operator type() const { return type::from_schema(schema_); }

namespace {

sketch of_type(std::string_view name) { return sketch(json::object{{"type", name}}); }

json::array schemas_of(std::vector<sketch> const& all)
{
    json::array schemas;
    for (auto const& one : all)
        schemas.push_back(one.schema());
    return schemas;
}

} // namespace

sketch boolean() { return of_type("boolean"); }
sketch integer() { return of_type("integer"); }
sketch number() { return of_type("number"); }
sketch string() { return of_type("string"); }
sketch string(std::string_view format) { return sketch(json::object{{"type", "string"}, {"format", format}}); }
sketch any() { return sketch(json::object()); }

sketch choice(std::initializer_list<std::string_view> values) { return choice(std::vector(values)); }

sketch choice(std::vector<std::string_view> const& values)
{
    return sketch(json::object{{"type", "string"}, {"enum", json::array(values.begin(), values.end())}});
}

sketch nullable(sketch const& inner)
{
    return sketch(json::object{{"anyOf", json::array{inner.schema(), json::object{{"type", "null"}}}}});
}

sketch list(sketch const& element) { return sketch(json::object{{"type", "array"}, {"items", element.schema()}}); }

sketch map(sketch const& element)
{
    return sketch(json::object{{"type", "object"}, {"additionalProperties", element.schema()}});
}

sketch tuple(std::vector<sketch> const& elements)
{
    return sketch(json::object{
        {"type", "array"}, {"prefixItems", schemas_of(elements)}, {"items", false}, {"minItems", elements.size()}});
}

sketch one_of(std::vector<sketch> const& alternatives)
{
    return sketch(json::object{{"anyOf", schemas_of(alternatives)}});
}

sketch object(std::vector<std::pair<std::string_view, sketch>> const& members)
{
    json::object properties;
    json::array required;
    for (auto const& [name, one] : members) {
        properties[name] = one.schema();
        if (!one.is_optional())
            required.emplace_back(name);
    }
    return sketch(
        json::object{{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}});
}

} // namespace coax::types
