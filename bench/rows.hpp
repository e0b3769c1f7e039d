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
    bool check = false; ///< a line for each target, and an exit status
    bool full = false; ///< what takes minutes, too
    std::size_t only = 0; ///< this number of streams, or this size

    manner(int argc, char** argv)
    {
        for (int n = 1; n < argc; ++n) {
            json = json || std::strcmp(argv[n], "--json") == 0;
            check = check || std::strcmp(argv[n], "--check") == 0;
            full = full || std::strcmp(argv[n], "--full") == 0;
            if (argv[n][0] != '-')
                only = std::strtoul(argv[n], nullptr, 10);
        }
    }
};

/// The rows of the table of targets that one benchmark can answer for.
class targets {
public:
    /// Prints whether `measured` is at most `most`.
    void at_most(char const* what, double measured, double most, char const* unit)
    {
        bool const ok = measured <= most;
        missed_ = missed_ || !ok;
        std::printf("%-72s %10.3g %s, at most %g: %s\n", what, measured, unit, most, ok ? "ok" : "missed");
    }
    [[nodiscard]] int exit_status() const noexcept { return missed_ ? 1 : 0; }

private:
    bool missed_ = false;
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
