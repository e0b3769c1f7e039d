// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include <coax/compact_journal.hpp>

#include "batch/journal.hpp"

#include <algorithm>
#include <unordered_map>

namespace coax {

std::size_t compact_journal(std::string const& path)
{
    struct latest {
        std::uint64_t index = 0;
        std::uint64_t at = 0;
    };
    std::vector<latest> records;
    batching::journal from(path, false, [&](batching::journal_line const& one, std::uint64_t at) {
        records.push_back({one.index, at});
    });

    // The last of each index, in the order of the file again.
    auto const all = records.size();
    std::ranges::sort(
        records, [](latest const& a, latest const& b) { return a.index != b.index ? a.index < b.index : a.at > b.at; });
    struct spending {
        coax::usage usage;
        std::optional<double> cost;
    };
    std::unordered_map<std::uint64_t, spending> spent; // by records that go
    std::vector<std::uint64_t> offsets;
    for (std::size_t i = 0; i < all; ++i) {
        auto const& one = records[i];
        if (i == 0 || records[i - 1].index != one.index)
            offsets.push_back(one.at);
        else {
            auto const gone = from.read(one.at);
            auto& sum = spent[one.index];
            sum.usage += gone.usage;
            if (gone.cost)
                sum.cost = sum.cost.value_or(0) + *gone.cost;
        }
    }
    if (offsets.size() == all)
        return 0;
    std::ranges::sort(offsets);
    from.keep(offsets, [&](batching::journal_line& line) {
        auto const found = spent.find(line.index);
        if (found == spent.end())
            return;
        line.usage += found->second.usage;
        if (found->second.cost)
            line.cost = line.cost.value_or(0) + *found->second.cost;
    });
    return all - offsets.size();
}

} // namespace coax
