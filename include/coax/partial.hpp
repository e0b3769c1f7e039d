// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/progress.hpp>
#include <coax/detail/shape_of.hpp>

#include <array>
#include <string>
#include <string_view>

namespace coax {

/// A value while it is being written: what has arrived, and how far each member has come. Borrowed from its
/// stream and valid until the next `next()`. Asking costs O(depth), never O(size).
template <class T>
class partial {
public:
    partial(T const& value, detail::progress const& how_far) noexcept : value_(&value), progress_(&how_far) { }

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

    /// JSON pointer (RFC 6901) of the value now being written, "" at the beginning and the end.
    [[nodiscard]] std::string path() const { return progress_->path(); }
    /// What is new; `change::reasoning` comes only with `request::show_reasoning`.
    [[nodiscard]] coax::change change() const noexcept { return progress_->change(); }
    /// The model's thinking so far, "" where the provider shows none. Valid until the next `next()`.
    [[nodiscard]] std::string_view reasoning() const noexcept { return progress_->reasoning(); }
    /// 1 for the first attempt; rises when the model is asked again, and the value starts afresh.
    [[nodiscard]] unsigned attempt() const noexcept { return progress_->attempt(); }

private:
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

} // namespace coax
