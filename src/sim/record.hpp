// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/sim/asked.hpp>
#include <coax/sim/counts.hpp>
#include <coax/sim/served.hpp>

#include <cstddef>
#include <deque>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace coax::sim {

/// What was asked and served. From any thread.
class record {
public:
    explicit record(std::size_t keep) : keep_(keep) { }

    void connected();
    void shaken(bool ok, bool resumed);
    void disconnected();
    /// Sets `question.attempt`.
    void requested(asked& question);
    void answered(served exchange);

    [[nodiscard]] std::vector<sim::asked> asked() const;
    [[nodiscard]] std::vector<sim::served> served() const;
    [[nodiscard]] sim::counts counts() const;

private:
    mutable std::mutex mutex_;
    std::size_t keep_;
    sim::counts counts_;
    std::deque<sim::asked> asked_;
    std::deque<sim::served> served_;
    static constexpr std::size_t most_conversations = 65'536; ///< then all are forgotten
    std::unordered_map<std::size_t, std::size_t> attempts_; ///< by a hash of the conversation's start
};

} // namespace coax::sim
