// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "sim/answer.hpp"

#include "sim/json_text.hpp"

#include <algorithm>

namespace coax::sim {

namespace {
bool is_call(block const& one) noexcept { return one.type == block::kind::call; }
} // namespace

bool answer::calls() const noexcept { return std::any_of(blocks.begin(), blocks.end(), is_call); }

std::size_t answer::calls_before(std::size_t index) const noexcept
{
    auto const end = blocks.begin() + static_cast<std::ptrdiff_t>(index);
    return static_cast<std::size_t>(std::count_if(blocks.begin(), end, is_call));
}

std::string_view answer::whole_arguments(std::size_t index) const
{
    auto const& text = blocks[index].text;
    return stop == stop_reason::truncated && !is_json_object(text) ? "{}" : std::string_view(text);
}

} // namespace coax::sim
