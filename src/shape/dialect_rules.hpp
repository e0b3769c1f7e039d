// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/schema.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace coax::detail {

/// What one provider's schema compiler takes: a row of the table in dialect_rules.cpp.
struct dialect_rules {
    static constexpr std::size_t any = std::numeric_limits<std::size_t>::max();

    /// How a member that may be missing is said.
    enum class optional_form : std::uint8_t {
        as_is,
        left_out, ///< not required; null is not offered
        null, ///< required, and null is offered
    };
    /// Which regular expressions are taken.
    enum class pattern_form : std::uint8_t {
        any,
        regular, ///< without look-around, back-references and \b
        anchored, ///< regular, from ^ to $, without classes such as \d
    };

    std::string_view name;
    std::span<std::string_view const> keywords; ///< empty: every one
    std::span<std::string_view const> formats; ///< empty: every one
    optional_form optional = optional_form::as_is;
    pattern_form pattern = pattern_form::any;
    bool object_root = true; ///< the root says that it is an object, and is no union or reference
    bool closed = false; ///< every object has `additionalProperties: false`
    bool typed = false; ///< every node says its type: no place for any JSON
    bool type_lists = true; ///< "type" may be a list
    bool recursive = true;
    bool lone_ref = false; ///< nothing beside a `$ref`
    bool some_required = false; ///< every object has a required member
    bool plain_names
        = false; ///< members are named of [A-Za-z0-9_.-], at most 64; a tool's own are refused otherwise, too
    bool no_empty_object = false; ///< "properties" may not be empty
    bool openapi = false; ///< upper-case types, `nullable`, `propertyOrdering`

    std::size_t min_items = any; ///< largest `minItems`
    std::size_t repetitions = any; ///< largest `minItems`, `maxItems`, `minLength`, `maxLength`
    std::size_t optionals = any; ///< members that may be missing
    std::size_t unions = any; ///< nodes with `anyOf` or several types
    std::size_t schemas = any; ///< schemas in one request
    std::size_t properties = any;
    std::size_t depth = any; ///< objects inside each other
    std::size_t enum_values = any;
    std::size_t large_enum = any; ///< an enum with more values than this ...
    std::size_t large_enum_characters = any; ///< ... may have so many characters
    std::size_t characters = any; ///< of names, enum and const values
    std::size_t length = any; ///< of the schema as it is sent
};

[[nodiscard]] dialect_rules const& rules_of(dialect which) noexcept;

/// Whether a name is one that `dialect_rules::plain_names` allows.
[[nodiscard]] bool is_plain_name(std::string_view name) noexcept;
/// Whether the keyword bounds a number of repetitions.
[[nodiscard]] bool counts_repetitions(std::string_view keyword) noexcept;
[[nodiscard]] bool takes_keyword(dialect_rules const& rules, std::string_view keyword) noexcept;
[[nodiscard]] bool takes_format(dialect_rules const& rules, std::string_view format) noexcept;
[[nodiscard]] bool takes_pattern(dialect_rules const& rules, std::string_view pattern) noexcept;

} // namespace coax::detail
