// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "batch/twins.hpp"

namespace coax::batching {

std::optional<std::size_t> twins::first_of(std::size_t index, question_hash const& key, bool is_settled)
{
    auto const [place, is_first] = first_.emplace(key, index);
    if (!is_first)
        return place->second;
    if (!is_settled)
        running_.insert(index);
    return {};
}

void twins::end(std::size_t index, bool left_out)
{
    bool const ran = running_.erase(index) != 0;
    if (ran && left_out)
        left_out_.insert(index);
}

} // namespace coax::batching
