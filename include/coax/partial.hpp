// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/config.hpp>
#include <coax/detail/progress.hpp>
#include <coax/detail/shape_of.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace coax {

namespace detail {
struct partial_access;
COAX_DECL field_state state_at(boost::json::value const& value, progress const& filled, std::string_view pointer);
} // namespace detail

/// A value while it is being written: what has arrived, and how far each member has come. Borrowed from its
/// stream and valid until the next `next()`. Asking costs O(depth), never O(size).
template <class T>
class partial {
public:
    /// The value as far as it is there. A member that is `absent` holds what its initialiser made it.
    [[nodiscard]] T const& operator*() const noexcept { return *value_; }
    [[nodiscard]] T const* operator->() const noexcept { return value_; }

    /// State of a member (`state<&T::m>()`), or of a member of a member (`state<&T::m, &M::n>()`).
    template <auto... Member>
    [[nodiscard]] field_state state() const noexcept
    {
        static_assert(sizeof...(Member) > 0, "coax: name a member, as in state<&ticket::urgency>()");
        static constexpr std::array<std::size_t, sizeof...(Member)> fields{index_of<Member>()...};
        return progress_->state(fields);
    }
    /// Something of the member has arrived.
    template <auto... Member>
    [[nodiscard]] bool has() const noexcept
    {
        return state<Member...>() != field_state::absent;
    }
    /// The member is whole and passed its rules.
    template <auto... Member>
    [[nodiscard]] bool complete() const noexcept
    {
        return state<Member...>() == field_state::complete;
    }

    /// State of an element of a list, or of a member of it. Each member of the chain that is a list takes one of the
    /// positions, which count from 0: `element_state<&cart::items>(2)`, `element_state<&cart::items, &item::sku>(2)`;
    /// in a value that is itself a list, `element_state(2)` or `element_state<&item::sku>(2)`. `absent` where it has
    /// not begun; every element of a complete list is `complete`.
    template <auto... Member, std::convertible_to<std::size_t>... Position>
    [[nodiscard]] field_state element_state(Position... positions) const noexcept
    {
        constexpr std::size_t lists
            = (detail::described<T> ? 0U : 1U) + (std::size_t(takes_position<Member>) + ... + 0U);
        static_assert(lists == sizeof...(Position) && lists > 0,
            "coax: give one position for each list, as in element_state<&cart::items>(2)");
        std::array<std::size_t, sizeof...(Member) + lists + 1> path{};
        std::array<std::size_t, lists> const given{static_cast<std::size_t>(positions)...};
        std::size_t size = 0;
        std::size_t next = 0;
        if constexpr (!detail::described<T>) {
            path[size++] = 0; // the only member of the object that holds the value
            path[size++] = given[next++];
        }
        ((path[size++] = index_of<Member>(), takes_position<Member> ? void(path[size++] = given[next++]) : void()),
            ...);
        return progress_->state(std::span(path).first(size));
    }

    /// State of what a JSON pointer (RFC 6901) into the value leads to, for values of a `coax::type` and other
    /// `boost::json::value`s: `state("/sights/0/name")`; "" is the whole. `absent` where it is not there, also in a
    /// complete value. Costs O(size of the pointer).
    [[nodiscard]] field_state state(std::string_view pointer) const requires std::same_as<T, boost::json::value>
    {
        return detail::state_at(*value_, *progress_, pointer);
    }
    /// Something of it has arrived.
    [[nodiscard]] bool has(std::string_view pointer) const requires std::same_as<T, boost::json::value>
    {
        return state(pointer) != field_state::absent;
    }
    /// It is whole and passed its rules.
    [[nodiscard]] bool complete(std::string_view pointer) const requires std::same_as<T, boost::json::value>
    {
        return state(pointer) == field_state::complete;
    }

    /// JSON pointer of the member or element that has just become complete, "" for the whole value. Only with
    /// `granularity::field`, where each comes once; `**this` may show more than that already. Valid until the next
    /// `next()`.
    [[nodiscard]] std::string_view completed_field() const noexcept { return progress_->completed_field(); }
    /// JSON pointer (RFC 6901) of the value now being written, "" at the beginning and the end.
    [[nodiscard]] std::string path() const { return progress_->path(); }
    /// What is new; `change::reasoning` comes only with `request::show_reasoning`.
    [[nodiscard]] coax::change change() const noexcept { return progress_->change(); }
    /// The model's thinking so far, "" where the provider shows none. Valid until the next `next()`.
    [[nodiscard]] std::string_view reasoning() const noexcept { return progress_->reasoning(); }
    /// 1 for the first attempt; rises when the model is asked again, and the value starts afresh.
    [[nodiscard]] unsigned attempt() const noexcept { return progress_->attempt(); }

private:
    friend struct detail::partial_access;
    partial(T const& value, detail::progress const& filled) noexcept : value_(&value), progress_(&filled) { }

    template <auto Member>
    static constexpr bool takes_position = []() {
        using member_type = detail::noted_type<Member>;
        return detail::is_container<member_type> && !requires { typename member_type::mapped_type; };
    }();

    template <auto Member>
    static constexpr std::size_t index_of()
    {
        using fields = detail::fields_of<detail::partial_owner<T, Member>>;
        constexpr auto index = fields::template index_of<Member>();
        static_assert(index < fields::count, "coax: this member is not described");
        return index;
    }

    T const* value_;
    detail::progress const* progress_;
};

namespace detail {
/// Makes partials: for streams, and for tests of the library.
struct partial_access {
    template <class T>
    static partial<T> make(T const& value, progress const& filled) noexcept
    {
        return partial<T>(value, filled);
    }
};
} // namespace detail

} // namespace coax
