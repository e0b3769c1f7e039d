// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/type_hints.hpp"

namespace coax::bind {

/// The `up`-th open container, counted from the innermost; null if its type does not matter.
frame const* type_hints::open_frame(std::size_t up) const noexcept
{
    auto const untyped = containers_.skipped() + (capture_.active() ? capture_.depth() : 0);
    if (up < untyped)
        return nullptr;
    up -= untyped;
    for (auto depth = containers_.size(); depth-- > 0;)
        if (!containers_[depth].implied && up-- == 0)
            return &containers_[depth];
    return nullptr;
}

key_status type_hints::status_of_key(std::size_t up, std::string_view key) const
{
    auto const status = [](bool known) { return known ? key_status::known : key_status::unknown; };
    auto const* const captured = capture_.target().type;
    bool const of_variant = capture_.active() && !containers_.skipping() && up + 1 == capture_.depth()
        && captured != nullptr && captured->kind == shape_kind::variant;
    if (of_variant)
        return status(any_alternative_has(as<variant_shape>(*captured), key));
    auto const* const open = open_frame(up);
    if (open == nullptr)
        return key_status::any;
    if (open->type->kind == shape_kind::variant) {
        auto const& type = as<variant_shape>(*open->type);
        return status(coercion_.is_tag(type, key) || any_alternative_has(type, key));
    }
    if (open->type->kind != shape_kind::record)
        return key_status::any;
    auto const& type = as<record_shape>(*open->type);
    if (type.fields.empty()) // of an object that has no place
        return key_status::any;
    auto const member = likely_member(type, key);
    if (member == type.fields.size())
        return key_status::unknown;
    return containers_.seen(*open, member) ? key_status::given : key_status::known;
}

bool type_hints::takes_element(std::size_t up, std::uint8_t kind) const
{
    auto const* const open = open_frame(up);
    if (open == nullptr)
        return true;
    if (is_list(*open->type))
        return coercion_.takes_as_element(element_of(*open->type), kind);
    if (open->type->kind == shape_kind::map)
        return open->pairs && kind == detail::json_object;
    return open->type->kind == shape_kind::tuple;
}

std::string_view type_hints::member_name(std::string_view raw) const noexcept
{
    if (containers_.skipping() || capture_.active() || containers_.empty())
        return raw;
    auto const& top = containers_.back();
    if (top.type->kind != shape_kind::record || top.index == frame::none || top.is_more)
        return raw;
    return as<record_shape>(*top.type).fields[top.index].name;
}

} // namespace coax::bind
