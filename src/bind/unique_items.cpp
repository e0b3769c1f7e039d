// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "bind/unique_items.hpp"

#include "shape/json_slots.hpp"
#include "json/json_equality.hpp"

namespace coax::bind {

bool unique_items::add(frame const& list, std::size_t depth)
{
    auto const& all = detail::json_slots::value_at(list.object).get_array();
    if (lists_.empty() || lists_.back().depth != depth)
        lists_.push_back({depth, {}});
    auto& elements = lists_.back().elements;
    auto const hash = json::hash(all.back());
    auto const [first, last] = elements.equal_range(hash);
    for (auto at = first; at != last; ++at)
        if (json::equal(all[at->second], all.back()))
            return false;
    elements.emplace(hash, all.size() - 1);
    return true;
}

void unique_items::close(std::size_t depth) noexcept
{
    while (!lists_.empty() && lists_.back().depth >= depth)
        lists_.pop_back();
}

} // namespace coax::bind
