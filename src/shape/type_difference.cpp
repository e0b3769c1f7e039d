// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/type_difference.hpp"

#include "shape/pointer.hpp"
#include "json/json_equality.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace coax::detail {

namespace {

namespace json = boost::json;

constexpr std::string_view definitions = "#/$defs/";

class comparison {
public:
    comparison(json::object const& from, json::object const& to) : from_(from), to_(to) { }

    std::vector<std::string> run()
    {
        compare(from_, to_, "");
        return std::move(found_);
    }

private:
    /// The schema that is meant, behind references.
    static json::object const& meant(json::object const& schema, json::object const& root)
    {
        auto const* at = &schema;
        while (auto const* reference = at->if_contains("$ref")) {
            auto name = std::string_view(reference->get_string().data(), reference->get_string().size());
            name.remove_prefix(std::min(name.size(), definitions.size()));
            at = &root.at("$defs").as_object().at(name).as_object();
        }
        return *at;
    }

    static json::object const& members_of(json::object const& schema)
    {
        static json::object const none;
        auto const* const members = schema.if_contains("properties");
        return members != nullptr ? members->as_object() : none;
    }

    static bool requires_member(json::object const& schema, std::string_view name)
    {
        auto const* const all = schema.if_contains("required");
        return all != nullptr
            && std::ranges::any_of(all->as_array(), [&](auto const& one) { return one.as_string() == name; });
    }

    void say(std::string const& pointer, std::string const& words)
    {
        found_.push_back((pointer.empty() ? "the value" : pointer) + " " + words);
    }

    void compare(json::object const& a, json::object const& b, std::string const& pointer)
    {
        auto const& was = meant(a, from_);
        auto const& is = meant(b, to_);
        if (!compared_.insert({&was, &is}).second)
            return;
        for (auto const& [key, value] : was)
            compare_keyword({key.data(), key.size()}, &value, is.if_contains(key), pointer);
        for (auto const& [key, value] : is)
            if (!was.contains(key))
                compare_keyword({key.data(), key.size()}, nullptr, &value, pointer);
        compare_members(was, is, pointer);
    }

    void compare_keyword(
        std::string_view key, json::value const* was, json::value const* is, std::string const& pointer)
    {
        if (key == "properties" || key == "required" || key == "$defs")
            return;
        bool const schemas = was != nullptr && is != nullptr && was->is_object() && is->is_object();
        if (schemas && (key == "items" || key == "additionalProperties"))
            return compare(was->get_object(), is->get_object(), pointer + "/*");
        bool const lists = was != nullptr && is != nullptr && was->is_array() && is->is_array()
            && was->get_array().size() == is->get_array().size();
        if (lists && (key == "prefixItems" || key == "anyOf")) {
            for (std::size_t i = 0; i < was->get_array().size(); ++i)
                compare(was->get_array()[i].as_object(), is->get_array()[i].as_object(),
                    key == "anyOf" ? pointer : pointer + "/" + std::to_string(i));
            return;
        }
        std::string const name(key);
        if (was == nullptr)
            say(pointer, "has " + name + " " + json::serialize(*is) + " now");
        else if (is == nullptr)
            say(pointer, "has no " + name + " any more; it was " + json::serialize(*was));
        else if (!coax::json::equal(*was, *is))
            say(pointer, "has " + name + " " + json::serialize(*is) + " and had " + json::serialize(*was));
    }

    void compare_members(json::object const& was, json::object const& is, std::string const& pointer)
    {
        auto const at = [&](std::string_view name) {
            auto place = pointer;
            append_token(place, name);
            return place;
        };
        for (auto const& [key, schema] : members_of(was)) {
            std::string_view const name(key.data(), key.size());
            auto const* const other = members_of(is).if_contains(name);
            if (other == nullptr) {
                say(at(name), "is gone");
                continue;
            }
            bool const must = requires_member(is, name);
            if (must != requires_member(was, name))
                say(at(name), must ? "must be there now" : "may be missing now");
            compare(schema.as_object(), other->as_object(), at(name));
        }
        for (auto const& [key, schema] : members_of(is)) {
            std::string_view const name(key.data(), key.size());
            if (!members_of(was).contains(name))
                say(at(name), requires_member(is, name) ? "is new, and must be there" : "is new, and may be missing");
        }
    }

    json::object const& from_;
    json::object const& to_;
    std::vector<std::string> found_;
    std::set<std::pair<json::object const*, json::object const*>> compared_;
};

} // namespace

std::vector<std::string> schema_difference(json::object const& from, json::object const& to)
{
    return comparison(from, to).run();
}

} // namespace coax::detail
