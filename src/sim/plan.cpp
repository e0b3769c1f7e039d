// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/plan.hpp"

#include "sim/json_text.hpp"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

namespace coax::sim {
namespace {

bool is_delta(step const& one) noexcept { return one.type == step::kind::delta; }

/// Just after the last delta, or after the last block's opening where there is none.
std::vector<step>::iterator after_text(std::vector<step>& steps)
{
    auto const found = std::find_if(steps.rbegin(), steps.rend(), [](step const& one) {
        return one.type == step::kind::delta || one.type == step::kind::open || one.type == step::kind::begin;
    });
    return found.base();
}

} // namespace

void append_deltas(std::vector<step>& steps, answer const& message, std::size_t block)
{
    std::string_view const text = message.blocks[block].text;
    auto const cut = std::max<std::size_t>(message.cut, 1);
    for (std::size_t at = 0; at < text.size();) {
        auto const length = bytes_of(text.substr(at), cut);
        steps.push_back({step::kind::delta, static_cast<std::uint16_t>(block), static_cast<std::uint32_t>(at),
            static_cast<std::uint32_t>(length)});
        at += length;
    }
}

void number_events(std::vector<step>& steps) noexcept
{
    std::uint32_t number = 0;
    for (auto& one : steps)
        one.number = number++;
}

void spoil(std::vector<step>& steps, faults const& with)
{
    if (with.error_after) {
        auto left = *with.error_after;
        auto const end = std::find_if(steps.begin(), steps.end(),
            [&](step const& one) { return (is_delta(one) && left-- == 0) || one.type == step::kind::stop; });
        steps.erase(end, steps.end());
        steps.push_back({step::kind::error});
        steps.back().number = static_cast<std::uint32_t>(steps.size() - 1);
    }
    if (with.endless) {
        auto const at = after_text(steps);
        auto const block = at == steps.begin() ? std::uint16_t{} : std::prev(at)->block;
        steps.insert(at, {step::kind::endless, block});
    }
    for (auto const event : with.swapped)
        if (event + 1 < steps.size())
            std::swap(steps[event], steps[event + 1]);
    auto doubled = with.duplicated;
    std::sort(doubled.begin(), doubled.end(), std::greater<>());
    for (auto const event : doubled)
        if (event < steps.size()) {
            auto const copy = steps[event];
            steps.insert(steps.begin() + static_cast<std::ptrdiff_t>(event), copy);
        }
}

std::size_t count_deltas(std::vector<step> const& steps) noexcept
{
    return static_cast<std::size_t>(std::count_if(steps.begin(), steps.end(), is_delta));
}

} // namespace coax::sim
