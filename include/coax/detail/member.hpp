// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/literal.hpp>
#include <coax/represent_tag.hpp>

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

// What a member's type is, for the compiler's checks of notes and for choosing a shape.
namespace coax {
class decimal;
class bytes;
} // namespace coax

namespace boost::uuids {
struct uuid;
}

namespace coax::detail {

template <class T>
struct unwrapped {
    using type = T;
};
template <class T>
struct unwrapped<std::optional<T>> : unwrapped<T> {
};
template <class T, class D>
struct unwrapped<std::unique_ptr<T, D>> : unwrapped<T> {
};
template <class T>
struct unwrapped<std::shared_ptr<T>> : unwrapped<T> {
};

/// A class that its owner has told how it stands in JSON: see represent.hpp.
template <class T>
concept represented = std::is_class_v<T> && requires(T const* none)
{
    tag_invoke(represent_tag{}, none);
};

template <class T>
concept is_decimal = std::same_as<T, decimal>;

/// std::filesystem::path.
template <class T>
concept is_path = std::is_class_v<T> && requires(T const& path)
{
    T::preferred_separator;
    path.generic_u8string();
    path.lexically_normal();
};

template <class T>
inline constexpr bool is_literal = false;
template <fixed_string... Text>
inline constexpr bool is_literal<literal<Text...>> = true;

template <class T, class... Of>
inline constexpr bool is_one_of = (std::same_as<T, Of> || ...);

/// A class whose form in JSON coax knows, or its owner has told.
template <class T>
concept has_own_form = represented<T> || is_path<T> || is_one_of<T, decimal, bytes, boost::uuids::uuid>;

template <class T>
concept is_text = std::same_as<T, std::string>;

/// Whole numbers of up to 64 bits, but no characters; and those with a point.
template <class T>
concept is_number = std::floating_point<T> ||(std::integral<T> && sizeof(T) <= sizeof(std::int64_t)
    && !is_one_of<T, bool, char, wchar_t, char8_t, char16_t, char32_t>);

template <class T>
concept is_choice = is_literal<T> || std::is_enum_v<T>;

template <class T>
concept is_container = !is_text<T> && !has_own_form<T> && requires(T const& c)
{
    typename T::value_type;
    c.begin();
    c.size();
};

template <class T>
concept is_container_of_text = is_container<T> && is_text<typename T::value_type>;

template <class M>
struct member_pointer;
template <class C, class T>
struct member_pointer<T C::*> {
    using owner = C;
    using type = T;
};

template <auto Member>
using owner_of = typename member_pointer<std::remove_const_t<decltype(Member)>>::owner;

/// The struct whose fields `Member` counts among: T itself where the member is T's or a base's, else its own.
template <class T, auto Member>
using partial_owner = std::conditional_t<std::is_base_of_v<owner_of<Member>, T>, T, owner_of<Member>>;

template <auto Member>
using noted_type = typename unwrapped<typename member_pointer<std::remove_const_t<decltype(Member)>>::type>::type;

} // namespace coax::detail
