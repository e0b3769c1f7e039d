// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <concepts>
#include <tuple>
#include <type_traits>

// Which of the user's `tag_invoke` functions are found, and which look like notes or a rule but are never called: those
// must not be passed over in silence.
namespace coax {

struct annotate_tag;
struct validate_tag;
class violations;

namespace detail {

template <class T>
concept annotated = requires(T const* none)
{
    tag_invoke(annotate_tag{}, none);
};

template <class T>
concept validated = requires(T const& value, violations& found)
{
    tag_invoke(validate_tag{}, value, found);
};

/// An argument of exactly this type; a temporary where `A` is no reference.
template <class A>
A argument() noexcept;

/// Becomes a reference to anything.
struct reference_to_anything {
    template <class U>
    operator U&() const; // NOLINT(google-explicit-constructor)
};

/// Becomes a reference to a T and to nothing else, not even to a base of T.
template <class T>
struct reference_to_exactly {
    template <class U>
    requires std::same_as<U const, T const>
    operator U&() const; // NOLINT(google-explicit-constructor)
};

/// Becomes nothing, and is found where T is.
template <class T>
struct beside {
};

template <class... A>
concept hooked = requires
{
    tag_invoke(argument<A>()...);
};

/// Notes of a T in any form.
template <class T>
concept annotated_otherwise
    = !annotated<
          T> && (hooked<annotate_tag&, T&> || hooked<annotate_tag&, T> || hooked<annotate_tag&, T*> || hooked<T*, annotate_tag&>);

/// A rule about a T in any form: of any third parameter, none, or another order.
template <class Subject>
concept rule_about
    = hooked<validate_tag&, Subject, violations> || hooked<validate_tag&, Subject, violations*> || hooked<validate_tag&,
        Subject, reference_to_anything> || hooked<validate_tag&, Subject> || hooked<validate_tag&, violations&,
        Subject> || hooked<Subject, validate_tag&, violations&> || hooked<annotate_tag&, Subject, violations&>;

template <class T>
concept validated_otherwise = !validated<T> && (rule_about<T&> || rule_about<T> || rule_about<T*>);

/// A rule for a T itself, where rules are not called: no conversion leads to it, and it is no template for all types.
template <class T>
concept rule_in_vain
    = hooked<validate_tag&, reference_to_exactly<T>, violations&> && !hooked<validate_tag&, beside<T>, violations&>;

// Notes that stand in another namespace than their type are not found by any look-up. But they name members of the
// type, and to write `notes(note<&T::member>())` defines a function, which the table of T looks for.

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-template-friend"
#endif
template <class T>
struct notes_of_members {
    friend constexpr auto are_written(notes_of_members<T>);
};
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

template <class T>
struct defines_are_written {
    friend constexpr auto are_written(notes_of_members<T>) { return true; }
};

/// Somewhere above there are notes that are about members of T alone.
template <class T>
inline constexpr bool notes_are_written = requires
{
    requires are_written(notes_of_members<T>());
};

/// The one type that all of these are, those that are void left out; else void.
template <class Seen, class... Owner>
struct sole_owner {
    using type = Seen;
};
template <class Seen, class Next, class... Owner>
struct sole_owner<Seen, Next, Owner...>
    : std::conditional_t<std::is_void_v<Next> || std::is_same_v<Seen, Next>, sole_owner<Seen, Owner...>,
          std::conditional_t<std::is_void_v<Seen>, sole_owner<Next, Owner...>, std::type_identity<void>>> {
};

/// The tuple of notes. To name it marks the type that all of them are about.
template <class... Note>
struct notes_tuple : defines_are_written<typename sole_owner<void, typename Note::owner...>::type> {
    using type = std::tuple<Note...>;
};

/// What the rule of a T returns, and what its notes are.
template <class T>
using rule_result = decltype(tag_invoke(argument<validate_tag>(), argument<T const&>(), argument<violations&>()));

} // namespace detail
} // namespace coax
