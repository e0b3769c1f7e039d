// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/schema_issue.hpp"

#include "shape/dialect_rules.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <utility>

namespace coax::detail {
namespace {

namespace json = boost::json;
using optional_form = dialect_rules::optional_form;

/// Keywords of which one at least says what a node is.
bool says_type(json::object const& schema)
{
    for (auto const* word : {"type", "anyOf", "oneOf", "allOf", "enum", "const", "$ref"})
        if (schema.contains(word))
            return true;
    return false;
}

bool is_object_type(json::object const& schema)
{
    auto const* type = schema.if_contains("type");
    if (type == nullptr)
        return schema.contains("properties");
    if (type->is_array())
        return std::ranges::find(type->get_array(), json::value("object")) != type->get_array().end();
    return type->is_string() && (type->get_string() == "object" || type->get_string() == "OBJECT");
}

json::array const* list_of(json::object const& schema, std::string_view keyword)
{
    auto const* found = schema.if_contains(keyword);
    return found != nullptr ? found->if_array() : nullptr;
}

class inspector {
public:
    explicit inspector(dialect_rules const& rules) : rules_(rules) { }

    void look(json::object const& root)
    {
        root_ = &root;
        if (rules_.length != dialect_rules::any)
            length_ += json::serialize(root).size();
        if (rules_.object_root && (!root.contains("type") || !is_object_type(root) || root.contains("anyOf")))
            say("", "must be an object at the root, not a union or reference");
        auto const deep = deepest(root, "");
        if (deep.first > rules_.depth)
            say(deep.second,
                "is nested in " + std::to_string(deep.first) + " objects, itself included, and "
                    + std::to_string(rules_.depth) + " are the limit");
        node(root, "");
        for (auto const* group : {"$defs", "definitions"})
            if (auto const* all = root.if_contains(group); all != nullptr && all->is_object())
                for (auto const& [name, one] : all->get_object()) {
                    characters_ += name.size();
                    child(one, std::string(name));
                }
    }

    std::vector<schema_issue> result(std::size_t schemas)
    {
        count(schemas, rules_.schemas, "schemas in one request");
        count(optionals_, rules_.optionals, "members that may be missing");
        count(unions_, rules_.unions, "members of several types, nullable ones among them");
        count(properties_, rules_.properties, "members");
        count(enum_values_, rules_.enum_values, "enum values");
        count(characters_, rules_.characters, "characters of names and enum values");
        count(length_, rules_.length, "characters as it is sent");
        return std::move(found_);
    }

private:
    void say(std::string member, std::string message, bool in_tools = false)
    {
        schema_issue one{std::move(member), std::move(message), in_tools};
        if (std::ranges::find(found_, one) == found_.end())
            found_.push_back(std::move(one));
    }

    void count(std::size_t have, std::size_t limit, std::string_view counted)
    {
        if (have > limit)
            say("",
                "has " + std::to_string(have) + " " + std::string(counted) + ", and " + std::to_string(limit)
                    + " are the limit");
    }

    void child(json::value const& schema, std::string const& at)
    {
        if (auto const* object = schema.if_object())
            node(*object, at);
        else if (rules_.typed && schema.is_bool())
            say(at, "is a boolean schema, which is not accepted");
    }

    void node(json::object const& schema, std::string const& at)
    {
        keywords(schema, at);
        if (rules_.typed && !says_type(schema))
            say(at, "can be any JSON, and only members with a type are accepted");
        if (schema.contains("anyOf") || schema.contains("oneOf") || list_of(schema, "type") != nullptr)
            ++unions_;
        if (!rules_.type_lists && list_of(schema, "type") != nullptr)
            say(at, "has a list of types, which is not accepted");
        values(schema, at);
        if (is_object_type(schema))
            object(schema, at);

        for (auto const& [key, value] : schema) {
            if (key == "items" || key == "additionalProperties") {
                if (value.is_object() || key == "items")
                    child(value, at + (key == "items" ? "[]" : "{}"));
            } else if (key == "prefixItems" || key == "anyOf" || key == "oneOf" || key == "allOf") {
                if (auto const* all = value.if_array())
                    for (auto const& one : *all)
                        child(one, key == "prefixItems" ? at + "[]" : at);
            } else if (key == "$ref") {
                reference(value, at);
            }
        }
    }

    void keywords(json::object const& schema, std::string const& at)
    {
        for (auto const& [key, value] : schema) {
            if (key == "$ref" && !takes_keyword(rules_, key)) {
                say(at, "refers to another schema, or recurs, and references are not accepted");
            } else if (!takes_keyword(rules_, key)) {
                say(at, "needs the keyword " + std::string(key) + ", which is not accepted");
            } else if (key == "format" && value.is_string() && !takes_format(rules_, value.get_string())) {
                say(at, "has the format " + std::string(value.get_string()) + ", which is not accepted");
            } else if (key == "pattern" && value.is_string() && !takes_pattern(rules_, value.get_string())) {
                say(at, "has a pattern of a kind that is not accepted: " + std::string(value.get_string()));
            } else if (rules_.repetitions != dialect_rules::any && counts_repetitions(key) && value.is_int64()
                && value.get_int64() > static_cast<std::int64_t>(rules_.repetitions)) {
                say(at, "has " + std::string(key) + " over " + std::to_string(rules_.repetitions));
            } else if (key == "minItems" && value.is_int64() && rules_.min_items != dialect_rules::any
                && value.get_int64() > static_cast<std::int64_t>(rules_.min_items)) {
                say(at, "has minItems over " + std::to_string(rules_.min_items));
            }
        }
        if (rules_.lone_ref && schema.contains("$ref") && std::ranges::any_of(schema, [](auto const& one) {
                return !one.key().starts_with('$') && one.key() != "title";
            }))
            say(at, "has words beside a $ref, which is not accepted");
    }

    void values(json::object const& schema, std::string const& at)
    {
        if (auto const* only = schema.if_contains("const"); only != nullptr && only->is_string())
            characters_ += only->get_string().size();
        auto const* all = list_of(schema, "enum");
        if (all == nullptr)
            return;
        enum_values_ += all->size();
        std::size_t size = 0;
        for (auto const& one : *all)
            if (one.is_string())
                size += one.get_string().size();
        characters_ += size;
        if (all->size() > rules_.large_enum && size > rules_.large_enum_characters)
            say(at,
                "has an enum of " + std::to_string(size) + " characters, and "
                    + std::to_string(rules_.large_enum_characters) + " are the limit");
    }

    void object(json::object const& schema, std::string const& at)
    {
        if (rules_.closed) {
            auto const* more = schema.if_contains("additionalProperties");
            if (more != nullptr && more->is_object())
                say(at, "is a map, and only objects whose members are all named are accepted");
            else if (more == nullptr || !more->is_bool() || more->get_bool())
                say(at, "must have additionalProperties false");
        }
        if (!takes_keyword(rules_, "additionalProperties") && !schema.contains("properties"))
            say(at, "is a map, and only objects whose members are all named are accepted");
        auto const* members = schema.if_contains("properties");
        if (members == nullptr || !members->is_object())
            return;
        auto const* required = list_of(schema, "required");
        if (rules_.some_required && (required == nullptr || required->empty()))
            say(at, "has no required member, and one at least must be");
        properties_ += members->get_object().size();
        for (auto const& [name, one] : members->get_object()) {
            auto const place = at.empty() ? std::string(name) : at + "." + std::string(name);
            characters_ += name.size();
            if (rules_.plain_names && !is_plain_name(name)) // of a tool's schema, the service looks at the root alone
                say(place, "has a name that is not accepted: only letters, digits, '_', '.' and '-' are, at most 64",
                    at.empty());
            if (required == nullptr || std::ranges::find(*required, json::value(name)) == required->end()) {
                ++optionals_;
                if (rules_.optional == optional_form::null)
                    say(place, "may be missing, and every member must be required");
            }
            child(one, place);
        }
    }

    /// What a reference leads to is looked at once, place it is defined.
    void reference(json::value const& target, std::string const& at)
    {
        if (!target.is_string() || rules_.recursive)
            return;
        std::string const name(target.get_string());
        if (std::ranges::find(cycles_, name) != cycles_.end() || !recurs(name, name, {}))
            return;
        cycles_.push_back(name);
        say(at, "refers to itself by way of " + name.substr(name.rfind('/') + 1) + ", and recursion is not accepted");
    }

    /// How many objects stand inside each other, and the innermost; a cycle counts once.
    std::pair<std::size_t, std::string> deepest(json::value const& schema, std::string const& at)
    {
        auto const* node = schema.if_object();
        if (node == nullptr || rules_.depth == dialect_rules::any)
            return {0, at};
        if (auto const* target = node->if_contains("$ref"); target != nullptr && target->is_string()) {
            std::string const name(target->get_string());
            auto const known = std::ranges::find(depths_, name, [](auto const& one) { return one.first; });
            if (known != depths_.end())
                return {known->second, at};
            auto const* definition = resolve(name);
            if (definition == nullptr)
                return {0, at};
            auto const place = depths_.size();
            depths_.emplace_back(name, 0);
            auto found = deepest(*definition, at);
            depths_[place].second = found.first;
            return found;
        }
        std::pair<std::size_t, std::string> most{0, at};
        auto take = [&](json::value const& inner, std::string const& place) {
            if (auto found = deepest(inner, place); found.first > most.first)
                most = std::move(found);
        };
        for (auto const& [key, value] : *node) {
            if (key == "items" || key == "additionalProperties") {
                take(value, at + (key == "items" ? "[]" : "{}"));
            } else if (key == "properties" && value.is_object()) {
                for (auto const& [name, one] : value.get_object())
                    take(one, at.empty() ? std::string(name) : at + "." + std::string(name));
            } else if (value.is_array() && (key == "anyOf" || key == "oneOf" || key == "allOf")) {
                for (auto const& one : value.get_array())
                    take(one, at);
            }
        }
        most.first += is_object_type(*node) ? 1 : 0;
        return most;
    }

    json::value const* resolve(std::string_view reference) const
    {
        for (std::string_view const group : {"$defs", "definitions"}) {
            auto const prefix = "#/" + std::string(group) + "/";
            if (!reference.starts_with(prefix))
                continue;
            auto const* all = root_->if_contains(group);
            return all != nullptr && all->is_object() ? all->get_object().if_contains(reference.substr(prefix.size()))
                                                      : nullptr;
        }
        return nullptr;
    }

    bool recurs(std::string_view goal, std::string_view from, std::vector<std::string> seen) const
    {
        auto const* definition = resolve(from);
        if (definition == nullptr)
            return from == "#";
        std::vector<std::string> next;
        collect(*definition, next);
        if (std::ranges::find(next, goal) != next.end())
            return true;
        seen.emplace_back(from);
        return std::ranges::any_of(next, [&](std::string const& one) {
            return std::ranges::find(seen, one) == seen.end() && recurs(goal, one, seen);
        });
    }

    static void collect(json::value const& schema, std::vector<std::string>& into)
    {
        if (auto const* list = schema.if_array()) {
            for (auto const& one : *list)
                collect(one, into);
        } else if (auto const* object = schema.if_object()) {
            for (auto const& [key, value] : *object) {
                if (key == "$ref" && value.is_string())
                    into.emplace_back(value.get_string());
                else
                    collect(value, into);
            }
        }
    }

    dialect_rules const& rules_;
    json::object const* root_ = nullptr;
    std::vector<schema_issue> found_;
    std::vector<std::string> cycles_;
    std::vector<std::pair<std::string, std::size_t>> depths_;
    std::size_t optionals_ = 0;
    std::size_t unions_ = 0;
    std::size_t properties_ = 0;
    std::size_t enum_values_ = 0;
    std::size_t characters_ = 0;
    std::size_t length_ = 0;
};

} // namespace

std::vector<schema_issue> schema_issues(std::span<json::object const> schemas, dialect keeping)
{
    if (keeping == dialect::plain)
        return {};
    inspector with(rules_of(keeping));
    for (auto const& one : schemas)
        with.look(one);
    return with.result(schemas.size());
}

std::vector<schema_issue> schema_issues(json::object const& schema, dialect keeping)
{
    return schema_issues(std::span(&schema, 1), keeping);
}

} // namespace coax::detail
