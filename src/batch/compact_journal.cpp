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
    std::unordered_map<std::uint64_t, usage> spent; // by records that go
    std::vector<std::uint64_t> offsets;
    for (std::size_t i = 0; i < all; ++i) {
        auto const& one = records[i];
        if (i == 0 || records[i - 1].index != one.index)
            offsets.push_back(one.at);
        else
            spent[one.index] += from.read(one.at).usage;
    }
    if (offsets.size() == all)
        return 0;
    std::ranges::sort(offsets);
    from.keep(offsets, [&](batching::journal_line& line) {
        if (auto const found = spent.find(line.index); found != spent.end())
            line.usage += found->second;
    });
    return all - offsets.size();
}

} // namespace coax
