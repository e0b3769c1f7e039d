// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "rate_limit/token_estimate.hpp"

#include <coax/batch_options.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

namespace coax::batching {

/// Decides which inputs of a batch may be begun within its budget. It has no clock: the time is passed in.
class spending {
public:
    using time = std::chrono::steady_clock::time_point;

    /// What an input brings, before it is asked.
    struct question {
        std::size_t bytes = 0; ///< of its words and the schema
        std::uint64_t max_tokens = 0; ///< of its answer
        std::optional<price> a_million; ///< nothing where there is no price
    };
    enum class decision : std::uint8_t {
        begin, ///< what it probably takes is reserved until `end`
        wait, ///< a call that is in flight has to end first
        leave_out,
    };

    spending(budget most, time began) : most_(most), began_(began) { }

    [[nodiscard]] bool limited() const noexcept
    {
        return most_.tokens != 0 || most_.money > 0 || most_.time != std::chrono::nanoseconds();
    }

    decision consider(std::size_t index, question const& asked, time now);
    /// The call is over, and has taken that.
    void end(std::size_t index, usage const& spent, double cost, time now);
    /// The call is over, and nothing is known of what it has taken.
    void forget(std::size_t index) { in_flight_.erase(index); }

    /// Why an input was left out, in words.
    [[nodiscard]] std::string words(time now) const;

private:
    struct reserved {
        double input = 0; ///< tokens, before the correction
        double tokens = 0;
        double money = 0;
        time begun;
    };
    [[nodiscard]] reserved estimate(question const& asked, time now) const;

    budget most_;
    time began_;
    std::unordered_map<std::size_t, reserved> in_flight_; ///< by index of the input
    rate_limit::token_estimate answers_;
    double input_factor_ = 1; ///< tokens of the input for one that was estimated, the mean of the latest
    bool knows_input_ = false; ///< a call has ended
    std::chrono::nanoseconds mean_time_{}; ///< of the latest calls; 0 while unknown
    double tokens_ = 0; ///< spent
    double money_ = 0;
};

} // namespace coax::batching
