// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "rate_limit/allowance.hpp"
#include "rate_limit/bucket.hpp"

#include <coax/limits.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>

namespace coax::rate_limit {

/// Who may ask next, and when. No clock, no thread, no socket: it is told the time.
///
/// Callers stand in line, the higher priority first, and of the same priority who came first. The first in line goes
/// as soon as the minute's requests and tokens, the calls in flight and the provider's latest words allow; nobody
/// overtakes, so a big call is not starved by small ones.
class limiter {
public:
    using time = std::chrono::steady_clock::time_point;
    struct waiting {
        double tokens; ///< as estimated
        void* whom; ///< the owner's business
    };
    using line = std::multimap<int, waiting, std::greater<>>;
    using place = line::iterator;

    /// An attempt that was let go.
    struct pass {
        void* whom = nullptr;
        double tokens = 0; ///< as estimated
        std::uint64_t number = 0; ///< in the order of going
    };

    explicit limiter(coax::limits most);

    /// Tokens that an attempt will probably take: four bytes to a token, and for the answer what answers took lately,
    /// at first all that it may take.
    [[nodiscard]] double estimate(std::size_t request_bytes, std::uint64_t max_tokens) const noexcept;

    /// A place in line, good until it is left or goes.
    place join(int priority, double tokens, void* whom);
    void leave(place from);
    [[nodiscard]] bool empty() const noexcept { return line_.empty(); }
    [[nodiscard]] waiting const& first() const { return line_.begin()->second; }

    /// The first in line goes, if it may.
    std::optional<pass> admit(time now);
    /// When the first in line may go; far away if that takes the end of another, and with an empty line.
    [[nodiscard]] time next(time now);

    /// The head of the answer is here.
    void learn(pass const& of, allowance const& said, time now);
    /// The attempt is over; tokens really spent, if anybody said so.
    void end(pass const& of, std::optional<std::uint64_t> input, std::optional<std::uint64_t> output, time now);
    /// The provider wants less (429, overload). Call before `end`.
    void refused(std::optional<std::chrono::milliseconds> retry_after, time now);
    /// It answered. Call before `end`.
    void answered(time now);

    [[nodiscard]] std::size_t in_flight() const noexcept { return in_flight_; }

    /// After a refusal that names no wait.
    static constexpr std::chrono::milliseconds default_pause{1'000};
    /// What a provider says of its limits holds nobody up for longer; a 429 says what it really wants.
    static constexpr std::chrono::milliseconds longest_pause{60'000};
    /// So long after the last refusal, none of it is left.
    static constexpr std::chrono::seconds memory{60};

private:
    [[nodiscard]] bool room(time now);
    void learn(bucket& into, share const& said, double others, time now);
    void pause_until(time then);

    line line_;
    bucket requests_;
    bucket tokens_;
    std::size_t max_in_flight_;
    std::size_t in_flight_ = 0;
    std::uint64_t admitted_ = 0;
    double window_ = 0; ///< in flight at most since a refusal; 0 for no such limit
    double mean_output_ = -1; ///< of late; negative while unknown
    time paused_until_ = time::min();
    time refused_at_ = time::min();
};

} // namespace coax::rate_limit
