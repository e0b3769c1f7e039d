// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "answer/response_accumulator.hpp"
#include "call/attempt_log.hpp"
#include "call/given_items.hpp"
#include "call/missing_members.hpp"
#include "call/retry_policy.hpp"
#include "model/model_chain.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace coax::call {

/// What is known when an attempt has failed. Borrows all of it.
struct failed_attempt {
    request const& req;
    detail::target const& target;
    model::model_chain& models;
    answer::response_accumulator const& answer;
    given_items const& given;
    attempt_log& log;
    failure& why;
    std::chrono::steady_clock::time_point deadline; ///< of the call
    bool answered; ///< an answer had begun
    bool shown; ///< the consumer has seen some of its value
};

/// What the next attempt asks for, and which earlier answers stand before the model.
class attempt_plan {
public:
    enum class scope : std::uint8_t {
        whole, ///< all of the value
        members, ///< the members that are missing
        items, ///< further elements of a list
    };

    [[nodiscard]] scope asks_for() const noexcept { return scope_; }
    [[nodiscard]] std::span<provider::failed_answer const> earlier() const noexcept { return earlier_; }
    /// Of the root's members, those that stand; only for `scope::members`.
    [[nodiscard]] std::vector<bool> const& kept() const noexcept { return missing_->kept(); }
    /// How the model is asked for that.
    [[nodiscard]] model::mode_choice const& choice(model::model_chain const& models) const noexcept
    {
        return scope_ == scope::members ? part_choice_ : models.choice();
    }

    /// Plans to ask again for what is wrong or missing; false where the failure is of another kind, or nothing stands
    /// that could be completed, or no re-ask is left. `in_time`: the call has time for another attempt.
    [[nodiscard]] bool reask(failed_attempt const& last, retry_policy& policy, bool in_time);
    /// Plans the same again; but what `each` has given is not asked for again.
    void retry(failed_attempt const& last);
    /// Plans for another model, which knows nothing of what was said.
    void take_over(given_items const& given);

private:
    [[nodiscard]] std::optional<missing_members> choose_members(failed_attempt const& last, bool cut);
    void add(failed_attempt const& last, std::string words);

    std::vector<provider::failed_answer> earlier_;
    std::optional<missing_members> missing_;
    model::mode_choice part_choice_;
    scope scope_ = scope::whole;
};

} // namespace coax::call
