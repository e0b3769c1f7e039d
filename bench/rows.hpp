// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string_view>
#include <vector>

namespace coax::bench {

/// How a benchmark was asked to speak.
struct manner {
    bool json = false; ///< a line of JSON for each measurement
    std::size_t only = 0; ///< this number of streams, or this size

    manner(int argc, char** argv)
    {
        for (int n = 1; n < argc; ++n) {
            json = json || std::strcmp(argv[n], "--json") == 0;
            if (argv[n][0] != '-')
                only = std::strtoul(argv[n], nullptr, 10);
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

/// The median CPU seconds of `times` runs, after one that warms up.
template <class F>
double median_cpu(int times, F&& run)
{
    run();
    std::vector<double> all;
    for (int n = 0; n < times; ++n) {
        auto const begin = thread_cpu();
        run();
        all.push_back(thread_cpu() - begin);
    }
    std::nth_element(all.begin(), all.begin() + times / 2, all.end());
    return all[static_cast<std::size_t>(times / 2)];
}

} // namespace coax::bench
