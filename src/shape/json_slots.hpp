// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/shape.hpp>

#include <boost/json/value.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

// What is done with a value of a type that is `in_json`: it stands in a `boost::json::value`. Where no type is named,
// `at` points to such a value.
namespace coax::detail::json_slots {

[[nodiscard]] inline boost::json::value& value_at(void* at) noexcept { return *static_cast<boost::json::value*>(at); }

/// Makes it an object, unless it is one.
void open_object(void* at);
void open_array(void* at);
/// The value of the member; null is put there where there is none.
[[nodiscard]] void* member(void* object, std::string_view name);
/// The same for an element.
[[nodiscard]] void* element(void* array, std::size_t index);
void remove_member(void* object, std::string_view name);
[[nodiscard]] bool has_member(void const* object, std::string_view name) noexcept;

void clear_text(void* at);
void append_text(void* at, std::string_view piece);
[[nodiscard]] std::string_view text(void const* at) noexcept;

/// As it was written: a whole number stays one.
void store_number(void* at, number const& value);

// Tables with what they point to.
[[nodiscard]] sequence_shape list_of(shape const* inner);
[[nodiscard]] map_shape map_of(shape const* inner, choice_shape const* keys);
[[nodiscard]] nullable_shape nullable_of(shape const* inner);
[[nodiscard]] variant_shape variant_of(
    std::string_view tag, std::span<shape const* const> alternatives, std::span<std::uint8_t const> kinds);

} // namespace coax::detail::json_slots
