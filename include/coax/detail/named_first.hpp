// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <iterator>
#include <type_traits>

// g++ before 14 copies lambdas and aggregates made inside a `co_await` expression byte by byte and destroys both copies
// (doc/compilers.md). A function cannot see whether its argument was made there; it sees that the argument has no
// name. These traits say which arguments are refused for that; other compilers refuse none.
namespace coax::detail {

#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 14

/// A temporary whose bytes must not be copied.
template <class Arg>
inline constexpr bool owning_temporary
    = !std::is_lvalue_reference_v<Arg> && !std::is_trivially_destructible_v<std::remove_reference_t<Arg>>;

// A base's call operator and this one are ambiguous; so its address cannot be taken where there is a base's.
struct call_probe {
    void operator()();
};
template <class T>
struct with_call_probe : T, call_probe {
};

template <class T>
inline constexpr bool has_call_operator = false;
template <class T>
requires(std::is_class_v<T> && !std::is_final_v<T>) inline constexpr bool has_call_operator<T> = !requires
{
    &with_call_probe<T>::operator();
};

template <class T>
inline constexpr bool owns_function = false;

/// Of what a view is made: other views and functions. What a container holds does not count; those are safe.
template <class T>
inline constexpr bool made_with_function
    = std::is_class_v<T> && !std::is_trivially_destructible_v<T> && (has_call_operator<T> || owns_function<T>);

template <template <class...> class View, class... Part>
requires(!requires {
    typename View<Part...>::allocator_type;
}) inline constexpr bool owns_function<View<Part...>> = (made_with_function<Part> || ...);
template <template <class, auto> class View, class Part, auto Value>
inline constexpr bool owns_function<View<Part, Value>> = made_with_function<Part>;

/// Functions.
template <class Fn>
inline constexpr bool must_be_named = owning_temporary<Fn>;
/// Ranges and streams: those that own a function, and aggregates.
template <class Range>
inline constexpr bool range_must_be_named
    = owning_temporary<
          Range> && (std::is_aggregate_v<std::remove_cvref_t<Range>> || owns_function<std::remove_cvref_t<Range>>);

#else

template <class>
inline constexpr bool must_be_named = false;
template <class>
inline constexpr bool range_must_be_named = false;

#endif

/// To be named in every function template whose result, or who itself, stands in a `co_await` expression.
template <class Fn>
constexpr void function_is_named() noexcept
{
    static_assert(!must_be_named<Fn>,
        "coax: with g++ before 14, a function that owns what it captures is destroyed twice when it is made inside a "
        "co_await expression. Name it first (auto call = [...]...;) and pass the name, or capture by reference. See "
        "doc/compilers.md");
}
template <class Range>
constexpr void range_is_named() noexcept
{
    static_assert(!range_must_be_named<Range>,
        "coax: with g++ before 14, a range that owns a function, or an aggregate, is destroyed twice when it is made "
        "inside a co_await expression. Name it first (auto calls = texts | std::views::transform(...);) and pass the "
        "name, or capture by reference. See doc/compilers.md");
}

} // namespace coax::detail
