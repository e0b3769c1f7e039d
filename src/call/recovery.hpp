// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "call/attempt_plan.hpp"
#include "call/fact.hpp"
#include "call/omitted_members.hpp"
#include "call/retry_policy.hpp"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace coax::call {

/// Decides what follows a failed attempt: a re-ask, a retry, another model, or the end of the call.
class recovery {
public:
    enum class step : std::uint8_t {
        resend, ///< at once, without what the service has refused of what coax adds by itself
        ask_again, ///< at once, for what is wrong or missing
        wait, ///< then the same again
        take_over, ///< at once, by the model that is now the current one
        give_up,
    };
    struct decision {
        step next = step::give_up;
        std::chrono::milliseconds delay{}; ///< of `wait`
    };

    recovery(std::uint32_t max_reasks, std::uint32_t max_retries, known_refusals& refusals)
        : max_reasks_(max_reasks),
          max_retries_(max_retries),
          policy_(max_reasks, max_retries),
          omitted_(refusals)
    {
    }

    /// Moves `last.models` and `last.log` on, and completes the message of `last.why`.
    decision after(failed_attempt const& last, circumstances at);

    /// What the next attempt asks for.
    [[nodiscard]] attempt_plan const& plan() const noexcept { return plan_; }
    /// For encoding the next request to this model.
    provider::own_members* own_members_for(model::model_endpoint const& to)
    {
        return omitted_.members_for(to.origin, to.model);
    }
    /// What was left out of the last request; see `attempt::omitted`.
    [[nodiscard]] std::vector<std::string> const& omitted() const noexcept { return omitted_.omitted(); }
    /// The body of a refusal, before its words are cut.
    void keep_refusal(std::string_view body) { omitted_.keep_refusal(body); }

private:
    bool fall_back(failed_attempt const& last);

    std::uint32_t max_reasks_;
    std::uint32_t max_retries_;
    retry_policy policy_;
    attempt_plan plan_;
    omitted_members omitted_;
};

} // namespace coax::call
