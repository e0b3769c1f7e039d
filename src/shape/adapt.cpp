// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/adapt.hpp"

#include "shape/nullable.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace coax::detail {
namespace {

namespace json = boost::json;
using optional_form = dialect_rules::optional_form;

constexpr std::string_view definitions_prefix = "#/$defs/";

void describe(json::object& node, std::string_view words)
{
    if (words.empty())
        return;
    auto& known = node["description"];
    known = known.is_string() ? std::string(known.get_string()) + "\n\n" + std::string(words) : std::string(words);
}

void collect_references(json::value const& schema, std::vector<std::string>& found)
{
    if (auto const* list = schema.if_array()) {
        for (auto const& one : *list)
            collect_references(one, found);
    } else if (auto const* node = schema.if_object()) {
        for (auto const& [key, value] : *node) {
            if (key == "$ref" && value.is_string())
                found.emplace_back(value.get_string());
            else
                collect_references(value, found);
        }
    }
}

class adapter {
public:
    adapter(json::object const& root, dialect_rules const& rules) : rules_(rules)
    {
        if (auto const* known = root.if_contains("$defs"); known != nullptr && known->is_object())
            definitions_ = known->get_object();
    }

    json::object root(json::object schema)
    {
        schema.erase("$defs");
        auto out = node(std::move(schema));
        if (!takes_keyword(rules_, "$ref"))
            return out;
        json::object definitions;
        for (auto const& [name, one] : definitions_)
            definitions[name] = node(one.as_object());
        drop_unused(out, definitions);
        if (!definitions.empty())
            out["$defs"] = std::move(definitions);
        return out;
    }

private:
    json::object node(json::object schema)
    {
        if (schema.contains("$ref"))
            return reference(std::move(schema));
        children(schema);
        rewrite(schema);
        fold(schema);
        if (rules_.openapi)
            openapi(schema);
        return schema;
    }

    /// Inlined where a reference may not stand: one level, what recurses refers from there on.
    json::object reference(json::object schema)
    {
        bool const taken = takes_keyword(rules_, "$ref");
        if (taken && (schema.size() == 1 || !rules_.lone_ref))
            return schema;
        std::string_view target = schema["$ref"].as_string();
        if (!target.starts_with(definitions_prefix))
            return schema;
        target.remove_prefix(definitions_prefix.size());
        auto const* known = definitions_.if_contains(target);
        if (known == nullptr || std::ranges::find(inlining_, target) != inlining_.end())
            return {{"$ref", schema["$ref"]}};
        inlining_.emplace_back(target);
        auto out = known->as_object();
        if (!taken)
            out = node(std::move(out));
        for (auto& [key, value] : schema) {
            if (key == "description" && out.contains(key))
                out[key] = std::string(value.as_string()) + "\n" + std::string(out[key].as_string());
            else if (key != "$ref")
                out[key] = value;
        }
        if (taken)
            out = node(std::move(out));
        else
            fold(out);
        inlining_.pop_back();
        return out;
    }

    void children(json::object& schema)
    {
        for (auto& [key, value] : schema) {
            if (key == "properties") {
                for (auto& [name, one] : value.as_object())
                    one = child(one);
            } else if (key == "items" || key == "additionalProperties") {
                value = child(value);
            } else if (key == "anyOf" || key == "prefixItems") {
                for (auto& one : value.as_array())
                    one = child(one);
            }
        }
    }

    json::value child(json::value& schema)
    {
        return schema.is_object() ? json::value(node(std::move(schema.get_object()))) : schema;
    }

    void rewrite(json::object& schema)
    {
        if (auto const* only = schema.if_contains("const"); only != nullptr && !takes_keyword(rules_, "const")) {
            json::array one{*only};
            schema.erase("const");
            schema["enum"] = std::move(one);
        }
        if (schema.contains("prefixItems") && !takes_keyword(rules_, "prefixItems"))
            tuple(schema);
        if (rules_.closed || !takes_keyword(rules_, "additionalProperties"))
            spell_keys(schema);
        if (!schema.contains("properties"))
            return;
        if (!takes_keyword(rules_, "additionalProperties"))
            schema.erase("additionalProperties");
        else if (rules_.closed && !schema.contains("additionalProperties"))
            schema["additionalProperties"] = false;
        optionals(schema);
    }

    /// A list whose elements are of any of the tuple's types; which stands where is said in words.
    static void tuple(json::object& schema)
    {
        json::array kinds;
        std::string order;
        for (auto const& part : schema["prefixItems"].as_array()) {
            if (std::ranges::find(kinds, part) == kinds.end())
                kinds.push_back(part);
            order += order.empty() ? "" : ", ";
            order += json::serialize(part);
        }
        schema.erase("prefixItems");
        if (kinds.size() > 1) {
            schema["items"] = json::object{{"anyOf", std::move(kinds)}};
            describe(schema, "{prefixItems: [" + order + "]}");
        } else if (!kinds.empty()) {
            schema["items"] = kinds.front();
        } else {
            schema.erase("items");
        }
    }

    /// A map whose keys are a closed set is an object with those members, each of which may be missing.
    void spell_keys(json::object& schema) const
    {
        auto const* names = schema.if_contains("propertyNames");
        auto const* inner = schema.if_contains("additionalProperties");
        if (rules_.optional != optional_form::left_out || names == nullptr || inner == nullptr || !inner->is_object())
            return;
        auto const value = *inner;
        json::object members;
        for (auto const& name : names->at("enum").as_array())
            members[name.as_string()] = value;
        schema.erase("propertyNames");
        schema.erase("additionalProperties");
        schema["properties"] = std::move(members);
    }

    void optionals(json::object& schema) const
    {
        if (rules_.optional == optional_form::as_is)
            return;
        json::array required;
        if (auto const* known = schema.if_contains("required"))
            required = known->as_array();
        json::array all;
        for (auto& [name, one] : schema["properties"].as_object()) {
            all.push_back(json::value(name));
            if (!one.is_object() || std::ranges::find(required, json::value(name)) != required.end())
                continue;
            auto member = std::move(one.get_object());
            one = rules_.optional == optional_form::null ? nullable(std::move(member)) : left_out(std::move(member));
        }
        if (rules_.optional == optional_form::null)
            schema["required"] = std::move(all);
    }

    json::object left_out(json::object member) const
    {
        if (rules_.openapi) {
            member.erase("nullable");
            return member;
        }
        member = without_null(std::move(member));
        return member.contains("$ref") && member.size() > 1 ? adapter(*this).reference(std::move(member)) : member;
    }

    /// What there is no keyword for, as the SDKs say it: `{minimum: 0, maximum: 1}` after the description.
    void fold(json::object& schema) const
    {
        json::object kept;
        std::string folded;
        for (auto& [key, value] : schema) {
            if (keeps(key, value)) {
                kept[key] = std::move(value);
                continue;
            }
            folded += folded.empty() ? "{" : ", ";
            folded.append(key).append(": ");
            folded += value.is_string() ? std::string(value.get_string()) : json::serialize(value);
        }
        schema = std::move(kept);
        if (!folded.empty())
            describe(schema, folded + "}");
    }

    bool keeps(std::string_view key, json::value const& value) const
    {
        if (key == "propertyNames" && rules_.closed)
            return false;
        if (!takes_keyword(rules_, key))
            return false;
        if (key == "format")
            return takes_format(rules_, value.as_string());
        if (key == "pattern")
            return takes_pattern(rules_, value.as_string());
        if (key == "minItems")
            return rules_.min_items == dialect_rules::any || value.to_number<std::size_t>() <= rules_.min_items;
        return true;
    }

    /// OpenAPI's words for what JSON Schema says otherwise.
    static void openapi(json::object& schema)
    {
        if (is_nullable(schema) && !schema.empty()) {
            schema = without_null(std::move(schema));
            schema["nullable"] = true;
        } else if (auto* any = schema.if_contains("anyOf")) {
            auto& list = any->as_array();
            auto const null = json::object{{"type", "NULL"}};
            auto const at = std::ranges::find(list, json::value(null));
            if (at != list.end()) {
                list.erase(at);
                schema["nullable"] = true;
                if (list.size() == 1) {
                    auto only = list.front().as_object();
                    schema.erase("anyOf");
                    for (auto& [key, value] : only)
                        if (!schema.contains(key))
                            schema[key] = value;
                }
            }
        }
        if (auto* type = schema.if_contains("type"); type != nullptr && type->is_string())
            std::ranges::transform(type->get_string(), type->get_string().begin(),
                [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
        if (auto const* members = schema.if_contains("properties")) {
            json::array order;
            for (auto const& [name, one] : members->as_object())
                order.push_back(json::value(name));
            schema["propertyOrdering"] = std::move(order);
        }
    }

    static void drop_unused(json::object const& root, json::object& definitions)
    {
        for (;;) {
            std::vector<std::string> used;
            collect_references(root, used);
            for (auto const& [name, one] : definitions) {
                std::vector<std::string> inside;
                collect_references(one, inside);
                std::erase(inside, std::string(definitions_prefix) + std::string(name));
                used.insert(used.end(), inside.begin(), inside.end());
            }
            json::object kept;
            for (auto& [name, one] : definitions)
                if (std::ranges::find(used, std::string(definitions_prefix) + std::string(name)) != used.end())
                    kept[name] = one;
            if (kept.size() == definitions.size())
                return;
            definitions = std::move(kept);
        }
    }

    dialect_rules const& rules_;
    json::object definitions_;
    std::vector<std::string> inlining_;
};

} // namespace

json::object adapt(json::object plain, dialect_rules const& rules)
{
    adapter with(plain, rules);
    return with.root(std::move(plain));
}

} // namespace coax::detail
