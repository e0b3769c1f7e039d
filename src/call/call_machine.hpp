// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "call/action.hpp"
#include "call/attempt_log.hpp"
#include "call/attempt_plan.hpp"
#include "call/fact.hpp"
#include "call/item_ledger.hpp"
#include "call/model_chain.hpp"
#include "call/response_accumulator.hpp"
#include "call/retry_policy.hpp"
#include "call/shown_changes.hpp"
#include "client/left_out.hpp"
#include "observer/watch.hpp"

#include <coax/extraction.hpp>
#include <coax/observer.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <string>

namespace coax::call {

/// What a client sets for all of its calls.
struct call_settings {
    std::shared_ptr<coax::observer const> observer;
    std::uint64_t number = 0; ///< of the call, for the observer
    std::uint32_t max_retries = 2;
    coax::tolerance tolerance = coax::tolerance::report;
    std::chrono::milliseconds time_limit{};
    detail::known_refusals* refusals = nullptr; ///< shared by the calls of a client; must outlive the call
};

/// One extraction, from the first attempt to a value or a failure, without I/O: each outcome goes in as a fact, and
/// what is to be done next comes out. All decisions are made here.
class call_machine {
public:
    using time_point = std::chrono::steady_clock::time_point;

    /// What `target` points to, and `fallbacks`, must outlive the machine.
    call_machine(request ask, detail::target target, detail::audience audience, detail::site first,
        std::vector<detail::site> const& fallbacks, call_settings const& settings);

    /// The outcome of the last action, first `go_on`. Throws what the user's types and rules throw, and `bad_alloc`;
    /// then the call is to be abandoned.
    action resume(fact happened, circumstances at);
    /// The call ends by an exception that is not of the machine's making.
    void abandon(std::exception_ptr const& thrown) noexcept;
    /// After `action::kind::fail`.
    [[nodiscard]] failure take_failure() noexcept { return std::move(*failure_); }

    // For `admit` and `send`.
    [[nodiscard]] http::request const& request_to_send() const noexcept { return current_.request; }
    [[nodiscard]] detail::site const& site() const noexcept { return models_.current(); }
    [[nodiscard]] time_point deadline() const noexcept { return deadline_; }

    // For the consumer of elements.
    std::optional<std::size_t> take_item() { return items_.take(response_); }
    void give_item(std::size_t position) { items_.give(response_, position); }
    /// What the waiting rules found wrong with the element.
    detail::item_verdict judge_item(std::vector<violation> broken);
    [[nodiscard]] std::string item_pointer(std::size_t position) const
    {
        return item_ledger::pointer(response_, position);
    }

    void want_probabilities() noexcept { models_.want_probabilities(); }
    /// After `done`. Throws `coax::error`, no_answer, where the service reported none.
    [[nodiscard]] std::vector<double> probabilities() const;
    [[nodiscard]] extraction_details take_details();

    [[nodiscard]] request const& asked() const noexcept { return ask_; }
    [[nodiscard]] response_accumulator const& response() const noexcept { return response_; }
    [[nodiscard]] coax::change change() const noexcept { return shown_.change(); }
    [[nodiscard]] std::string_view completed_field() const noexcept { return shown_.completed_field(); }

private:
    enum class state : std::uint8_t { idle, preparing, admission, sending, refusal, answer, over };
    enum class body_phase : std::uint8_t { open, ended, drained, finished };

    /// The attempt that runs.
    struct attempt_state {
        http::request request;
        http::response_head head;
        std::optional<rate_limit::turn> permit;
        std::unique_ptr<provider::decoder> decoder;
        std::string refusal; ///< the body of an answer that is none
        std::string request_id; ///< the provider's
        std::optional<failure> lost; ///< the connection, after the model had stopped
        std::size_t stepped = 0; ///< bytes of JSON read since other work went first
        body_phase phase = body_phase::open;
        bool winding_up = false; ///< only the usage is still waited for
    };

    action on(go_on, circumstances at);
    action on(admitted& given, circumstances at);
    action on(head_arrived arrived, circumstances at);
    action on(bytes_arrived arrived, circumstances at);
    action on(body_ended, circumstances at);
    action on(broke_off& broken, circumstances at);
    action on(time_passed, circumstances at);
    action on(rules_ran& ran, circumstances at);

    action begin_attempt(circumstances at);
    void prepare(time_point now);
    void begin_answer();
    action read_on(circumstances at);
    bool end_body_phase();
    bool end_at_loss(failure& why);
    [[nodiscard]] bool settled() const noexcept { return items_.refused() || response_.broken(); }
    [[nodiscard]] bool only_usage_is_missing() const noexcept;
    action end_refusal(circumstances at);

    action end_attempt(std::optional<failure> why, circumstances at);
    void complete(failure& why);
    void record(std::optional<failure> const& why, bool aborted, time_point now);
    void return_permit(std::optional<failure> const& why);
    action after_failure(failure why, circumstances at);
    bool fall_back(failure const& why);
    action fail(failure why);
    void announce_model();
    [[nodiscard]] retry_policy fresh_policy() const;

    request ask_;
    detail::target target_;
    call_settings settings_;
    bool each_; ///< elements are given one by one
    observing::watch watch_; ///< borrows names from models_
    model_chain models_;
    detail::left_out left_out_;
    retry_policy policy_;
    response_accumulator response_;
    attempt_plan plan_;
    item_ledger items_;
    attempt_log log_;
    shown_changes shown_;
    attempt_state current_;
    std::optional<failure> failure_;
    time_point deadline_{};
    unsigned answers_ = 0; ///< begun with a fresh value
    state state_ = state::idle;
    bool taken_ = false; ///< the details are
};

} // namespace coax::call
