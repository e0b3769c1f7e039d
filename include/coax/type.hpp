// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>
#include <coax/schema.hpp>
#include <coax/schema_options.hpp>
#include <coax/violation.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace coax {

namespace detail {
class type_table;
struct type_access;
} // namespace detail

/// A type that is known only at run time. Its values are `boost::json::value`s: objects keep their members in the order
/// in which the model wrote them, and a member that did not come is not there, unless the schema has a default for it.
/// It is read, checked, repaired and shown while it grows by the same tables as a described struct.
///
/// A cheap handle: copies share one table, which never changes. Safe to use from any thread.
class type {
public:
    /// The type of what a JSON Schema (2020-12) allows. Takes all types and lists of them, `properties`, `required`,
    /// `additionalProperties`, `propertyNames` (an enum), `items`, `prefixItems`, `enum`, `const`, `anyOf` and `oneOf`
    /// where the alternatives can be told apart, `allOf`, `$ref` within the schema, bounds, lengths, `pattern`,
    /// `uniqueItems`, `format` (date, date-time, time, email, uri, uuid, ipv4, ipv6, hostname), `default`,
    /// `description` and `examples`; doc/runtime-types.md has the details. What is said of no type in particular is
    /// taken to be about the type of its keywords.
    ///
    /// Throws `coax::error`, whose message has the JSON pointer of the keyword: `errc::invalid_option` where it is no
    /// schema, `errc::unsupported_schema` where coax cannot keep a keyword, no value can keep the schema, alternatives
    /// cannot be told apart, or a limit of the options is passed.
    [[nodiscard]] COAX_DECL static type from_schema(
        boost::json::value const& schema, schema_options const& options = {});

    /// The same for the schema as JSON text. Also throws `errc::invalid_option` where it is no JSON or longer than
    /// `schema_options::max_bytes`.
    [[nodiscard]] COAX_DECL static type parse_schema(std::string_view text, schema_options const& options = {});

    /// The type whose values a described struct reads and writes, or whatever else a member may be. Rules that are
    /// functions, and notes that no keyword says (`quoted`, `whole`), are not in it. Throws
    /// `errc::unsupported_schema` where a variant tries its alternatives one after another.
    template <class T>
    [[nodiscard]] static type of()
    {
        return of_shape(*detail::shape_of<T>());
    }

    /// The schema that is sent. It says what this type is in a normal form, and is not the text that the type was made
    /// from. A type that is no object stands in an object, as its member `value`. Throws `errc::unsupported_schema`
    /// where the dialect has no way to say it.
    [[nodiscard]] COAX_DECL boost::json::object schema(dialect keeping = dialect::plain) const;

    /// What is wrong with a value; empty where it is one of this type. A string, a number or an object is taken as it
    /// is: nothing is repaired.
    [[nodiscard]] COAX_DECL std::vector<violation> check(boost::json::value const& value) const;

    /// JSON pointers, into the schema that the type was made from, of the keywords that are only told to the model:
    /// those that `unkept_keyword::note` let pass.
    [[nodiscard]] COAX_DECL std::vector<std::string> const& notes() const noexcept;

private:
    COAX_DECL static type of_shape(detail::shape const& from);

    friend struct detail::type_access;
    explicit type(std::shared_ptr<detail::type_table const> table) noexcept : table_(std::move(table)) { }

    std::shared_ptr<detail::type_table const> table_;
};

/// What `to` says otherwise than `from`, one sentence each, with the JSON pointer of the place in a value ("*" is any
/// element of a list or a map); empty where they say the same. Safe from any thread.
[[nodiscard]] COAX_DECL std::vector<std::string> difference(type const& from, type const& to);

namespace detail {
/// For the library: the tables of a type.
struct type_access {
    static type_table const& table(type const& of) noexcept { return *of.table_; }
    static std::shared_ptr<type_table const> share(type const& of) noexcept { return of.table_; }
    static type make(std::shared_ptr<type_table const> table) { return type(std::move(table)); }
};
} // namespace detail

} // namespace coax
