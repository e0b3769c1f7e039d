// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/schema_node.hpp"

#include "text/cut.hpp"

#include <boost/json/serialize.hpp>

#include <cmath>

namespace coax::detail {

namespace {

namespace json = boost::json;

json::object const& no_keywords()
{
    static json::object const none;
    return none;
}

std::string shortened(json::value const& value)
{
    constexpr std::size_t most = 80;
    auto const all = json::serialize(value);
    return all.size() <= most ? all : std::string(text::cut(all, most)) + "...";
}

} // namespace

schema_node::schema_node(json::value const& schema, std::string pointer)
    : keywords_(schema.is_object() ? &schema.get_object() : &no_keywords()),
      pointer_(std::move(pointer)),
      false_(schema.is_bool() && !schema.get_bool())
{
    if (!schema.is_object() && !schema.is_bool())
        malformed_schema(pointer_, "must be an object with keywords, or true or false, but is " + shortened(schema));
}

void schema_node::wrong(std::string_view keyword, std::string_view wanted) const
{
    malformed_schema(at(keyword), "must be " + std::string(wanted) + ", but is " + shortened(keywords_->at(keyword)));
}

std::string_view schema_node::text(std::string_view keyword) const
{
    auto const* const found = find(keyword);
    if (found == nullptr)
        return {};
    if (!found->is_string())
        wrong(keyword, "a string");
    return {found->get_string().data(), found->get_string().size()};
}

bool schema_node::flag(std::string_view keyword) const
{
    auto const* const found = find(keyword);
    if (found != nullptr && !found->is_bool())
        wrong(keyword, "true or false");
    return found != nullptr && found->get_bool();
}

number schema_node::bound(std::string_view keyword) const
{
    auto const* const found = find(keyword);
    if (found == nullptr)
        return {};
    if (auto const* integer = found->if_int64())
        return *integer;
    if (auto const* natural = found->if_uint64())
        return *natural;
    if (!found->is_double() || !std::isfinite(found->get_double()))
        wrong(keyword, "a number");
    return found->get_double();
}

std::optional<std::size_t> schema_node::count(std::string_view keyword) const
{
    constexpr double most = 0x1p53;
    auto const* const found = find(keyword);
    if (found == nullptr)
        return std::nullopt;
    if (auto const* integer = found->if_int64(); integer != nullptr && *integer >= 0)
        return static_cast<std::size_t>(*integer);
    if (auto const* natural = found->if_uint64())
        return static_cast<std::size_t>(*natural);
    auto const* const real = found->if_double();
    if (real == nullptr || *real < 0 || *real > most || std::trunc(*real) != *real)
        wrong(keyword, "a whole number of at least 0");
    return static_cast<std::size_t>(*real);
}

json::array const* schema_node::list(std::string_view keyword) const
{
    auto const* const found = find(keyword);
    if (found != nullptr && !found->is_array())
        wrong(keyword, "an array");
    return found != nullptr ? &found->get_array() : nullptr;
}

json::object const* schema_node::members(std::string_view keyword) const
{
    auto const* const found = find(keyword);
    if (found != nullptr && !found->is_object())
        wrong(keyword, "an object");
    return found != nullptr ? &found->get_object() : nullptr;
}

schema_node schema_node::child(std::string_view keyword, std::string_view name) const
{
    return {keywords_->at(keyword).as_object().at(name), below(at(keyword), name)};
}

schema_node schema_node::child(std::string_view keyword, std::size_t position) const
{
    return {keywords_->at(keyword).as_array().at(position), below(at(keyword), std::to_string(position))};
}

} // namespace coax::detail
