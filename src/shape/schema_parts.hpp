// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/shape.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string_view>

namespace coax::detail {

/// Whole doubles as integers: Boost.JSON prints 1.0 as 1E0, which schema compilers stumble on.
[[nodiscard]] boost::json::value to_json(number const& n);
/// Above what the schema says already.
void add_description(boost::json::object& schema, std::string_view words);
/// What is only told to the model.
void add_words(boost::json::object& schema, rules const& notes);
/// The values that are allowed, where only some are.
[[nodiscard]] boost::json::object among(boost::json::object schema, rules const& notes);
[[nodiscard]] boost::json::object choice_schema(choice_shape const& type);
/// Of a string.
[[nodiscard]] boost::json::object text_schema(rules const& notes);
/// As `format` has it; "" for any.
[[nodiscard]] std::string_view name_of(text_format format) noexcept;

} // namespace coax::detail
