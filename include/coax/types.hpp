// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>
#include <coax/type.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

// Types by hand: `coax::type const city = object({{"name", string()}, {"founded", integer().optional()}});`
namespace coax::types {

/// What is to become a type: a schema that is written step by step. Setters return the sketch itself. They do not look
/// at each other; whether all of it makes a type is seen when it becomes one.
class sketch {
public:
    /// From a schema that is there already.
    COAX_DECL explicit sketch(boost::json::object schema);

    /// For the model.
    COAX_DECL sketch& about(std::string_view words);
    COAX_DECL sketch& example(boost::json::value value);

    // Of numbers: at least, more than, at most, less than.
    COAX_DECL sketch& ge(boost::json::value bound);
    COAX_DECL sketch& gt(boost::json::value bound);
    COAX_DECL sketch& le(boost::json::value bound);
    COAX_DECL sketch& lt(boost::json::value bound);
    COAX_DECL sketch& multiple_of(boost::json::value step);
    // Of strings; lengths in Unicode characters, the pattern is searched for.
    COAX_DECL sketch& min_length(std::size_t characters);
    COAX_DECL sketch& max_length(std::size_t characters);
    COAX_DECL sketch& pattern(std::string_view regular_expression);
    // Of lists and maps.
    COAX_DECL sketch& min_items(std::size_t count);
    COAX_DECL sketch& max_items(std::size_t count);
    /// No element twice.
    COAX_DECL sketch& unique();
    /// A member with another name breaks a rule.
    COAX_DECL sketch& closed();
    /// In `object`: the member may be missing.
    COAX_DECL sketch& optional();
    /// In `object`: what the member is when it is missing.
    COAX_DECL sketch& or_value(boost::json::value fallback);

    [[nodiscard]] boost::json::object const& schema() const noexcept { return schema_; }
    [[nodiscard]] bool is_optional() const noexcept { return optional_; }

    /// Throws as `type::from_schema`.
    COAX_DECL operator type() const; // NOLINT(google-explicit-constructor): it is one, written down

private:
    sketch& set(std::string_view keyword, boost::json::value value);
    [[nodiscard]] bool is_object() const;

    boost::json::object schema_;
    bool optional_ = false;
};

[[nodiscard]] COAX_DECL sketch boolean();
[[nodiscard]] COAX_DECL sketch integer();
[[nodiscard]] COAX_DECL sketch number();
[[nodiscard]] COAX_DECL sketch string();
/// A string of a format: "date", "date-time", "time", "email", "uri", "uuid", "ipv4", "ipv6", "hostname".
[[nodiscard]] COAX_DECL sketch string(std::string_view format);
/// Any JSON.
[[nodiscard]] COAX_DECL sketch any();
/// One of these strings.
[[nodiscard]] COAX_DECL sketch choice(std::initializer_list<std::string_view> values);
[[nodiscard]] COAX_DECL sketch choice(std::vector<std::string_view> const& values);
/// T or null.
[[nodiscard]] COAX_DECL sketch nullable(sketch const& inner);
[[nodiscard]] COAX_DECL sketch list(sketch const& element);
/// An object with any names and values of one type.
[[nodiscard]] COAX_DECL sketch map(sketch const& element);
[[nodiscard]] COAX_DECL sketch tuple(std::vector<sketch> const& elements);
/// One of these, which must be told apart by their JSON types, or by a member of all that is a `choice`.
[[nodiscard]] COAX_DECL sketch one_of(std::vector<sketch> const& alternatives);
/// Members in this order. Those that are not `optional` must be there.
[[nodiscard]] COAX_DECL sketch object(std::vector<std::pair<std::string_view, sketch>> const& members);

} // namespace coax::types
