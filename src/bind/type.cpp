// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/type.hpp>

#include "bind/json_events.hpp"
#include "bind/value_builder.hpp"
#include "shape/fit.hpp"
#include "shape/schema_fault.hpp"
#include "shape/schema_reader.hpp"
#include "shape/type_difference.hpp"
#include "shape/type_table.hpp"

#include <coax/error.hpp>

#include <boost/json/parse.hpp>

#include <utility>

namespace coax {

namespace {

constexpr std::size_t deepest_text = 512;

std::vector<violation> check_value(detail::shape const& type, boost::json::value const& value)
{
    bind::limits most;
    most.max_depth = deepest_text;
    bind::value_builder to(most);
    boost::json::value copy;
    to.start(type, &copy);
    bind::give_events(value, to);
    return to.violations();
}

/// Each default must be a value of its member.
void check_defaults(detail::type_table const& table)
{
    for (auto const& one : table.defaults)
        if (auto const found = check_value(*one.type, *one.value); !found.empty())
            detail::unkept_schema(one.pointer,
                "is no value of its own schema" + (found.front().pointer.empty() ? "" : ": " + found.front().pointer)
                    + ": it " + found.front().message);
}

} // namespace

type type::from_schema(boost::json::value const& schema, schema_options const& options)
{
    auto table = std::make_shared<detail::type_table>();
    detail::schema_reader(schema, options, *table).read();
    check_defaults(*table);
    return type(std::move(table));
}

type type::parse_schema(std::string_view text, schema_options const& options)
{
    if (text.size() > options.max_bytes)
        detail::malformed_schema("",
            "has " + std::to_string(text.size()) + " bytes; schema_options::max_bytes is "
                + std::to_string(options.max_bytes));
    boost::json::parse_options reading;
    reading.max_depth = deepest_text;
    boost::json::error_code failed;
    auto const schema = boost::json::parse({text.data(), text.size()}, failed, {}, reading);
    if (failed)
        detail::malformed_schema("", "is not JSON: " + failed.message());
    return from_schema(schema, options);
}

type type::of_shape(detail::shape const& from)
{
    schema_options options;
    options.unkept = unkept_keyword::note; // what only C++ checks
    return from_schema(detail::full_schema(from), options);
}

std::vector<std::string> difference(type const& from, type const& to)
{
    return detail::schema_difference(detail::full_schema(detail::type_access::table(from).root()),
        detail::full_schema(detail::type_access::table(to).root()));
}

boost::json::object type::schema(dialect keeping) const { return detail::schema_of(table_->root(), keeping); }

std::vector<violation> type::check(boost::json::value const& value) const { return check_value(table_->root(), value); }

std::vector<std::string> const& type::notes() const noexcept { return table_->noted; }

namespace detail {

target target_for(type const& of, boost::json::value& value) { return type_access::table(of).target_for(value); }

target target_for_many(type const& of, std::deque<boost::json::value>& items)
{
    return type_access::table(of).target_for_many(items);
}

std::shared_ptr<void const> share(type const& of) { return type_access::share(of); }

} // namespace detail

} // namespace coax
