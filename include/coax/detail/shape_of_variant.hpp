// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/shape_of_described.hpp>

namespace coax::detail {

/// The choice of a member: its name in JSON and what it can say.
struct tag_candidate {
    std::string_view name;
    std::span<std::string_view const> spellings;
};

template <class Record, auto Member>
constexpr tag_candidate tag_candidate_of(std::string_view name)
{
    using member = described_member<Record, Member>;
    if constexpr (is_choice<typename member::pointer::type>) {
        constexpr auto renamed = member::noted().rename;
        return {renamed.empty() ? name : renamed, shaper<typename member::pointer::type>::value.spellings};
    } else {
        return {};
    }
}

template <class Record, class List>
struct tag_candidates;
template <class Record, template <class...> class List, class... D>
struct tag_candidates<Record, List<D...>> {
    static constexpr std::array<tag_candidate, sizeof...(D)> all{tag_candidate_of<Record, D::pointer>(D::name)...};
};

constexpr std::span<std::string_view const> spellings_of(std::span<tag_candidate const> record, std::string_view name)
{
    for (auto const& one : record)
        if (one.name == name)
            return one.spellings;
    return {};
}

constexpr bool disjoint(std::span<std::string_view const> a, std::span<std::string_view const> b)
{
    for (auto const one : a)
        for (auto const other : b)
            if (one == other)
                return false;
    return true;
}

/// The member every alternative has with values of its own: what tells them apart. "" where there is none.
constexpr std::string_view common_tag(std::span<std::span<tag_candidate const> const> records)
{
    for (auto const& candidate : records.front()) {
        bool fits = !candidate.spellings.empty();
        for (std::size_t i = 0; fits && i < records.size(); ++i) {
            auto const mine = spellings_of(records[i], candidate.name);
            fits = !mine.empty();
            for (std::size_t j = 0; fits && j < i; ++j)
                fits = disjoint(mine, spellings_of(records[j], candidate.name));
        }
        if (fits)
            return candidate.name;
    }
    return {};
}

/// JSON kinds that values of a type are written as. Told from the type, not the table, so that types may recurse.
template <class T>
constexpr std::uint8_t json_kinds_of()
{
    if constexpr (!std::same_as<typename unwrapped<T>::type, T>)
        return static_cast<std::uint8_t>(json_null | json_kinds_of<typename unwrapped<T>::type>());
    else if constexpr (std::same_as<T, bool>)
        return json_bool;
    else if constexpr (is_number<T>)
        return json_number;
    else if constexpr (is_text<T> || is_choice<T> || requires { shaper<T>::value.format; })
        return json_string;
    else if constexpr (requires { shaper<T>::written_as; })
        return shaper<T>::written_as;
    else if constexpr (keyed<T> || described<T>)
        return json_object;
    else if constexpr (is_container<T> || requires { std::tuple_size<T>::value; })
        return json_array;
    else
        return json_null | json_bool | json_number | json_string | json_array | json_object;
}

constexpr bool kinds_differ(std::span<std::uint8_t const> kinds)
{
    for (std::size_t i = 0; i < kinds.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if ((kinds[i] & kinds[j]) != 0)
                return false;
    return true;
}

/// A number or a string of those that can be tried one after another.
constexpr bool may_be_tried(std::uint8_t kinds) { return kinds == json_number || kinds == json_string; }

template <class... T>
struct variant_access {
    template <std::size_t I>
    static void* emplace_one(std::variant<T...>& at)
    {
        return &at.template emplace<I>();
    }
    static void* emplace(void* at, std::size_t index)
    {
        return [&]<std::size_t... I>(std::index_sequence<I...>)
        {
            constexpr std::array<void* (*)(std::variant<T...>&), sizeof...(T)> makers{&emplace_one<I>...};
            return makers[index](*static_cast<std::variant<T...>*>(at));
        }
        (std::index_sequence_for<T...>());
    }
    static void const* get(void const* from, std::size_t& index)
    {
        auto const& held = *static_cast<std::variant<T...> const*>(from);
        index = held.index();
        if (held.valueless_by_exception())
            return nullptr;
        return std::visit([](auto const& one) -> void const* { return std::addressof(one); }, held);
    }
    static constexpr std::array<std::uint8_t, sizeof...(T)> kinds{json_kinds_of<T>()...};
    static constexpr std::array<shape const*, sizeof...(T)> alternatives{&shaper<T>::value...};
};

template <class... T>
struct shaper<std::variant<T...>> : variant_access<T...> {
    using access = variant_access<T...>;
    using access::kinds;
    static constexpr std::string_view tag()
    {
        if constexpr ((described<T> && ...)) {
            constexpr std::array<std::span<tag_candidate const>, sizeof...(T)> records{
                tag_candidates<T, members<T>>::all...};
            return common_tag(records);
        } else {
            return {};
        }
    }
    static constexpr bool tagged = !tag().empty();
    static constexpr bool by_kind()
    {
        if constexpr (tagged) {
            return true;
        } else {
            return kinds_differ(kinds);
        }
    }
    static_assert(calls_rules_of<std::variant<T...>>());
    static_assert(by_kind(),
        "coax: the alternatives of this variant cannot be told apart. Give each struct a member of the same name whose "
        "type is a coax::literal or an enum with values of its own, or use alternatives of different JSON kinds; "
        "numbers "
        "and strings can be tried one after another: note the member in_order()");

    static constexpr variant_shape value{tag(), access::alternatives, kinds, &access::emplace, &access::get};
};

/// The table of a member that is noted `in_order`.
template <class T>
struct ordered_shaper {
    static_assert(sizeof(T) == 0,
        "coax: in_order is about a std::variant, or an optional or a list of them, and this member is none");
    static constexpr shape value{shape_kind::json}; // so that no second message follows the first
};

template <class... T>
struct ordered_shaper<std::variant<T...>> {
    using access = variant_access<T...>;
    static constexpr bool by_kind_or_order()
    {
        for (std::size_t i = 0; i < access::kinds.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if ((access::kinds[i] & access::kinds[j]) != 0
                    && !(may_be_tried(access::kinds[i]) && may_be_tried(access::kinds[j])))
                    return false;
        return true;
    }
    static_assert(calls_rules_of<std::variant<T...>>());
    static_assert(by_kind_or_order(),
        "coax: of this variant, which is noted in_order, only numbers and strings can be tried one after another; the "
        "other alternatives must be of different JSON kinds");
    static constexpr variant_shape value{"", access::alternatives, access::kinds, &access::emplace, &access::get, true};
};

template <class T>
struct ordered_shaper<std::optional<T>> {
    using whole = shaper<std::optional<T>>;
    static constexpr nullable_shape value{&ordered_shaper<T>::value, &whole::engage, &whole::clear, &whole::get};
};

template <growing C>
struct ordered_shaper<C> {
    using whole = shaper<C>;
    static constexpr sequence_shape value{&ordered_shaper<typename C::value_type>::value, 0, &whole::append,
        &whole::drop_last, &whole::clear, &visit_elements<C>};
};

} // namespace coax::detail
