// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "call/action.hpp"
#include "call/answer_reader.hpp"
#include "call/attempt_log.hpp"
#include "call/cache_steps.hpp"
#include "call/fact.hpp"
#include "call/recovery.hpp"
#include "model/model_chain.hpp"
#include "model/setter_check.hpp"
#include "observer/call_observer.hpp"

#include <coax/extraction.hpp>
#include <coax/observer.hpp>
#include <coax/price_list.hpp>

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
    std::uint32_t max_reasks = 2;
    std::uint32_t max_retries = 2;
    coax::tolerance tolerance = coax::tolerance::report;
    std::chrono::milliseconds time_limit{};
    bool has_cache = false;
    price_list const* prices = nullptr; ///< must outlive the call; null for none
    known_refusals* refusals = nullptr; ///< shared by the calls of a client; must outlive the call
};

/// One extraction, from the first attempt to a value or a failure, without I/O: each outcome goes in as a fact, and
/// what is to be done next comes out. All decisions are made here.
class call_machine {
public:
    using time_point = std::chrono::steady_clock::time_point;

    /// What `target` points to, and `fallbacks`, must outlive the machine.
    call_machine(request req, detail::target target, detail::audience audience, model::model_endpoint first,
        std::vector<model::model_endpoint> const& fallbacks, call_settings const& settings);

    /// The outcome of the last action, first `go_on`. Throws what the user's types and rules throw, and `bad_alloc`;
    /// then the call is to be abandoned.
    action resume(fact happened, circumstances at);
    /// The call ends by an exception that was not thrown by the machine.
    void abandon(std::exception_ptr const& thrown) noexcept;
    /// After `action::kind::fail`.
    [[nodiscard]] failure take_failure() noexcept { return std::move(*failure_); }

    // For `admit`, `authorize` and `send`.
    [[nodiscard]] http::request const& request_to_send() const noexcept { return exchange_.request; }
    [[nodiscard]] model::model_endpoint const& endpoint() const noexcept { return models_.current(); }
    [[nodiscard]] time_point deadline() const noexcept { return deadline_; }
    /// The number of the credential that the service has refused; 0 for none.
    [[nodiscard]] std::uint64_t rejected_credential() const noexcept { return exchange_.rejected; }

    // For `look_up` and `keep`.
    [[nodiscard]] cache_key const& key_of_answer() const noexcept { return cache_.key(); }
    [[nodiscard]] cached_answer const& answer_to_keep() const noexcept { return *cache_.written(); }

    // For the consumer of elements.
    std::optional<std::size_t> take_item() { return reader_.take_item(); }
    void give_item(std::size_t position) { reader_.give_item(position); }
    /// What the waiting rules found wrong with the element.
    detail::item_verdict judge_item(std::vector<violation> broken)
    {
        return reader_.judge_item(std::move(broken), request_.on_bad_item());
    }
    [[nodiscard]] std::string item_pointer(std::size_t position) const
    {
        return item_ledger::pointer(response(), position);
    }

    /// The call is one of two for the same `extract`; before the first fact.
    void expect_hedge() noexcept { verb_ = model::verb::extract; }
    /// The call is for `classify`; before the first fact.
    void want_probabilities() noexcept
    {
        verb_ = model::verb::classify;
        models_.want_probabilities();
    }
    /// After `done`. Throws `coax::error`, no_answer, where the service reported none.
    [[nodiscard]] std::vector<double> probabilities() const;
    [[nodiscard]] extraction_details take_details();

    [[nodiscard]] request const& user_request() const noexcept { return request_; }
    [[nodiscard]] answer::response_accumulator const& response() const noexcept { return reader_.response(); }
    [[nodiscard]] coax::change change() const noexcept { return reader_.shown().change(); }
    [[nodiscard]] std::string_view completed_field() const noexcept { return reader_.shown().completed_field(); }

private:
    enum class state : std::uint8_t {
        idle,
        preparing,
        looking_up,
        admission,
        authorizing,
        sending,
        refusal,
        answer,
        keeping,
        over
    };

    /// The attempt that runs, but for its answer.
    struct exchange {
        http::request request;
        http::response_head head;
        std::optional<rate_limit::permit> permit;
        std::string refusal; ///< the body of an answer that is none
        std::string request_id; ///< the provider's
        std::uint64_t credential = 0; ///< the number of that which it carries; 0 for none
        std::uint64_t rejected = 0; ///< the number of that which the service has refused
    };

    action on(go_on, circumstances at);
    action on(admitted& given, circumstances at);
    action on(authorized& given, circumstances at);
    action on(head_arrived arrived, circumstances at);
    action on(bytes_arrived arrived, circumstances at);
    action on(body_ended, circumstances at);
    action on(broke_off& broken, circumstances at);
    action on(time_passed, circumstances at);
    action on(rules_ran& ran, circumstances at);
    action on(looked_up& answer, circumstances at);
    action on(kept, circumstances at);

    void observe_fields();
    void announce_model();
    void prepare(time_point now);
    [[nodiscard]] bool uses_cache() const noexcept;
    action begin_attempt(circumstances at);
    action look_up();
    action admit() noexcept;
    action succeed();
    action read_on(circumstances at);
    [[nodiscard]] bool may_authorize_again(failure const& why, time_point now) const;
    action end_refusal(circumstances at);
    action end_attempt(std::optional<failure> why, circumstances at);
    void complete(failure& why);
    void record(std::optional<failure> const& why, bool aborted, time_point now);
    [[nodiscard]] usage limited_usage() const;
    void return_permit(std::optional<failure> const& why);
    action after_failure(failure why, circumstances at);
    action fail(failure why);

    request request_;
    detail::target target_;
    call_settings settings_;
    observing::call_observer observer_; ///< borrows names from models_
    model::model_chain models_;
    answer_reader reader_;
    recovery recovery_;
    attempt_log log_;
    exchange exchange_;
    cache_steps cache_;
    std::optional<failure> failure_;
    time_point deadline_{};
    model::verb verb_;
    state state_ = state::idle;
    bool taken_ = false; ///< the details are
};

} // namespace coax::call
