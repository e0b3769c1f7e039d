// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/sim/value_for_schema.hpp>

#include "sim/folded_keywords.hpp"
#include "sim/message_text.hpp"
#include "sim/text_for_schema.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coax::sim {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

double number_at(object const& schema, std::string_view key, double otherwise)
{
    auto const* const found = schema.if_contains(key);
    return found && found->is_number() ? found->to_number<double>() : otherwise;
}

std::size_t count_at(object const& schema, std::string_view key, std::size_t otherwise)
{
    auto const number = number_at(schema, key, -1);
    return number >= 0 ? static_cast<std::size_t>(number) : otherwise;
}

bool is_null_type(object const& schema) { return text_at(schema, "type") == "null"; }

/// The type to make: of several, the first that is not null; where none is said, what the keywords are about.
std::string_view type_of(object const& schema)
{
    for (auto const& one : array_at(schema, "type"))
        if (one.is_string() && one.get_string() != "null")
            return one.get_string();
    if (auto const type = text_at(schema, "type"); !type.empty())
        return type;
    if (schema.contains("properties") || schema.contains("additionalProperties"))
        return "object";
    return schema.contains("items") ? "array" : "string";
}

bool is_required(object const& schema, std::string_view key)
{
    auto const& required = array_at(schema, "required");
    return std::any_of(
        required.begin(), required.end(), [&](value const& one) { return one.is_string() && one.get_string() == key; });
}

object merged(object schema, array const& parts)
{
    schema.erase("allOf");
    for (auto const& part : parts) {
        auto const* const from = part.if_object();
        if (!from)
            continue;
        for (auto const& [key, value] : *from) {
            auto const* const into = schema.if_contains(key);
            if (key == "properties" && into && into->is_object() && value.is_object()) {
                for (auto const& [name, property] : value.get_object())
                    schema.at(key).as_object()[name] = property;
            } else if (key == "required" && into && into->is_array() && value.is_array()) {
                auto& names = schema.at(key).as_array();
                names.insert(names.end(), value.get_array().begin(), value.get_array().end());
            } else {
                schema[key] = value;
            }
        }
    }
    return schema;
}

/// Walks one schema. `variant` tells the elements of a list apart.
class maker {
public:
    maker(object const& schema, std::uint64_t seed) : root_(schema), seed_(seed) { }

    value make() { return make(root_.get_object(), {}, 0, 0); }

private:
    static constexpr int reference_limit = 12; ///< references within references followed at most
    static constexpr int reference_enough = 3; ///< beyond it, what may be left out is: recursive types end

    value make(object const& schema, std::string_view name, std::size_t variant, int depth)
    {
        if (auto const pointer = text_at(schema, "$ref"); !pointer.empty())
            return referenced(pointer, name, variant, depth);
        if (auto const folded = folded_keywords(text_at(schema, "description")); !folded.empty()) {
            auto whole = schema;
            whole.erase("description");
            for (auto const& [key, bound] : folded)
                whole[key] = bound;
            return make(whole, name, variant, depth);
        }
        if (auto const* constant = schema.if_contains("const"))
            return *constant;
        if (auto const& choices = array_at(schema, "enum"); !choices.empty())
            return choices[variant % choices.size()];
        if (auto const& examples = array_at(schema, "examples"); !examples.empty())
            return examples[variant % examples.size()];
        for (auto const* key : {"anyOf", "oneOf"})
            if (auto const& branches = array_at(schema, key); !branches.empty())
                return branch(branches, name, variant, depth);
        if (auto const& parts = array_at(schema, "allOf"); !parts.empty())
            return make(merged(schema, parts), name, variant, depth);

        auto const type = type_of(schema);
        if (type == "object")
            return object_for(schema, variant, depth);
        if (type == "array")
            return array_for(schema, name, depth);
        if (type == "integer" || type == "number")
            return number_for(schema, name, variant, type == "integer");
        if (type == "boolean")
            return (pick(name, variant) & 1U) == 0;
        if (type == "null")
            return nullptr;
        return value(text_for_schema(schema, name, pick(name, 0) + variant));
    }

    value referenced(std::string_view pointer, std::string_view name, std::size_t variant, int depth)
    {
        if (depth == reference_limit || !pointer.starts_with('#'))
            return nullptr;
        boost::system::error_code error;
        auto const* const target = std::as_const(root_).find_pointer(pointer.substr(1), error);
        return target && target->is_object() ? make(target->get_object(), name, variant, depth + 1) : value();
    }

    /// The first branch that is not null; in the depth of a recursion null where there is one. Elements of a list go
    /// through all branches in turn.
    value branch(array const& branches, std::string_view name, std::size_t variant, int depth)
    {
        std::vector<object const*> real;
        for (auto const& one : branches) {
            auto const* const schema = one.if_object();
            if (schema && !is_null_type(*schema))
                real.push_back(schema);
            else if (schema && depth > reference_enough)
                return nullptr;
        }
        return real.empty() ? value() : make(*real[variant % real.size()], name, variant, depth);
    }

    value object_for(object const& schema, std::size_t variant, int depth)
    {
        object made;
        if (auto const* properties = object_at(schema, "properties"))
            for (auto const& [key, property] : *properties)
                if (property.is_object() && (depth <= reference_enough || is_required(schema, key)))
                    made[key] = make(property.get_object(), key, variant, depth);
        if (auto const* others = object_at(schema, "additionalProperties"); others && made.empty())
            fill_map(made, schema, *others, depth);
        return made;
    }

    /// Keys are those the schema names, else made up.
    void fill_map(object& made, object const& schema, object const& others, int depth)
    {
        static constexpr std::string_view usual[] = {"first", "second", "third", "fourth", "fifth"};
        auto const* const names = object_at(schema, "propertyNames");
        auto const& allowed = names ? array_at(*names, "enum") : array_at(schema, "no such key");
        auto const most = allowed.empty() ? count_at(schema, "maxProperties", 2) : allowed.size();
        auto const count = std::max(count_at(schema, "minProperties", 0), std::min<std::size_t>(most, 2));
        for (std::size_t at = 0; at < count; ++at) {
            std::string key = at < std::size(usual) ? std::string(usual[at]) : "key" + std::to_string(at + 1);
            if (names)
                if (auto const given = make(*names, "key", at, depth); given.is_string())
                    key = given.get_string();
            made[key] = make(others, key, at, depth);
        }
    }

    value array_for(object const& schema, std::string_view name, int depth)
    {
        array made;
        for (auto const& one : array_at(schema, "prefixItems"))
            if (one.is_object())
                made.push_back(make(one.get_object(), name, made.size(), depth));
        auto const* const items = object_at(schema, "items");
        auto const least = count_at(schema, "minItems", 0);
        auto const most = count_at(schema, "maxItems", std::numeric_limits<std::size_t>::max());
        auto const usual = depth > reference_enough || !made.empty() ? std::size_t{0} : std::size_t{2};
        auto const count = std::max(least, std::min(most, usual));
        while (items && made.size() < count)
            made.push_back(make(*items, name, made.size(), depth));
        return made;
    }

    value number_for(object const& schema, std::string_view name, std::size_t variant, bool integer)
    {
        constexpr auto none = std::numeric_limits<double>::quiet_NaN();
        auto const above = number_at(schema, "exclusiveMinimum", none),
                   below = number_at(schema, "exclusiveMaximum", none);
        auto const step = number_at(schema, "multipleOf", integer ? 1 : 0.25);
        auto low = std::ceil(number_at(schema, "minimum", none) / step),
             high = std::floor(number_at(schema, "maximum", none) / step);
        if (!std::isnan(above))
            low = std::fmax(low, std::floor(above / step) + 1);
        if (!std::isnan(below))
            high = std::fmin(high, std::ceil(below / step) - 1);
        if (std::isnan(low) && std::isnan(high))
            low = std::ceil(1 / step);
        if (std::isnan(low))
            low = high - 99;
        if (std::isnan(high))
            high = low + 99;
        if (low > high) { // narrower than the step
            auto const least = number_at(schema, "minimum", above), most = number_at(schema, "maximum", below);
            return (least + most) / 2;
        }
        auto const span = std::fmin(high - low, 1e6);
        auto const offset = std::fmod(static_cast<double>(pick(name, 0) % 1'000'003 + variant), span + 1);
        auto const made = (low + offset) * step;
        if (integer && std::fabs(made) < 9e18)
            return static_cast<std::int64_t>(made);
        return made;
    }

    /// Any number, the same for the same name and seed.
    [[nodiscard]] std::uint64_t pick(std::string_view name, std::size_t variant) const noexcept
    {
        auto hash = 14695981039346656037ULL ^ seed_;
        for (char const c : name)
            hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
        hash ^= hash >> 29;
        return hash + variant;
    }

    value root_;
    std::uint64_t seed_;
};

} // namespace

value value_for_schema(object const& schema, std::uint64_t seed) { return maker(schema, seed).make(); }

} // namespace coax::sim
