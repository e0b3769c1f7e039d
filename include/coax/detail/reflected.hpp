// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/annotate.hpp>
#include <coax/annotation.hpp>
#include <coax/detail/member.hpp>

#include <boost/describe/bases.hpp>
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/describe/members.hpp>
#include <boost/json/fwd.hpp>

#if defined(__cpp_impl_reflection)
#include <meta>
#include <vector>
#endif

// What a compiler with C++26's reflection knows without Boost.Describe, in the form that Boost.Describe gives it.
namespace coax::detail {

template <class List>
inline constexpr std::size_t rules_in = 0;
template <template <class...> class List, class... D>
inline constexpr std::size_t rules_in<List<D...>> = (std::size_t(0) + ... + std::size_t(validated<typename D::type>));
/// Bases of T that have a rule.
template <class T>
inline constexpr std::size_t rules_of_bases
    = rules_in<boost::describe::describe_bases<T, boost::describe::mod_any_access>>;

// The formatter does not know this syntax.
// clang-format off
#if defined(__cpp_impl_reflection)

inline constexpr auto all_access = std::meta::access_context::unchecked();

template <std::meta::info Member>
struct reflected_member {
    static constexpr auto pointer = &[:Member:];
    static constexpr char const* name = std::define_static_string(std::meta::identifier_of(Member));
};
template <std::meta::info Enumerator>
struct reflected_enumerator {
    static constexpr auto value = [:Enumerator:];
    static constexpr char const* name = std::define_static_string(std::meta::identifier_of(Enumerator));
};
template <class... D>
struct reflected_list { };

/// Has an address and a name.
consteval bool is_plain_member(std::meta::info member)
{
    return std::meta::has_identifier(member) && !std::meta::is_bit_field(member)
        && !std::meta::is_reference_type(std::meta::type_of(member));
}

/// Those of bases first, as with Boost.Describe.
consteval void collect_members(std::meta::info type, std::vector<std::meta::info>& found)
{
    for (auto const base : std::meta::bases_of(type, all_access))
        collect_members(std::meta::type_of(base), found);
    for (auto const member : std::meta::nonstatic_data_members_of(type, all_access))
        found.push_back(member);
}

consteval bool has_plain_members(std::meta::info type)
{
    std::vector<std::meta::info> found;
    collect_members(type, found);
    for (auto const member : found)
        if (!is_plain_member(member))
            return false;
    return !found.empty();
}

consteval std::meta::info list_of_members(std::meta::info type)
{
    std::vector<std::meta::info> found;
    collect_members(type, found);
    std::vector<std::meta::info> all;
    for (auto const member : found)
        all.push_back(std::meta::substitute(^^reflected_member, {std::meta::reflect_constant(member)}));
    return std::meta::substitute(^^reflected_list, all);
}

consteval std::meta::info list_of_enumerators(std::meta::info type)
{
    std::vector<std::meta::info> all;
    for (auto const one : std::meta::enumerators_of(type))
        all.push_back(std::meta::substitute(^^reflected_enumerator, {std::meta::reflect_constant(one)}));
    return std::meta::substitute(^^reflected_list, all);
}

/// Boost.JSON converts it by a function of the user's.
template <class T>
concept converted_by_user = requires(boost::json::value_to_tag<T> tag, boost::json::value const& from)
{
    tag_invoke(tag, from);
};

/// An aggregate that nobody has described, and that stands for nothing else.
template <class T>
concept reflected_class = std::is_class_v<T> && std::is_aggregate_v<T> && !boost::describe::has_describe_members<
    T>::value && !has_own_form<T> && !is_container<T> && !requires { std::tuple_size<T>::value; } && !converted_by_user<
    T> && has_plain_members(^^T);

template <class E>
concept reflected_enum = std::is_enum_v<E> && !boost::describe::has_describe_enumerators<E>::value
    && !std::meta::enumerators_of(^^E).empty();

/// What the annotations of a declaration say together; the last one holds.
consteval annotation annotation_of(std::meta::info declaration)
{
    annotation found;
    for (auto const one : std::meta::annotations_of_with_type(declaration, ^^annotation))
        found = std::meta::extract<annotation>(one);
    return found;
}

constexpr std::string_view text_of(char const* text) { return text == nullptr ? std::string_view() : text; }

consteval rules rules_of(annotation const& from)
{
    rules all;
    all.description = text_of(from.description_);
    all.rename = text_of(from.rename_);
    all.pattern = text_of(from.pattern_);
    all.ge = from.ge_;
    all.gt = from.gt_;
    all.le = from.le_;
    all.lt = from.lt_;
    all.multiple_of = from.multiple_of_;
    all.min_length = from.min_length_;
    all.max_length = from.max_length_;
    all.min_items = from.min_items_;
    all.max_items = from.max_items_;
    all.whole = from.whole_;
    all.or_default = from.or_default_;
    all.quoted = from.quoted_;
    all.in_order = from.in_order_;
    return all;
}

template <class T>
consteval bool fit_type(rules const& written)
{
    bool const bounds = written.ge || written.gt || written.le || written.lt || written.multiple_of;
    bool const of_text = written.min_length != 0 || written.max_length != rules::unlimited || !written.pattern.empty() || written.whole;
    bool const of_items = written.min_items != 0 || written.max_items != rules::unlimited;
    return !(bounds && !is_number<T> && !is_decimal<T>) && !(of_text && !is_text<T>) && !(of_items && !is_container<T>)
        && !(written.quoted && !is_text<T> && !is_container_of_text<T>);
}

/// The declaration of a member.
template <auto Member>
consteval std::meta::info declaration_of()
{
    std::meta::info found;
    template for (constexpr auto one :
        std::define_static_array(std::meta::nonstatic_data_members_of(^^owner_of<Member>, all_access)))
    {
        if constexpr (is_plain_member(one))
            if constexpr (std::is_same_v<decltype(&[:one:]), std::remove_const_t<decltype(Member)>>)
                if (&[:one:] == Member)
                    found = one;
    }
    return found;
}

template <auto Member>
consteval rules annotated_rules()
{
    constexpr auto found = rules_of(annotation_of(declaration_of<Member>()));
    static_assert(fit_type<noted_type<Member>>(found),
        "coax: an annotation of this member says what its type cannot keep: ge, gt, le, lt and multiple_of are about "
        "numbers, lengths, pattern and whole about strings, min_items and max_items about containers");
    return found;
}

/// Of an enumerator.
template <auto Value>
consteval annotation enumerator_annotation()
{
    for (auto const one : std::meta::enumerators_of(^^decltype(Value)))
        if (std::meta::extract<decltype(Value)>(one) == Value)
            return annotation_of(one);
    return annotation();
}

template <std::meta::info Base>
struct reflected_base {
    using type = [:std::meta::type_of(Base):];
};
consteval std::meta::info list_of_bases(std::meta::info type)
{
    std::vector<std::meta::info> all;
    for (auto const base : std::meta::bases_of(type, all_access))
        all.push_back(std::meta::substitute(^^reflected_base, {std::meta::reflect_constant(base)}));
    return std::meta::substitute(^^reflected_list, all);
}
template <reflected_class T>
inline constexpr std::size_t rules_of_bases<T> = rules_in<typename [:list_of_bases(^^T):]>;

template <class T>
struct member_list {
    using type = boost::describe::describe_members<T, boost::describe::mod_any_access | boost::describe::mod_inherited>;
};
template <reflected_class T>
struct member_list<T> {
    using type = [:list_of_members(^^T):];
};
template <class E>
struct enumerator_list {
    using type = boost::describe::describe_enumerators<E>;
};
template <reflected_enum E>
struct enumerator_list<E> {
    using type = [:list_of_enumerators(^^E):];
};

// clang-format on
#else

template <class T>
inline constexpr bool never_reflected = false;
template <class T>
concept reflected_class = never_reflected<T>;
template <class E>
concept reflected_enum = never_reflected<E>;

template <class T>
struct member_list {
    using type = boost::describe::describe_members<T, boost::describe::mod_any_access | boost::describe::mod_inherited>;
};
template <class E>
struct enumerator_list {
    using type = boost::describe::describe_enumerators<E>;
};

#endif

} // namespace coax::detail
