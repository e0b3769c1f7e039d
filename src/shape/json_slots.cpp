// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/json_slots.hpp"

namespace coax::detail::json_slots {

namespace {

namespace json = boost::json;

json::value const& read_at(void const* at) noexcept { return *static_cast<json::value const*>(at); }

void* append(void* list, std::size_t) { return &value_at(list).get_array().emplace_back(nullptr); }
void drop_last(void* list) { value_at(list).get_array().pop_back(); }
void clear_list(void* list) { value_at(list).emplace_array(); }
void visit_list(void const* list, void* context, element_visitor visit)
{
    for (auto const& one : read_at(list).get_array())
        visit(context, &one);
}

void* insert(void* map, std::string_view key, std::size_t)
{
    auto const [at, fresh] = value_at(map).get_object().emplace(key, nullptr);
    return fresh ? &at->value() : nullptr;
}
void clear_map(void* map) { value_at(map).emplace_object(); }
void visit_map(void const* map, void* context, pair_visitor visit)
{
    for (auto const& [key, value] : read_at(map).get_object())
        visit(context, {key.data(), key.size()}, &value);
}

void* engage(void* at) { return at; }
void clear(void* at) { value_at(at) = nullptr; }
void const* content(void const* at) { return read_at(at).is_null() ? nullptr : at; }

void* emplace(void* at, std::size_t)
{
    clear(at);
    return at;
}

template <class Shape>
Shape in_json(Shape made)
{
    made.in_json = true;
    return made;
}

} // namespace

void open_object(void* at)
{
    if (!value_at(at).is_object())
        value_at(at).emplace_object();
}

void open_array(void* at)
{
    if (!value_at(at).is_array())
        value_at(at).emplace_array();
}

void* member(void* object, std::string_view name) { return &value_at(object).get_object()[name]; }

void* element(void* array, std::size_t index)
{
    auto& all = value_at(array).get_array();
    while (all.size() <= index)
        all.emplace_back(nullptr);
    return &all[index];
}

void remove_member(void* object, std::string_view name)
{
    auto& all = value_at(object).get_object();
    if (auto const at = all.find(name); at != all.end())
        all.stable_erase(at);
}

bool has_member(void const* object, std::string_view name) noexcept
{
    auto const* const all = read_at(object).if_object();
    return all != nullptr && all->contains(name);
}

void clear_text(void* at) { value_at(at).emplace_string(); }
void append_text(void* at, std::string_view piece) { value_at(at).get_string().append(piece); }

std::string_view text(void const* at) noexcept
{
    auto const& held = read_at(at).get_string();
    return {held.data(), held.size()};
}

void store_number(void* at, number const& value)
{
    if (value.is == number::type::real)
        value_at(at) = value.real;
    else if (value.is == number::type::natural)
        value_at(at) = value.natural;
    else
        value_at(at) = value.integer;
}

sequence_shape list_of(shape const* inner)
{
    return in_json(sequence_shape(inner, 0, &append, &drop_last, &clear_list, &visit_list));
}

map_shape map_of(shape const* inner, choice_shape const* keys)
{
    return in_json(map_shape(inner, keys, &insert, &clear_map, &visit_map));
}

nullable_shape nullable_of(shape const* inner) { return in_json(nullable_shape(inner, &engage, &clear, &content)); }

variant_shape variant_of(
    std::string_view tag, std::span<shape const* const> alternatives, std::span<std::uint8_t const> kinds)
{
    return in_json(variant_shape(tag, alternatives, kinds, &emplace, nullptr));
}

} // namespace coax::detail::json_slots
