// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// What a container that is being written can take: asked by the tolerant reader where the text alone does not decide.
#include "bind/name_match.hpp"
#include "bind/value_builder.hpp"

#include <algorithm>

namespace coax::bind {

using detail::shape_kind;

namespace {

std::size_t member_like(detail::record_shape const& type, std::string_view key)
{
    auto const key_folded = folded(key);
    auto const found = std::ranges::find_if(type.fields,
        [&](detail::field const& one) { return compare_names(one.name, key, key_folded) != likeness::none; });
    return static_cast<std::size_t>(found - type.fields.begin());
}

bool any_alternative_has(detail::variant_shape const& type, std::string_view key)
{
    return std::ranges::any_of(type.alternatives, [&](detail::shape const* one) {
        if (one->kind != shape_kind::record)
            return false;
        auto const& record = static_cast<detail::record_shape const&>(*one);
        return member_like(record, key) != record.fields.size();
    });
}

} // namespace

/// The `up`-th of the containers that are open in the text, from within; null where its type does not matter.
frame const* value_builder::open_frame(std::size_t up) const noexcept
{
    if (up < skip_depth_)
        return nullptr;
    up -= skip_depth_;
    if (capture_.active()) {
        if (up < capture_.depth())
            return nullptr;
        up -= capture_.depth();
    }
    for (auto at = frames_.rbegin(); at != frames_.rend(); ++at)
        if (!at->implied && up-- == 0)
            return &*at;
    return nullptr;
}

key_status value_builder::status_of_key(std::size_t up, std::string_view key) const
{
    bool const of_variant = capture_.active() && skip_depth_ == 0 && up + 1 == capture_.depth()
        && captured_.type != nullptr && captured_.type->kind == shape_kind::variant;
    if (of_variant)
        return any_alternative_has(static_cast<detail::variant_shape const&>(*captured_.type), key)
            ? key_status::known
            : key_status::unknown;
    auto const* const at = open_frame(up);
    if (at == nullptr)
        return key_status::any;
    if (at->type->kind == shape_kind::variant) {
        auto const& type = static_cast<detail::variant_shape const&>(*at->type);
        return is_tag(type, key) || any_alternative_has(type, key) ? key_status::known : key_status::unknown;
    }
    if (at->type->kind != shape_kind::record)
        return key_status::any;
    auto const& type = static_cast<detail::record_shape const&>(*at->type);
    if (type.fields.empty()) // of an object that has no place
        return key_status::any;
    auto const member = member_like(type, key);
    if (member == type.fields.size())
        return key_status::unknown;
    return bit(*at, member, false) ? key_status::given : key_status::known;
}

bool value_builder::takes_element(std::size_t up, std::uint8_t kind) const
{
    auto const* const at = open_frame(up);
    if (at == nullptr)
        return true;
    switch (at->type->kind) {
    case shape_kind::sequence:
        return is_or_takes(*static_cast<detail::sequence_shape const&>(*at->type).inner, kind);
    case shape_kind::set:
        return is_or_takes(*static_cast<detail::set_shape const&>(*at->type).inner, kind);
    case shape_kind::map:
        return at->pairs && kind == detail::json_object;
    default:
        return at->type->kind == shape_kind::tuple;
    }
}

bool value_builder::may_stand_bare() const noexcept
{
    if (root_->kind != shape_kind::record)
        return true;
    auto const& root = static_cast<detail::record_shape const&>(*root_);
    return root.name == "value" && root.fields.size() == 1 && root.fields.front().name == "value";
}

bool value_builder::is_or_takes(detail::shape const& type, std::uint8_t kind) const
{
    auto const* inner = &type;
    while (inner->kind == shape_kind::nullable)
        inner = static_cast<detail::nullable_shape const*>(inner)->inner;
    bool const list
        = inner->kind == shape_kind::sequence || inner->kind == shape_kind::set || inner->kind == shape_kind::tuple;
    return kind == detail::json_array ? list || inner->kind == shape_kind::json : !list && takes(*inner, kind);
}

} // namespace coax::bind
