// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "rate_limit/rate_limit_headers.hpp"
#include "rate_limit/token_bucket.hpp"
#include "rate_limit/token_estimate.hpp"

#include <coax/limits.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>

namespace coax::rate_limit {

/// Decides which attempt may be sent next, and when. It has no clock, no thread and no socket: the time is passed in.
///
/// Callers wait in a queue, by priority and then by arrival. The first is admitted as soon as the minute's requests and
/// tokens, the attempts in flight and the provider's latest headers allow it. Nobody overtakes, so small calls do not
/// starve a large one.
class admission_queue {
public:
    using time = std::chrono::steady_clock::time_point;
    struct waiting {
        double tokens; ///< as estimated
        void* owner; ///< not used here
    };
    using queue = std::multimap<int, waiting, std::greater<>>;
    using place = queue::iterator;

    /// An attempt that was admitted.
    struct admission {
        void* owner = nullptr;
        double tokens = 0; ///< as estimated
        std::uint64_t number = 0; ///< in the order of admission
    };

    explicit admission_queue(coax::limits most);

    /// The tokens that an attempt will probably cost: four bytes for a token of the request, and for the answer the
    /// mean of the latest answers; before the first answer, all that it may use.
    [[nodiscard]] double estimate(std::size_t request_bytes, std::uint64_t max_tokens) const noexcept;

    /// A place in the queue, valid until it leaves or is admitted.
    place join(int priority, double tokens, void* owner);
    void leave(place from);
    [[nodiscard]] bool empty() const noexcept { return queue_.empty(); }
    [[nodiscard]] waiting const& first() const { return queue_.begin()->second; }

    /// Admits the first in the queue, if it may be sent.
    std::optional<admission> admit(time now);
    /// When the first may be sent; the maximum where another attempt has to end before, or where the queue is empty.
    [[nodiscard]] time next(time now);

    /// The head of the response has arrived.
    void learn(admission const& of, rate_limit_headers const& headers, time now);
    /// The attempt has ended; the tokens that it has cost, where they are known.
    void end(admission const& of, std::optional<std::uint64_t> input, std::optional<std::uint64_t> output, time now);
    /// The provider has refused (429, overload). Call before `end`.
    void refused(std::optional<std::chrono::milliseconds> retry_after, time now);
    /// The provider has answered. Call before `end`.
    void answered(time now);

    [[nodiscard]] std::size_t in_flight() const noexcept { return in_flight_; }

    /// After a refusal without a time to wait.
    static constexpr std::chrono::milliseconds default_pause{1'000};
    /// The headers of a response delay the next attempt by this at most.
    static constexpr std::chrono::milliseconds longest_pause{60'000};
    /// A refusal has no effect after this.
    static constexpr std::chrono::seconds memory{60};

private:
    [[nodiscard]] bool room(time now);
    void learn(token_bucket& into, quota const& reported, double others, time now);
    void pause_until(time then);

    queue queue_;
    token_bucket requests_;
    token_bucket tokens_;
    std::size_t max_in_flight_;
    std::size_t in_flight_ = 0;
    std::uint64_t admitted_ = 0;
    double window_ = 0; ///< the most in flight after a refusal; 0 for no such limit
    token_estimate estimate_;
    time paused_until_ = time::min();
    time refused_at_ = time::min();
};

} // namespace coax::rate_limit
