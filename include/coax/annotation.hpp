// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#if defined(__cpp_impl_reflection)

#include <coax/detail/rules.hpp>

#include <cstddef>
#include <meta>
#include <string_view>

namespace coax {

/// With C++26: a note as an annotation of what it is about, a member, an enumerator or a class. Members and enumerators
/// then need neither BOOST_DESCRIBE_STRUCT nor `tag_invoke`; where there are notes by `tag_invoke` about the same
/// member, those hold.
///
///     struct [[=coax::annotation("A support ticket").closed()]] ticket {
///         [[=coax::annotation("Confidence score 0-1").ge(0).le(1)]] double confidence = 0;
///     };
///
/// Setters return a changed copy, and mean what those of `coax::member_note` do. What does not fit the member's type
/// does not compile. Only a type whose members are public can be the type of an annotation: they are not for use.
struct annotation {
    consteval annotation() = default;
    consteval explicit annotation(std::string_view text) : description_(std::define_static_string(text)) { }

    /// At least, more than, at most, less than.
    [[nodiscard]] consteval annotation ge(detail::number bound) const { return with(&annotation::ge_, bound); }
    [[nodiscard]] consteval annotation gt(detail::number bound) const { return with(&annotation::gt_, bound); }
    [[nodiscard]] consteval annotation le(detail::number bound) const { return with(&annotation::le_, bound); }
    [[nodiscard]] consteval annotation lt(detail::number bound) const { return with(&annotation::lt_, bound); }
    [[nodiscard]] consteval annotation multiple_of(detail::number step) const
    {
        return with(&annotation::multiple_of_, step);
    }
    /// Unicode characters of a string.
    [[nodiscard]] consteval annotation min_length(std::size_t count) const
    {
        return with(&annotation::min_length_, count);
    }
    [[nodiscard]] consteval annotation max_length(std::size_t count) const
    {
        return with(&annotation::max_length_, count);
    }
    /// An ECMAScript regular expression that must be found in the string.
    [[nodiscard]] consteval annotation pattern(std::string_view expression) const
    {
        return with(&annotation::pattern_, std::define_static_string(expression));
    }
    /// A partial shows the string only when it is complete.
    [[nodiscard]] consteval annotation whole() const { return with(&annotation::whole_, true); }
    /// The string must stand in `request::source` word for word.
    [[nodiscard]] consteval annotation quoted() const { return with(&annotation::quoted_, true); }
    /// Elements of a container.
    [[nodiscard]] consteval annotation min_items(std::size_t count) const
    {
        return with(&annotation::min_items_, count);
    }
    [[nodiscard]] consteval annotation max_items(std::size_t count) const
    {
        return with(&annotation::max_items_, count);
    }
    /// Numbers or strings of a `std::variant` are tried one after another.
    [[nodiscard]] consteval annotation in_order() const { return with(&annotation::in_order_, true); }
    /// The name of the member, or the spelling of the enumerator, in JSON.
    [[nodiscard]] consteval annotation rename(std::string_view name) const
    {
        return with(&annotation::rename_, std::define_static_string(name));
    }
    /// Missing or null leaves the member as it is made.
    [[nodiscard]] consteval annotation or_default() const { return with(&annotation::or_default_, true); }
    /// Of a class: a key that it does not have is a violation.
    [[nodiscard]] consteval annotation closed() const { return with(&annotation::closed_, true); }

    char const* description_ = nullptr; // no literal: an annotation may not refer to one
    char const* rename_ = nullptr;
    char const* pattern_ = nullptr;
    detail::number ge_, gt_, le_, lt_, multiple_of_;
    std::size_t min_length_ = 0;
    std::size_t max_length_ = detail::rules::unlimited;
    std::size_t min_items_ = 0;
    std::size_t max_items_ = detail::rules::unlimited;
    bool whole_ = false;
    bool or_default_ = false;
    bool quoted_ = false;
    bool in_order_ = false;
    bool closed_ = false;

private:
    template <class V>
    consteval annotation with(V annotation::*member, V value) const
    {
        auto copy = *this;
        copy.*member = value;
        return copy;
    }
};

} // namespace coax

#endif
