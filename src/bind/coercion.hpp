// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/shape_access.hpp"

#include <coax/tolerance.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace coax::bind {

/// Decides what a value can mean that does not match its type. The type of the root and the tolerance decide. It is not
/// used with `tolerance::strict`.
class coercion {
public:
    void start(detail::shape const& root) noexcept { root_ = &root; }
    void set(tolerance level) noexcept { tolerance_ = level; }
    [[nodiscard]] bool strict() const noexcept { return tolerance_ == tolerance::strict; }
    [[nodiscard]] bool lenient() const noexcept { return tolerance_ == tolerance::lenient; }

    // About the nullable around the current value.
    void leave_nullable() noexcept { nullable_ = nullptr; }
    void enter_nullable(nullable_shape const& type, void* at) noexcept
    {
        nullable_ = &type;
        nullable_at_ = at;
    }
    [[nodiscard]] bool may_mean_null() const noexcept { return nullable_ != nullptr && lenient(); }
    /// Makes the nullable empty if the text is a word for nothing.
    bool read_null(std::string_view text) const;

    // About the root.
    /// The root is the library's own object around a value. The value may come without it.
    [[nodiscard]] bool is_wrapper() const noexcept;
    [[nodiscard]] detail::field const& wrapped() const noexcept { return as<record_shape>(*root_).fields.front(); }
    /// An array may come in place of the root.
    [[nodiscard]] bool takes_list() const noexcept;
    /// A scalar of this kind may come in place of the root.
    [[nodiscard]] bool takes_bare(std::uint8_t kind) const;
    /// A string with this text may come in place of the root.
    [[nodiscard]] bool takes_bare_text(std::string_view text) const;
    /// One value without brackets may come in place of the root.
    [[nodiscard]] bool may_be_scalar() const noexcept { return root_->kind != shape_kind::record || is_wrapper(); }
    /// The root, or the value that it wraps, has a member that `key` may mean.
    [[nodiscard]] bool knows(std::string_view key) const;

    // About one type.
    [[nodiscard]] bool takes(detail::shape const& type, std::uint8_t kind) const;
    [[nodiscard]] bool takes_as_element(detail::shape const& type, std::uint8_t kind) const;
    /// The scalar type is written as another kind of JSON, but a value of this kind can stand for it.
    [[nodiscard]] bool takes_loosely(detail::shape const& type, std::uint8_t kind) const;
    /// Whether a string can hold such a value, written as JSON.
    [[nodiscard]] static bool may_be_in_string(detail::shape const& type) noexcept;
    /// Whether a string is one element of a list, and not the text of a list or of none.
    [[nodiscard]] static bool is_one_element(detail::shape const& element, std::string_view text);
    [[nodiscard]] static std::size_t likely_spelling(choice_shape const& type, std::string_view text);
    [[nodiscard]] bool is_tag(variant_shape const& type, std::string_view name) const;
    /// The only spelling of the tag that `text` can mean; "" if there is none.
    [[nodiscard]] std::string_view likely_tag(variant_shape const& type, std::string_view text) const;

private:
    detail::shape const* root_ = nullptr;
    nullable_shape const* nullable_ = nullptr;
    void* nullable_at_ = nullptr;
    tolerance tolerance_ = tolerance::strict;
};

/// Whether all of `text` is one JSON object or array.
bool is_json_container(std::string_view text, std::size_t max_depth);

/// Index of the first member that `key` may mean, or the number of members.
std::size_t likely_member(record_shape const& type, std::string_view key);
/// Whether an object of this type, or an element of a list of it, has a member that `key` may mean.
bool has_member_inside(detail::shape const& declared, std::string_view key);
/// Whether some alternative is an object with such a member.
bool any_alternative_has(variant_shape const& type, std::string_view key);

} // namespace coax::bind
