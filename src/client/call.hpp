// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "attempt/answer.hpp"
#include "attempt/given_items.hpp"
#include "attempt/policy.hpp"
#include "attempt/remainder.hpp"
#include "client/client_core.hpp"
#include "client/left_out.hpp"
#include "client/mode_choice.hpp"
#include "limiting/gate.hpp"
#include "observer/watch.hpp"
#include "provider/protocol.hpp"
#include "transport/transport.hpp"

#include <coax/detail/call.hpp>
#include <coax/failure.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coax::detail {

/// One extraction: drives attempts until there is a value or no hope. All decisions are the attempt room's; this does
/// the waiting between them.
class call final : public progress {
public:
    call(std::shared_ptr<client_core const> core, request ask, target where, audience whom);

    boost::asio::awaitable<bool> advance();
    /// Throws again what `advance` threw, if it did.
    void rethrow() const;

    [[nodiscard]] attempts::answer const& answer() const noexcept { return answer_; }
    [[nodiscard]] request const& asked() const noexcept { return ask_; }
    /// What ended the call was an exception.
    [[nodiscard]] bool failed() const noexcept { return thrown_ != nullptr; }
    boost::asio::awaitable<item_verdict> check_item(void const* item, std::size_t position);
    std::optional<std::size_t> take_item();
    void give_item(std::size_t position);
    [[nodiscard]] extraction_details take_details();
    void want_probabilities() noexcept { probabilities_ = true; }
    [[nodiscard]] std::vector<double> take_probabilities();

    [[nodiscard]] field_state state(std::span<std::size_t const> fields) const noexcept override
    {
        return answer_.writer().state(fields);
    }
    [[nodiscard]] std::string path() const override { return answer_.writer().path(); }
    [[nodiscard]] unsigned attempt() const noexcept override { return answer_.writer().attempt(); }
    [[nodiscard]] std::string_view reasoning() const noexcept override { return answer_.reasoning(); }
    [[nodiscard]] coax::change change() const noexcept override { return change_; }
    [[nodiscard]] std::string_view completed_field() const noexcept override { return completed_field_; }

private:
    using clock = std::chrono::steady_clock;
    enum class stage : std::uint8_t { to_begin, asking, reading, to_wait, over };

    boost::asio::awaitable<void> begin_attempt();
    boost::asio::awaitable<failure> read_refusal(transport::exchange& from);
    boost::asio::awaitable<void> pause();
    boost::asio::awaitable<void> run_checks(void const* value, std::string pointer, std::vector<violation>& found);
    boost::asio::awaitable<std::optional<failure>> check_value();

    [[nodiscard]] http::request encode(
        detail::site const& to, mode_choice const& choice, provider::own_members* own) const;
    void prepare();
    [[nodiscard]] mode_choice choose(provider::service const& service) const;
    void take_choice(mode_choice choice);
    [[nodiscard]] bool only_usage_is_missing() const noexcept;
    [[nodiscard]] std::function<void(std::string&)> secrets() const;
    [[nodiscard]] attempts::policy fresh_policy() const;
    [[nodiscard]] timeouts limits() const;
    void move_to(detail::site where);
    boost::asio::awaitable<void> wait_in_line();
    void leave_line(std::optional<failure> const& why);
    void take(std::string_view bytes);
    bool step_to_change();
    [[nodiscard]] bool changed();
    [[nodiscard]] bool shows_fields() const noexcept
    {
        return audience_ == audience::partials && ask_.show() == granularity::field;
    }
    [[nodiscard]] bool thought_more() noexcept;
    void end_body();
    bool end_at_loss(failure& why);
    void end_attempt(std::optional<failure> why);
    void end_items();
    bool plan_reask(failure const& why);
    void plan_retry();
    [[nodiscard]] bool said_the_same() const;
    bool fall_back(failure const& why);
    [[nodiscard]] std::optional<failure> refusal_of(detail::site const& candidate) const;
    [[noreturn]] void fail(failure why);
    [[nodiscard]] std::uint64_t tokens_spent() const noexcept;
    void record(std::optional<failure> const& why);
    void give_up(std::exception_ptr thrown) noexcept;

    std::shared_ptr<client_core const> core_;
    detail::site site_;
    request ask_;
    target where_;
    audience audience_;
    observing::watch watch_; ///< borrows names from site_
    std::optional<limiting::turn> turn_; ///< held while an attempt runs
    std::size_t request_bytes_ = 0;
    std::string target_; ///< of the request
    mode_choice choice_;
    left_out left_out_;
    /// What the attempt asks for: all of the value, the members of `rest_`, or further elements.
    enum class scope : std::uint8_t { whole, members, items };
    scope scope_ = scope::whole;
    std::optional<attempts::remainder> rest_;
    mode_choice rest_choice_;
    attempts::policy policy_;
    attempts::answer answer_;
    std::unique_ptr<provider::decoder> decoder_;
    std::optional<transport::exchange> exchange_;
    std::vector<provider::failed_answer> earlier_;
    std::vector<coax::attempt> attempts_;
    std::exception_ptr thrown_; ///< what ended the call
    clock::time_point call_ends_;
    clock::time_point attempt_began_;
    std::string request_id_; ///< the provider's, of the last attempt
    std::chrono::nanoseconds to_first_byte_{};
    std::chrono::milliseconds wait_{};
    std::uint64_t seen_ = 0; ///< what the consumer has seen, as the binder counts
    std::size_t reasoning_seen_ = 0;
    std::deque<std::string> completed_; ///< pointers, for `granularity::field`; not shown yet
    std::string completed_field_; ///< the one that is shown
    std::vector<violation> skipped_;
    std::optional<failure> lost_; ///< the connection, after the model had stopped
    std::optional<failure> rejected_; ///< an element that a waiting rule did not pass
    attempts::given_items given_; ///< elements that the consumer of `each` has
    std::size_t next_position_ = 0; ///< of the next element that was not taken yet
    std::vector<std::size_t> passed_over_; ///< positions of elements that were given before the answer repeated them
    std::string skipped_models_; ///< in words: those that could not take the request
    std::size_t next_fallback_ = 0;
    unsigned attempt_ = 0;
    unsigned starts_ = 0;
    stage stage_ = stage::to_begin;
    coax::change change_ = coax::change::value;
    bool probabilities_ = false; ///< of the classes are wanted
    bool prepared_ = false;
    bool taken_ = false; ///< the details are
    bool shown_ = false; ///< of this attempt
    bool aborted_ = false; ///< we stopped the generation
    bool item_refused_ = false; ///< by a waiting rule, in this attempt: what follows it was not looked at
    bool winding_up_ = false; ///< only the usage is still waited for
    bool body_over_ = false;
};

} // namespace coax::detail
