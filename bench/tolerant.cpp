// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
//
// What tolerant reading costs: CPU from the events' bytes to the user's struct, for the same report as a model may word
// it, in deltas of 4 characters and in one piece. What costs how much more with the size is counted by
// bench_tolerant.bash.
#include "reading.hpp"
#include "rows.hpp"
#include "wording.hpp"

#include <cstdio>
#include <deque>
#include <functional>
#include <iterator>
#include <vector>

int main(int argc, char** argv)
{
    using namespace coax::bench;
    manner const options(argc, argv);
    std::size_t const bytes = options.only != 0 ? options.only : 10'000;

    struct row {
        wording const* words;
        named_tolerance const* read;
        reading by_4, whole;
    };
    std::deque<row> rows;
    auto const add = [&](wording const& words, named_tolerance const& read) {
        auto const text = words.of(document(bytes));
        rows.push_back({&words, &read, {text, 4, read.mode}, {text, text.size(), read.mode}});
    };
    for (auto const& read : tolerances)
        add(wordings[0], read);
    for (std::size_t n = 1; n < std::size(wordings); ++n)
        add(wordings[n], tolerances[1]);

    std::vector<std::function<void()>> all;
    for (auto& one : rows) {
        all.emplace_back([&] { one.by_4.run(); });
        all.emplace_back([&] { one.whole.run(); });
    }
    auto const spent = medians_in_turn(bytes <= 10'000 ? 1001 : bytes <= 100'000 ? 101 : 11, all);
    if (!options.json)
        std::printf("%-12s %-10s %9s %9s %9s %12s %9s\n", "wording", "tolerance", "deltas", "repairs", "by 4, us",
            "ns a delta", "whole, us");
    for (std::size_t n = 0; n < rows.size(); ++n) {
        auto& one = rows[n];
        auto const deltas = one.by_4.events() - 3; // the first and the last two say nothing
        auto const by_4 = spent[2 * n], whole = spent[2 * n + 1];
        if (options.json)
            std::printf("{\"bench\":\"tolerant\",\"wording\":\"%s\",\"tolerance\":\"%s\",\"bytes\":%zu,\"deltas\":%zu,"
                        "\"repairs\":%zu,\"by_4_us\":%.2f,\"whole_us\":%.2f}\n",
                one.words->name.data(), one.read->name.data(), bytes, deltas, one.by_4.run(), by_4 * 1e6, whole * 1e6);
        else
            std::printf("%-12s %-10s %9zu %9zu %9.1f %12.0f %9.1f\n", one.words->name.data(), one.read->name.data(),
                deltas, one.by_4.run(), by_4 * 1e6, by_4 * 1e9 / static_cast<double>(deltas), whole * 1e6);
    }
}
