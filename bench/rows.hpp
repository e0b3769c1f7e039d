// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <numeric>
#include <random>
#include <utility>
#include <vector>

namespace coax::bench {

/// How a benchmark was asked to speak.
struct manner {
    bool json = false; ///< a line of JSON for each measurement
    std::size_t only = 0; ///< this number of streams, or this size: the first number given
    std::size_t pace = 0; ///< this many deltas a second: the second

    manner(int argc, char** argv)
    {
        for (int n = 1; n < argc; ++n) {
            json = json || std::strcmp(argv[n], "--json") == 0;
            if (argv[n][0] != '-')
                (only == 0 ? only : pace) = std::strtoul(argv[n], nullptr, 10);
        }
    }
};

/// CPU seconds of this thread, kernel included.
inline double thread_cpu()
{
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

inline double median(std::vector<double> all)
{
    auto const middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    std::nth_element(all.begin(), middle, all.end());
    return *middle;
}

/// The median CPU seconds of each of `all`, `times` rounds after one that warms up, each round in another order: what
/// else the machine does, and what the one before left in its caches, falls on each alike.
inline std::vector<double> medians_in_turn(int times, std::vector<std::function<void()>> const& all)
{
    std::vector<std::vector<double>> spent(all.size());
    std::vector<std::size_t> order(all.size());
    std::iota(order.begin(), order.end(), 0U);
    std::mt19937 dice; // NOLINT(cert-msc51-cpp): the same orders each time are as good
    for (int n = -1; n < times; ++n) {
        std::shuffle(order.begin(), order.end(), dice);
        for (auto const i : order) {
            auto const begin = thread_cpu();
            all[i]();
            if (n >= 0)
                spent[i].push_back(thread_cpu() - begin);
        }
    }
    std::vector<double> medians;
    for (auto& one : spent)
        medians.push_back(median(std::move(one)));
    return medians;
}

/// The median CPU seconds of `times` runs, after one that warms up.
template <class F>
double median_cpu(int times, F&& run)
{
    return medians_in_turn(times, {std::ref(run)}).front();
}

} // namespace coax::bench
