// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "paced_server.hpp"
#include "rows.hpp"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace coax::bench {

/// Bytes of this process that are in memory: what nobody ever touched is left out.
inline std::size_t resident()
{
    std::size_t all = 0, present = 0;
    if (auto* const file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%zu %zu", &all, &present) != 2)
            present = 0;
        std::fclose(file);
    }
    return present * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

inline std::size_t heap_in_use() { return mallinfo2().uordblks + mallinfo2().hblkhd; }

/// What one run came to.
struct outcome {
    double cpu_us_a_delta = 0;
    double heap_a_stream = 0;
    double resident_a_stream = 0;
    double pace = 0; ///< deltas a second that each stream really got
    double p50_us = 0;
    double p99_us = 0;
    std::size_t failures = 0;
};

/// What all streams of one run write into.
class tally {
public:
    explicit tally(load const& of) : streams_(of.streams), deltas_(of.deltas)
    {
        delays_.resize(streams_ * deltas_ + streams_); // touched, so that they are in memory before the streams are
        delays_.clear();
        base_ = heap_in_use();
        resident_base_ = resident();
    }

    /// A delta has come to hand; what it says is when it was written.
    void take(std::string_view stamp)
    {
        auto const now = monotonic_ns();
        if (delays_.empty()) {
            begin_ = thread_cpu();
            first_ = now;
        }
        last_ = now;
        delays_.push_back(static_cast<double>(now - std::strtoll(std::string(stamp).c_str(), nullptr, 10)) * 1e-3);
        if (delays_.size() == streams_ * deltas_ / 2) {
            auto const before = thread_cpu();
            heap_ = heap_in_use() - base_;
            ::malloc_trim(0); // what the handshakes have freed is no stream's any more
            resident_ = resident() - resident_base_;
            begin_ += thread_cpu() - before;
        }
        end_ = thread_cpu();
    }
    /// A stream has ended.
    void end(std::exception_ptr thrown)
    try {
        if (thrown)
            std::rethrow_exception(thrown);
    } catch (std::exception const& failed) {
        std::fprintf(stderr, "%s\n", failed.what());
        ++failures_;
    }

    outcome result()
    {
        outcome all;
        all.failures = failures_;
        if (delays_.empty())
            return all;
        all.cpu_us_a_delta = (end_ - begin_) * 1e6 / static_cast<double>(streams_ * deltas_);
        auto const after_first = static_cast<double>(streams_ * deltas_ - 1);
        all.pace = after_first * 1e9 / static_cast<double>(last_ - first_) / static_cast<double>(streams_);
        all.heap_a_stream = static_cast<double>(heap_) / static_cast<double>(streams_);
        all.resident_a_stream = static_cast<double>(resident_) / static_cast<double>(streams_);
        std::sort(delays_.begin(), delays_.end());
        all.p50_us = delays_[delays_.size() / 2];
        all.p99_us = delays_[delays_.size() * 99 / 100];
        return all;
    }

private:
    std::size_t streams_, deltas_;
    std::vector<double> delays_;
    std::size_t base_ = 0, heap_ = 0, resident_base_ = 0, resident_ = 0, failures_ = 0;
    double begin_ = 0, end_ = 0;
    std::int64_t first_ = 0, last_ = 0;
};

} // namespace coax::bench
