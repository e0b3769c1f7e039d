// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/member.hpp>
#include <coax/detail/rules.hpp>

#include <string_view>
#include <tuple>

namespace coax {

/// Tag of the notes about a type. Write beside the type, where argument-dependent look-up finds it:
///
///     constexpr auto tag_invoke(coax::annotate_tag, ticket const*)
///     {
///         return coax::notes(coax::note<&ticket::confidence>("Confidence score 0-1").ge(0).le(1));
///     }
struct annotate_tag { };

/// Tag of the user's own rule: `void tag_invoke(coax::validate_tag, T const&, coax::violations&)`, beside the type. It
/// is called when a T is complete and its members have passed their own rules; what it throws ends the call.
struct validate_tag { };

} // namespace coax

#include <coax/detail/hooks.hpp>

namespace coax {

/// The notes of T, or of a base of it, are found; and so is its rule. For your own tests, after both: a function in
/// another namespace than its type's is not found, and no compiler can say so.
///
///     static_assert(coax::has_notes<ticket> && coax::has_rule<ticket>);
template <class T>
inline constexpr bool has_notes = detail::annotated<T>;
template <class T>
inline constexpr bool has_rule = detail::validated<T>;

/// What is said about one member. Setters return a changed copy; a bound that does not fit the member's
/// type does not compile. Bounds of an optional member are those of what it holds.
template <auto Member>
class member_note {
    using value_type = detail::noted_type<Member>;

public:
    static constexpr auto subject = Member;
    using owner = detail::owner_of<Member>;

    constexpr explicit member_note(std::string_view text) noexcept { rules_.description = text; }

    /// At least, more than, at most, less than.
    [[nodiscard]] constexpr member_note ge(detail::number bound) const noexcept
    {
        return number(&detail::rules::ge, bound);
    }
    [[nodiscard]] constexpr member_note gt(detail::number bound) const noexcept
    {
        return number(&detail::rules::gt, bound);
    }
    [[nodiscard]] constexpr member_note le(detail::number bound) const noexcept
    {
        return number(&detail::rules::le, bound);
    }
    [[nodiscard]] constexpr member_note lt(detail::number bound) const noexcept
    {
        return number(&detail::rules::lt, bound);
    }
    [[nodiscard]] constexpr member_note multiple_of(detail::number step) const noexcept
    {
        return number(&detail::rules::multiple_of, step);
    }

    /// Unicode characters of a string.
    [[nodiscard]] constexpr member_note min_length(std::size_t characters) const noexcept
    {
        return text(&detail::rules::min_length, characters);
    }
    [[nodiscard]] constexpr member_note max_length(std::size_t characters) const noexcept
    {
        return text(&detail::rules::max_length, characters);
    }
    /// An ECMAScript regular expression that must be found in the string (anchor it with ^ and $ for the whole), tried
    /// on Unicode characters. One that is not well formed is `errc::invalid_option` when the type is first asked for.
    [[nodiscard]] constexpr member_note pattern(std::string_view expression) const noexcept
    {
        return text(&detail::rules::pattern, expression);
    }
    /// A partial shows the string only when it is complete.
    [[nodiscard]] constexpr member_note whole() const noexcept { return text(&detail::rules::whole, true); }

    /// The string, or each string of a container, must stand in `request::source` word for word, white space aside:
    /// one that does not is a violation.
    [[nodiscard]] constexpr member_note quoted() const noexcept
    {
        static_assert(detail::is_text<value_type> || detail::is_container_of_text<value_type>,
            "coax: quoted is about a string or a container of strings, and this member is neither");
        return with(&detail::rules::quoted, true);
    }

    /// Elements of a container.
    [[nodiscard]] constexpr member_note min_items(std::size_t count) const noexcept
    {
        return items(&detail::rules::min_items, count);
    }
    [[nodiscard]] constexpr member_note max_items(std::size_t count) const noexcept
    {
        return items(&detail::rules::max_items, count);
    }

    /// Of a `std::variant` whose alternatives are not told apart by their JSON kind, the first that takes the number or
    /// the string is meant: `std::variant<int, double>`. The variant may stand in an optional or a list.
    [[nodiscard]] constexpr member_note in_order() const noexcept { return with(&detail::rules::in_order, true); }

    /// The member's name in JSON; default its own.
    [[nodiscard]] constexpr member_note rename(std::string_view name) const noexcept
    {
        return with(&detail::rules::rename, name);
    }
    /// Missing or null leaves the member as its struct's default initialiser made it.
    [[nodiscard]] constexpr member_note or_default() const noexcept { return with(&detail::rules::or_default, true); }
    /// A value the member could have, shown to the model; up to four.
    [[nodiscard]] constexpr member_note example(std::string_view value) const
    {
        static_assert(detail::is_text<value_type> || detail::is_choice<value_type>,
            "coax: a string example needs a string, enum or literal member");
        return with_example({value, {}});
    }
    [[nodiscard]] constexpr member_note example(detail::number value) const
    {
        static_assert(detail::is_number<value_type> || detail::is_decimal<value_type>,
            "coax: a number example needs a number member");
        return with_example({{}, value});
    }

    [[nodiscard]] constexpr detail::rules const& rules() const noexcept { return rules_; }

private:
    template <class V>
    constexpr member_note with(V detail::rules::*rule, V value) const noexcept
    {
        auto copy = *this;
        copy.rules_.*rule = value;
        return copy;
    }
    constexpr member_note number(detail::number detail::rules::*rule, detail::number value) const noexcept
    {
        static_assert(detail::is_number<value_type> || detail::is_decimal<value_type>,
            "coax: ge, gt, le, lt and multiple_of bound a number, and this member is not one");
        return with(rule, value);
    }
    template <class V>
    constexpr member_note text(V detail::rules::*rule, V value) const noexcept
    {
        static_assert(detail::is_text<value_type>,
            "coax: min_length, max_length, pattern and whole are about a string, and this member is not one");
        return with(rule, value);
    }
    constexpr member_note items(std::size_t detail::rules::*rule, std::size_t value) const noexcept
    {
        static_assert(detail::is_container<value_type>,
            "coax: min_items and max_items are about a container, and this member is not one");
        return with(rule, value);
    }
    constexpr member_note with_example(detail::example value) const
    {
        auto copy = *this;
        if (copy.rules_.example_count == copy.rules_.examples.size())
            throw "coax: a member has at most four examples";
        copy.rules_.examples[copy.rules_.example_count++] = value;
        return copy;
    }

    detail::rules rules_;
};

/// What is said about one enumerator: its meaning, and its spelling where that differs from its name.
template <auto Enumerator>
class enumerator_note {
public:
    static constexpr auto subject = Enumerator;
    using owner = std::remove_const_t<decltype(Enumerator)>;

    constexpr explicit enumerator_note(std::string_view text) noexcept : description_(text) { }

    /// Its spelling in JSON; default its own name.
    [[nodiscard]] constexpr enumerator_note rename(std::string_view name) const noexcept
    {
        auto copy = *this;
        copy.rename_ = name;
        return copy;
    }
    [[nodiscard]] constexpr std::string_view description() const noexcept { return description_; }
    [[nodiscard]] constexpr std::string_view rename() const noexcept { return rename_; }

private:
    std::string_view description_;
    std::string_view rename_;
};

/// What is said about the type itself, which the model is told.
class type_note {
public:
    using owner = void; // the type is not known

    constexpr explicit type_note(std::string_view text) noexcept : description_(text) { }

    /// A key that the type does not have is a violation; without this it is skipped and listed.
    [[nodiscard]] constexpr type_note closed() const noexcept
    {
        auto copy = *this;
        copy.closed_ = true;
        return copy;
    }
    [[nodiscard]] constexpr std::string_view description() const noexcept { return description_; }
    [[nodiscard]] constexpr bool is_closed() const noexcept { return closed_; }

private:
    std::string_view description_;
    bool closed_ = false;
};

/// A note about the member (`note<&T::m>`) or the enumerator (`note<E::e>`).
template <auto Subject>
[[nodiscard]] constexpr auto note(std::string_view description = {})
{
    if constexpr (std::is_member_object_pointer_v<decltype(Subject)>)
        return member_note<Subject>(description);
    else
        return enumerator_note<Subject>(description);
}

/// A note about the type itself.
[[nodiscard]] constexpr type_note note(std::string_view description) noexcept { return type_note(description); }

/// The notes of a type, to be returned from its `tag_invoke(annotate_tag, T const*)`.
template <class... Note>
[[nodiscard]] constexpr typename detail::notes_tuple<Note...>::type notes(Note... note)
{
    return {note...};
}

} // namespace coax
