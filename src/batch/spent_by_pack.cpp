// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "batch/spent_by_pack.hpp"

#include <algorithm>

namespace coax::batching {

spent_by_pack::spent_by_pack(
    extraction_details const& details, std::optional<failure> const& why, detail::batch_pack const& pack)
    : whole_(details.usage),
      cost_(details.cost),
      parts_(static_cast<std::uint64_t>(
          std::ranges::count_if(pack.members, [](auto const& one) { return one.text.has_value(); })))
{
    if (!why)
        return;
    for (auto const& one : why->attempts) {
        whole_ += one.usage;
        cost_ += one.cost;
    }
}

std::pair<coax::usage, double> spent_by_pack::next()
{
    auto part = whole_;
    for (auto* const count : {&part.input_tokens, &part.output_tokens, &part.cache_read_tokens,
             &part.cache_write_tokens, &part.reasoning_tokens})
        *count = *count / parts_ + (first_ ? *count % parts_ : 0);
    first_ = false;
    return {part, cost_ / static_cast<double>(parts_)};
}

} // namespace coax::batching
