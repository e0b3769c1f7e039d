// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/merge_schemas.hpp"

#include "shape/schema_document.hpp"
#include "json/json_equality.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace coax::detail {

namespace {

namespace json = boost::json;

bool one_of(std::string_view keyword, std::initializer_list<std::string_view> words)
{
    return std::ranges::find(words, keyword) != words.end();
}

json::value reference(std::string const& pointer) { return json::object{{same_as, pointer}}; }

json::array as_list(json::value const& one) { return one.is_array() ? one.get_array() : json::array{one}; }

bool contains(json::array const& list, json::value const& value)
{
    return std::ranges::any_of(list, [&](auto const& one) { return coax::json::equal(one, value); });
}

class merger {
public:
    merger(std::string const& pointer, schema_document& document) : pointer_(pointer), document_(document) { }

    void add(schema_node const& part)
    {
        if (part.is_false())
            unkept_schema(part.pointer(), "is false: no value keeps it");
        for (auto const& [key, value] : part.keywords())
            add(part, {key.data(), key.size()}, value);
    }

    json::object take(std::span<schema_node const> parts)
    {
        for (auto const& part : parts) {
            check_more(part, "additionalProperties");
            if (!is_outer(part))
                check_more(part, "unevaluatedProperties");
            check_items(part, parts);
        }
        if (closed_)
            out_["additionalProperties"] = false;
        return std::move(out_);
    }

private:
    void add(schema_node const& part, std::string_view key, json::value const& value)
    {
        if (key == "properties") {
            for (auto const& [name, schema] : *part.members(key))
                add_property({name.data(), name.size()}, part);
        } else if (key == "unevaluatedProperties" && value.is_bool()) {
            closed_ = closed_ || !value.get_bool();
        } else if (key == "additionalProperties" && value.is_bool() && !value.get_bool()) {
            closed_ = true;
        } else if (one_of(key, {"items", "additionalProperties", "propertyNames"})) {
            add_schema(key, part);
        } else if (auto* known = out_.if_contains(key); known == nullptr) {
            out_[key] = one_of(key, {"prefixItems", "anyOf", "oneOf"}) ? references(part, key) : value;
        } else if (!coax::json::equal(*known, value) || one_of(key, {"prefixItems", "anyOf", "oneOf"})) {
            combine(part, key, *known, value);
        }
    }

    static json::value references(schema_node const& part, std::string_view key)
    {
        json::array all;
        for (std::size_t i = 0; i < part.list(key)->size(); ++i)
            all.push_back(reference_to(part.child(key, i)));
        return all;
    }

    void add_property(std::string_view name, schema_node const& part)
    {
        if (!out_.contains("properties"))
            out_["properties"].emplace_object();
        auto const here = part.child("properties", name);
        auto& slot = out_["properties"].get_object()[name];
        slot = slot.is_null() ? reference_to(here) : both(slot, here, schema_node::below("properties", name));
    }

    void add_schema(std::string_view key, schema_node const& part)
    {
        auto const here = part.child(key);
        auto* const known = out_.if_contains(key);
        out_[key] = known == nullptr ? reference_to(here) : both(*known, here, std::string(key));
    }

    /// A part may be made itself, of what refers.
    static json::value reference_to(schema_node const& node)
    {
        if (auto const* same = node.find(same_as))
            return json::object{{same_as, *same}};
        return node.is_false() ? json::value(false) : reference(node.pointer());
    }

    json::value both(json::value const& known, schema_node const& other, std::string const& place)
    {
        auto const made_at = pointer_ + "/allOf/" + place;
        auto all = json::array{known, reference_to(other)};
        return reference(
            document_.keep({{"allOf", std::move(all)}}, made_at + "/" + std::to_string(++made_)).pointer());
    }

    void combine(schema_node const& part, std::string_view key, json::value& known, json::value const& value)
    {
        if (one_of(key, {"description", "title", "$comment"})) {
            if (key == "description" && known.is_string() && value.is_string())
                known = std::string(known.get_string()) + "\n" + std::string(value.get_string());
        } else if (one_of(key, {"default", "examples", "$defs", "definitions", "$id", "$schema", "$anchor"})) {
            return; // the outer one holds
        } else if (one_of(key, {"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"})) {
            if (part.bound(key).exact() > bound(known))
                known = value;
        } else if (one_of(key, {"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"})) {
            if (part.bound(key).exact() < bound(known))
                known = value;
        } else if (key == "required") {
            for (auto const& name : *part.list(key))
                if (!contains(known.get_array(), name))
                    known.get_array().push_back(name);
        } else if (key == "uniqueItems") {
            known = true;
        } else if (key == "type") {
            known = types_of_both(part, as_list(known), as_list(value));
        } else if (key == "enum") {
            json::array common;
            for (auto const& one : as_list(known))
                if (contains(as_list(value), one))
                    common.push_back(one);
            known = std::move(common);
        } else {
            unkept_schema(part.at(key), "is said otherwise by another part of the same schema; say both in one");
        }
    }

    static long double bound(json::value const& known)
    {
        return schema_node(json::object{{"is", known}}, "").bound("is").exact();
    }

    static json::value types_of_both(schema_node const& part, json::array const& a, json::array const& b)
    {
        json::array common;
        for (auto const& one : a) {
            if (contains(b, one) || (one == "integer" && contains(b, "number")))
                common.push_back(one);
            else if (one == "number" && contains(b, "integer"))
                common.push_back("integer");
        }
        if (common.empty())
            unkept_schema(part.at("type"), "and another part of the same schema have no type in common");
        return common;
    }

    /// The schema that holds the others, whose `unevaluatedProperties` sees the members of all.
    [[nodiscard]] bool is_outer(schema_node const& part) const { return part.pointer() == pointer_; }

    /// What a part says of other members than its own holds for those of another part too.
    void check_more(schema_node const& part, std::string_view keyword) const
    {
        auto const* const more = part.find(keyword);
        auto const* const properties = out_.if_contains("properties");
        bool const any = more == nullptr || (more->is_bool() && more->get_bool())
            || (more->is_object() && more->get_object().empty());
        if (any || properties == nullptr)
            return;
        auto const* const own = part.members("properties");
        for (auto const& [name, schema] : properties->get_object())
            if (own == nullptr || !own->contains(name))
                unkept_schema(part.at(keyword),
                    "is about the member " + std::string(name)
                        + " of another part of the same schema; use unevaluatedProperties beside allOf");
    }

    /// `items` begins after the `prefixItems` of its own part.
    static void check_items(schema_node const& part, std::span<schema_node const> parts)
    {
        for (auto const& other : parts)
            if (part.has("items") && !part.has("prefixItems") && other.has("prefixItems"))
                unkept_schema(part.at("items"), "is about the prefixItems of another part of the same schema");
    }

    std::string const& pointer_;
    schema_document& document_;
    json::object out_;
    bool closed_ = false;
    int made_ = 0;
};

} // namespace

json::object merge_schemas(std::span<schema_node const> parts, std::string const& pointer, schema_document& document)
{
    merger all(pointer, document);
    for (auto const& part : parts)
        all.add(part);
    return all.take(parts);
}

} // namespace coax::detail
