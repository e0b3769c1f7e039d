// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/reflected.hpp>
#include <coax/detail/shape_of.hpp>

#include <boost/describe/bases.hpp>
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/describe/members.hpp>

#include <array>
#include <limits>
#include <span>
#include <type_traits>
#include <utility>

namespace coax::detail {

template <class>
inline constexpr bool is_notes = false;
template <class... Note>
inline constexpr bool is_notes<std::tuple<Note...>> = true;

template <class T>
constexpr auto notes_of()
{
    if constexpr (annotated<T>) {
        using found = std::remove_cvref_t<decltype(tag_invoke(annotate_tag{}, static_cast<T const*>(nullptr)))>;
        static_assert(is_notes<found>,
            "coax: tag_invoke(coax::annotate_tag, T const*) returns what coax::notes(...) made of the notes");
        if constexpr (is_notes<found>)
            return tag_invoke(annotate_tag{}, static_cast<T const*>(nullptr));
        else
            return std::tuple<>();
    } else {
        return std::tuple<>();
    }
}

template <std::size_t N>
constexpr bool all_differ(std::array<std::string_view, N> const& names) noexcept
{
    for (std::size_t i = 0; i < N; ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (names[i] == names[j])
                return false;
    return true;
}

/// Whether a note is about this member or enumerator.
template <auto Subject, class Note>
constexpr bool is_about(Note const&) noexcept
{
    if constexpr (!requires { Note::subject; })
        return false;
    else if constexpr (std::is_same_v<decltype(Note::subject), decltype(Subject) const>)
        return Note::subject == Subject;
    else
        return false;
}

template <class T>
constexpr type_note about_type()
{
    type_note found("");
#if defined(__cpp_impl_reflection)
    constexpr auto annotated = annotation_of(^^T);
    found = type_note(text_of(annotated.description_));
    if (annotated.closed_)
        found = found.closed();
#endif
    std::apply(
        [&found](auto const&... one) {
            (
                [&found](auto const& n) {
                    if constexpr (std::is_same_v<decltype(n), type_note const&>)
                        found = n;
                }(one),
                ...);
        },
        notes_of<T>());
    return found;
}

/// Only a described struct has its rule called.
template <class T>
constexpr bool calls_rules_of()
{
    static_assert(!rule_in_vain<T>,
        "coax: the rule of this type is never called. Only those of described structs are: write it for the struct "
        "that has the member");
    return true;
}

// ---- enums

template <class E>
using enumerators = typename enumerator_list<E>::type;

template <class E, class List>
struct enum_tables;
template <class E, template <class...> class List, class... D>
struct enum_tables<E, List<D...>> {
    template <class One>
    static constexpr std::string_view annotation(bool spelling)
    {
        std::string_view found = spelling ? std::string_view(One::name) : std::string_view();
#if defined(__cpp_impl_reflection)
        constexpr auto annotated = enumerator_annotation<One::value>();
        auto const words = text_of(spelling ? annotated.rename_ : annotated.description_);
        found = words.empty() ? found : words;
#endif
        std::apply(
            [&](auto const&... note) {
                (
                    [&](auto const& n) {
                        if constexpr (requires {
                                          n.rename();
                                          n.description();
                                      }) {
                            if (is_about<One::value>(n)) {
                                auto const words = spelling ? n.rename() : n.description();
                                if (!words.empty())
                                    found = words;
                            }
                        }
                    }(note),
                    ...);
            },
            notes_of<E>());
        return found;
    }
    static constexpr std::array<std::string_view, sizeof...(D)> spellings{annotation<D>(true)...};
    static constexpr std::array<std::string_view, sizeof...(D)> descriptions{annotation<D>(false)...};
    static constexpr std::array<E, sizeof...(D)> values{D::value...};
    template <class Note>
    static constexpr bool has(Note const& note) noexcept
    {
        return (is_about<D::value>(note) || ...);
    }
    static constexpr bool notes_fit = std::apply([](auto const&... note) { return (has(note) && ...); }, notes_of<E>());
};

template <class E>
requires(
    std::is_enum_v<E> && (boost::describe::has_describe_enumerators<E>::value || reflected_enum<E>)) struct shaper<E> {
    using tables = enum_tables<E, enumerators<E>>;
    static_assert(
        !annotated_otherwise<E>, "coax: notes are found by a pointer; write tag_invoke(coax::annotate_tag, E const*)");
    static_assert(annotated<E> || !notes_are_written<E>,
        "coax: the notes about this enum are not found. Write them beside it, in the same namespace: constexpr auto "
        "tag_invoke(coax::annotate_tag, E const*)");
    static_assert(calls_rules_of<E>());
    static_assert(tables::notes_fit,
        "coax: the notes of an enum are about its enumerators; what they name must be in BOOST_DESCRIBE_ENUM");
    static_assert(all_differ(tables::spellings), "coax: two enumerators have the same spelling in JSON");
    static void store(void* to, std::size_t index) { *static_cast<E*>(to) = tables::values[index]; }
    static std::size_t load(void const* from)
    {
        std::size_t at = 0;
        while (at < tables::values.size() && tables::values[at] != *static_cast<E const*>(from))
            ++at;
        return at;
    }
    static constexpr choice_shape value{tables::spellings, tables::descriptions, &store, &load};
};

// ---- structs

template <class T>
using members = typename member_list<T>::type;

template <class T>
concept described
    = std::is_class_v<T> && !std::is_union_v<
          T> && !represented<T> && (boost::describe::has_describe_members<T>::value || reflected_class<T>);

/// One member of a described struct; a compiler's message about its type names it by way of `Member`.
template <class Record, auto Member>
struct described_member {
    using pointer = member_pointer<std::remove_const_t<decltype(Member)>>;

    static void* access(void* record)
    {
        return &(static_cast<typename pointer::owner*>(static_cast<Record*>(record))->*Member);
    }
    static constexpr shape const* type = &shaper<typename pointer::type>::value;
    /// The same where the member is noted `in_order`.
    static constexpr shape const* ordered = &ordered_shaper<typename pointer::type>::value;

    static void reset_now(void* record)
    {
        Record fresh{};
        *static_cast<typename pointer::type*>(access(record))
            = std::move(*static_cast<typename pointer::type*>(access(&fresh)));
    }
    static constexpr auto reset() -> void (*)(void*)
    {
        if constexpr (std::is_default_constructible_v<Record> && std::is_move_assignable_v<typename pointer::type>)
            return &reset_now;
        else
            return nullptr;
    }

    static constexpr rules noted()
    {
        constexpr auto found = annotation();
        using value_type = noted_type<Member>;
        if constexpr (is_number<value_type>)
            static_assert(found.can_be_kept(static_cast<long double>(std::numeric_limits<value_type>::lowest()),
                              static_cast<long double>(std::numeric_limits<value_type>::max())),
                "coax: no value of this member can keep its bounds, or multiple_of is not above 0");
        else if constexpr (is_decimal<value_type>)
            static_assert(
                found.can_be_kept(std::numeric_limits<long double>::lowest(), std::numeric_limits<long double>::max()),
                "coax: no value of this member can keep its bounds, or multiple_of is not above 0");
        else
            static_assert(found.can_be_kept(0, 0), "coax: no value of this member can keep its bounds");
        if constexpr (is_choice<value_type>)
            static_assert(examples_are_among(found, shaper<value_type>::value.spellings),
                "coax: an example of this member is not one of its choices");
        return found;
    }

private:
    static constexpr rules annotation()
    {
        rules found;
#if defined(__cpp_impl_reflection)
        found = annotated_rules<Member>();
#endif
        // A base's own notes hold unless the derived struct says something about the member itself.
        if constexpr (!std::is_same_v<Record, typename pointer::owner>)
            find(found, notes_of<typename pointer::owner>());
        find(found, notes_of<Record>());
        return found;
    }
    static constexpr bool examples_are_among(rules const& found, std::span<std::string_view const> spellings)
    {
        for (std::size_t i = 0; i < found.example_count; ++i) {
            bool among = false;
            for (auto const one : spellings)
                among = among || one == found.examples[i].text;
            if (!among)
                return false;
        }
        return true;
    }
    template <class... Note>
    static constexpr void find(rules& found, std::tuple<Note...> const& notes)
    {
        std::apply(
            [&found](auto const&... one) {
                (
                    [&found](auto const& n) {
                        if constexpr (requires { n.rules(); }) {
                            if (is_about<Member>(n))
                                found = n.rules();
                        }
                    }(one),
                    ...);
            },
            notes);
    }
};

template <class Record, class List>
struct record_fields;
template <class Record, template <class...> class List, class... D>
struct record_fields<Record, List<D...>> {
    template <class One>
    static constexpr field make()
    {
        using member = described_member<Record, One::pointer>;
        constexpr auto notes = member::noted();
        shape const* type = nullptr;
        if constexpr (notes.in_order)
            type = member::ordered;
        else
            type = member::type;
        field made{notes.rename.empty() ? std::string_view(One::name) : notes.rename, type, &member::access, notes};
        made.reset = member::reset();
        return made;
    }
    static constexpr std::size_t count = sizeof...(D);
    static constexpr std::array<field, count> all{make<D>()...};
    static constexpr bool names_differ() noexcept
    {
        std::array<std::string_view, count> names;
        for (std::size_t i = 0; i < count; ++i)
            names[i] = all[i].name;
        return all_differ(names);
    }

    /// Position of a member, or the number of members where it is not described.
    template <auto Member>
    static constexpr std::size_t index_of()
    {
        std::size_t at = 0;
        bool found = false;
        ((found = found || same<Member, D::pointer>(), at += found ? 0 : 1), ...);
        return at;
    }

private:
    template <auto A, auto B>
    static constexpr bool same() noexcept
    {
        if constexpr (std::is_same_v<decltype(A), decltype(B)>)
            return A == B;
        else
            return false;
    }
};

template <class T>
using fields_of = record_fields<T, members<T>>;

template <class T>
constexpr bool notes_fit()
{
    return std::apply(
        [](auto const&... one) {
            return ([](auto const& n) {
                if constexpr (requires { n.rules(); })
                    return fields_of<T>::template index_of<std::remove_cvref_t<decltype(n)>::subject>()
                        < fields_of<T>::count;
                else
                    return std::is_same_v<decltype(n), type_note const&>;
            }(one)
                && ...);
        },
        notes_of<T>());
}

/// A struct's name without namespaces, as the compiler spells it.
template <class T>
constexpr std::string_view type_name() noexcept
{
    std::string_view name = __PRETTY_FUNCTION__;
    auto const from = name.find("T = ") + 4;
    name = name.substr(from, name.find_first_of(";]", from) - from);
    if (auto const arguments = name.find('<'); arguments != std::string_view::npos)
        name = name.substr(0, arguments);
    if (auto const scope = name.rfind("::"); scope != std::string_view::npos)
        name = name.substr(scope + 2);
    return name;
}

template <described T>
struct shaper<T> {
    static void check(void const* record, violations& found)
    {
        tag_invoke(validate_tag{}, *static_cast<T const*>(record), found);
    }
    static constexpr auto checker() -> void (*)(void const*, violations&)
    {
        static_assert(
            std::is_default_constructible_v<T>, "coax: a struct that is filled in must be default constructible");
        static_assert(!annotated_otherwise<T>,
            "coax: notes are found by a pointer; write tag_invoke(coax::annotate_tag, T const*)");
        static_assert(annotated<T> || !notes_are_written<T>,
            "coax: the notes about this struct are not found. Write them beside it, in the same namespace: constexpr "
            "auto tag_invoke(coax::annotate_tag, T const*). If they are a derived struct's, give this one notes of "
            "its own: coax::notes()");
        static_assert(!validated_otherwise<T>,
            "coax: a rule is called as tag_invoke(coax::validate_tag, T const&, coax::violations&); write it so");
        static_assert(validated<T> || rules_of_bases<T> < 2,
            "coax: two bases of this struct have a rule, and it has none; write one that calls both");
        static_assert(
            notes_fit<T>(), "coax: a note is about a member that is not described; add it to BOOST_DESCRIBE_STRUCT");
        static_assert(fields_of<T>::names_differ(), "coax: two members have the same name in JSON; rename one");
        if constexpr (validated<T>) {
            static_assert(std::is_void_v<rule_result<T>>,
                "coax: a rule returns nothing; what is wrong goes into coax::violations. A rule that waits is a "
                "coax::check");
            return &check;
        } else {
            return nullptr;
        }
    }
    static constexpr record_shape value{
        type_name<T>(), about_type<T>().description(), fields_of<T>::all, about_type<T>().is_closed(), checker()};
};

} // namespace coax::detail
