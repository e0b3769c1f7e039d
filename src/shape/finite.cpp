// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "shape/finite.hpp"

#include <algorithm>
#include <unordered_set>
#include <vector>

namespace coax::detail {

namespace {

using shapes = std::vector<shape const*>;

std::size_t least_of(shape const& list) { return list.own != nullptr ? list.own->min_items : 0; }

/// Types of what is in a value, but for the members of an object.
shapes parts_of(shape const& type)
{
    switch (type.kind) {
    case shape_kind::nullable:
        return {static_cast<nullable_shape const&>(type).inner};
    case shape_kind::sequence:
        return {static_cast<sequence_shape const&>(type).inner};
    case shape_kind::set:
        return {static_cast<set_shape const&>(type).inner};
    case shape_kind::map:
        return {static_cast<map_shape const&>(type).inner};
    case shape_kind::tuple: {
        auto const& tuple = static_cast<tuple_shape const&>(type);
        shapes all;
        for (auto const& one : tuple.elements)
            all.push_back(one.type);
        if (tuple.rest != nullptr)
            all.push_back(tuple.rest);
        return all;
    }
    case shape_kind::variant: {
        auto const& alternatives = static_cast<variant_shape const&>(type).alternatives;
        return {alternatives.begin(), alternatives.end()};
    }
    default:
        return {};
    }
}

shapes all_parts_of(shape const& type)
{
    auto all = parts_of(type);
    if (type.kind == shape_kind::record) {
        auto const& record = static_cast<record_shape const&>(type);
        for (auto const& one : record.fields)
            all.push_back(one.type);
        if (record.more != nullptr)
            all.push_back(record.more);
    }
    return all;
}

/// All that can be reached from a type, itself among them.
template <class Parts>
std::unordered_set<shape const*> reachable(shapes from, Parts parts)
{
    std::unordered_set<shape const*> met;
    while (!from.empty()) {
        auto const* const now = from.back();
        from.pop_back();
        if (!met.insert(now).second)
            continue;
        auto const more = parts(*now);
        from.insert(from.end(), more.begin(), more.end());
    }
    return met;
}

bool has_finite_value(shape const& type, std::unordered_set<shape const*> const& finite)
{
    auto const is_finite = [&](shape const* one) { return finite.contains(one); };
    auto const parts = parts_of(type);
    switch (type.kind) {
    case shape_kind::record:
        return std::ranges::all_of(static_cast<record_shape const&>(type).fields,
            [&](auto const& one) { return one.may_be_missing() || is_finite(one.type); });
    case shape_kind::sequence:
    case shape_kind::set:
    case shape_kind::map:
        return least_of(type) == 0 || is_finite(parts.front());
    case shape_kind::tuple: {
        auto const& tuple = static_cast<tuple_shape const&>(type);
        auto const least = std::min(std::max(tuple.least, least_of(type)), parts.size());
        return std::all_of(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(least), is_finite);
    }
    case shape_kind::variant:
        return std::ranges::any_of(parts, is_finite);
    default:
        return true;
    }
}

} // namespace

bool is_endless(shape const& root)
{
    auto const all = reachable({&root}, all_parts_of);
    std::unordered_set<shape const*> finite;
    for (bool more = true; more && !finite.contains(&root);) {
        more = false;
        for (auto const* one : all)
            if (!finite.contains(one) && has_finite_value(*one, finite))
                more = finite.insert(one).second || more;
    }
    return !finite.contains(&root);
}

bool holds_itself(shape const& type) { return reachable(parts_of(type), parts_of).contains(&type); }

} // namespace coax::detail
