// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/adapt.hpp"

#include "shape/nullable.hpp"
#include "shape/openapi.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <charconv>
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

/// As people write it: strings bare, 0.5 and not 5E-1.
std::string in_words(json::value const& value)
{
    if (auto const* text = value.if_string())
        return std::string(*text);
    if (auto const* number = value.if_double()) {
        std::array<char, 32> digits{};
        auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), *number).ptr;
        return {digits.data(), end};
    }
    return json::serialize(value);
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
        schema.stable_erase("$defs");
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
        return without_list(std::move(schema));
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
            schema.stable_erase("const");
            schema["enum"] = std::move(one);
        }
        if (schema.contains("prefixItems")) {
            // That nothing comes after the prefix, maxItems says too; boolean schemas are refused by some.
            schema.stable_erase("items");
            if (!takes_keyword(rules_, "prefixItems"))
                tuple(schema);
        }
        if (rules_.closed || !takes_keyword(rules_, "additionalProperties")) {
            spell_keys(schema);
            pairs(schema);
        }
        auto const* members = schema.if_contains("properties");
        if (members == nullptr)
            return;
        if (rules_.no_empty_object && members->as_object().empty()) {
            schema.stable_erase("properties");
            schema.stable_erase("required");
            return;
        }
        if (!takes_keyword(rules_, "additionalProperties"))
            schema.stable_erase("additionalProperties");
        else if (rules_.closed && !schema.contains("additionalProperties"))
            schema["additionalProperties"] = false;
        optionals(schema);
    }

    /// A list whose elements are of any of the tuple's types; which stands where, the folded prefixItems say.
    static void tuple(json::object& schema)
    {
        json::array kinds;
        for (auto const& part : schema["prefixItems"].as_array())
            if (std::ranges::find(kinds, part) == kinds.end())
                kinds.push_back(part);
        if (kinds.size() > 1) {
            schema["items"] = json::object{{"anyOf", std::move(kinds)}};
            return;
        }
        if (kinds.empty())
            schema.stable_erase("items");
        else
            schema["items"] = kinds.front();
        schema.stable_erase("prefixItems");
    }

    /// A map whose keys are a closed set is an object with those members, each of which may be missing.
    void spell_keys(json::object& schema) const
    {
        auto const* names = schema.if_contains("propertyNames");
        auto const* inner = schema.if_contains("additionalProperties");
        if (rules_.optional != optional_form::left_out || names == nullptr || inner == nullptr || !inner->is_object())
            return;
        if (!names->get_object().contains("enum"))
            return;
        auto const value = *inner;
        json::object members;
        for (auto const& name : names->at("enum").as_array())
            members[name.as_string()] = value;
        schema.stable_erase("propertyNames");
        schema.stable_erase("additionalProperties");
        schema["properties"] = std::move(members);
    }

    /// Any other map is a list of its keys and values; the value builder reads both forms.
    void pairs(json::object& schema) const
    {
        auto const* inner = schema.if_contains("additionalProperties");
        if (inner == nullptr || !inner->is_object() || schema.contains("properties"))
            return;
        json::object key{{"type", "string"}};
        if (auto const* names = schema.if_contains("propertyNames"))
            name_key(key, names->get_object());
        json::object pair{{"type", "object"}, {"properties", json::object{{"key", std::move(key)}, {"value", *inner}}},
            {"required", json::array{"key", "value"}}};
        if (takes_keyword(rules_, "additionalProperties"))
            pair["additionalProperties"] = false;
        json::object list;
        for (auto& [name, value] : schema) {
            if (name == "type")
                list["type"] = "array";
            else if (name == "additionalProperties")
                list["items"] = pair;
            else if (name == "minProperties")
                list["minItems"] = std::move(value);
            else if (name == "maxProperties")
                list["maxItems"] = std::move(value);
            else if (name != "propertyNames")
                list[name] = std::move(value);
        }
        describe(list, "A map, as a list of its keys, each once, and their values.");
        schema = std::move(list);
    }

    /// A key of a closed set, or in digits.
    void name_key(json::object& key, json::object const& names) const
    {
        if (auto const* all = names.if_contains("enum"))
            key["enum"] = *all;
        auto const* pattern = names.if_contains("pattern");
        if (pattern == nullptr)
            return;
        describe(key, "A whole number in digits");
        key["pattern"] = *pattern;
        fold(key);
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
            one = rules_.optional == optional_form::null ? without_list(nullable(std::move(member)))
                                                         : left_out(std::move(member));
        }
        if (rules_.optional == optional_form::null)
            schema["required"] = std::move(all);
    }

    /// A list of types as a union, where lists are refused.
    json::object without_list(json::object schema) const
    {
        auto const* types = schema.if_contains("type");
        if (rules_.type_lists || types == nullptr || !types->is_array())
            return schema;
        json::object out;
        for (auto& [key, value] : schema) {
            if (key != "type") {
                out[key] = std::move(value);
                continue;
            }
            auto& any = out["anyOf"].emplace_array();
            for (auto const& one : value.get_array())
                any.push_back(json::object{{"type", one}});
        }
        return out;
    }

    json::object left_out(json::object member) const
    {
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
            folded += in_words(value);
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
        if (counts_repetitions(key) && rules_.repetitions != dialect_rules::any)
            return value.to_number<std::size_t>() <= rules_.repetitions;
        if (key == "minItems")
            return rules_.min_items == dialect_rules::any || value.to_number<std::size_t>() <= rules_.min_items;
        return true;
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
    if (&rules == &rules_of(dialect::plain))
        return plain;
    adapter with(plain, rules);
    auto out = with.root(std::move(plain));
    if (rules.openapi)
        to_openapi(out);
    return out;
}

} // namespace coax::detail
