// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "bind/value_builder.hpp"
#include "call/class_probabilities.hpp"
#include "call/object_scanner.hpp"
#include "call/tool_tag.hpp"
#include "provider/answer_sink.hpp"
#include "provider/pair_joiner.hpp"
#include "provider/protocol.hpp"
#include "repair/json_feed.hpp"

#include <coax/attempt.hpp>
#include <coax/request.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coax::call {

/// One attempt's answer as its decoder tells it: the JSON goes to the binder, the rest is kept. Which of text and
/// tool calls is the JSON follows from the mode; a model that answers a forced tool in text is understood too.
class response_accumulator final : public provider::answer_sink {
public:
    explicit response_accumulator(bind::limits how = {});

    /// How answers are read from the next `start` on; default to the letter. `renew` makes the value afresh.
    void tolerate(coax::tolerance how, void (*renew)(void* value) = nullptr);

    /// Begins an attempt; `value` as in `bind::value_builder::start`. With `stepwise` the JSON waits until `step`.
    void start(detail::shape const& root, void* value, coax::mode how, unsigned attempt, bool stepwise);
    /// Begins an attempt that goes on with the value: see `bind::value_builder::resume` and `resume_items`.
    void resume(coax::mode how, unsigned attempt, bool stepwise, std::vector<bool> kept);
    void resume_items(coax::mode how, unsigned attempt);

    /// In `mode::tools`: a call of one of these that does not say which alternative it is has the member added.
    void tag_calls(std::vector<tool_tag> tags) { tags_ = std::move(tags); }
    /// From now on `strict_json` is kept.
    void keep_strict_json() { feed_.keep_strict_text(); }

    void on_text(std::string_view piece) override;
    void on_tool_call(std::size_t call, std::string_view id, std::string_view name) override;
    void on_arguments(std::size_t call, std::string_view piece) override;
    void on_token(std::string_view token, std::span<provider::token_choice const> weighed) override;
    void on_reasoning(std::string_view piece) override;
    void on_refusal(std::string_view piece) override { refusal_.append(refusal_pairs_.join(piece)); }
    void on_usage(coax::usage const& known) override { usage_ = known; }
    void on_stop(stop_reason why, std::string_view word) override;
    void on_broken_off(failure why) override { broken_off_ = std::move(why); }
    void on_end() override { ended_ = true; }
    void on_failure(failure why) override;

    /// Gives the binder the next piece that waits; its size, or 0 where none does. Long pieces wait in parts of
    /// `max_piece`, also where the answer is not read stepwise.
    std::size_t step();
    static constexpr std::size_t max_piece = 16 * 1024;
    /// The body is over: what it leaves open waits for `step`.
    void close();
    /// What was received is not read yet as far as it goes; then what the value shows may not be up to date.
    [[nodiscard]] bool behind() const noexcept { return feed_.behind(); }
    /// After `close`, when nothing waits: takes the end for the end. False where the answer has to be read once more by
    /// `step` first.
    bool end();
    /// All of that at once.
    void finish();

    [[nodiscard]] bind::value_builder& builder() noexcept { return builder_; }
    [[nodiscard]] bind::value_builder const& builder() const noexcept { return builder_; }
    /// A rule is broken: nothing that follows can mend it.
    [[nodiscard]] bool broken() const noexcept { return builder_.broken() && !feed_.undecided(); }
    /// The value is whole and good, so that nothing of it can still come. Never so of the calls of `mode::tools`.
    [[nodiscard]] bool whole() const
    {
        return builder_.done() && !broken() && !feed_.goes_on() && (mode_ != mode::tools || calls_.empty());
    }
    /// What was read although it was not as it should be, in the order of the JSON.
    [[nodiscard]] std::vector<applied_repair> repairs() const { return feed_.repairs(); }

    /// The JSON as received, or the text where there is no JSON.
    [[nodiscard]] std::string const& json() const noexcept;
    /// The JSON as it was read: strict, whatever the model wrote. See `keep_strict_json`.
    [[nodiscard]] std::string_view strict_json() const { return feed_.strict_text(); }
    [[nodiscard]] unsigned readings() const noexcept { return feed_.readings(); }
    [[nodiscard]] std::string const& text() const noexcept { return text_; }
    [[nodiscard]] std::string const& reasoning() const noexcept { return reasoning_; }
    [[nodiscard]] std::string const& refusal() const noexcept { return refusal_; }
    [[nodiscard]] std::vector<provider::tool_call> const& calls() const noexcept { return calls_; }
    /// In `mode::tool`: the model called more than once, and not each time with the same arguments.
    [[nodiscard]] bool calls_differ() const;
    [[nodiscard]] std::vector<weighed_token> const& tokens() const noexcept { return tokens_; }
    /// What was spent: as the provider counted it, and where it has not, as `usage::estimated` says.
    [[nodiscard]] coax::usage usage(std::size_t request_bytes) const noexcept;
    /// The provider has counted all of the answer.
    [[nodiscard]] bool usage_known() const noexcept
    {
        return (ended_ || stop_ != stop_reason::none) && usage_.output_tokens != 0;
    }
    [[nodiscard]] stop_reason stop() const noexcept { return stop_; }
    [[nodiscard]] std::string const& stop_word() const noexcept { return stop_word_; }
    [[nodiscard]] bool ended() const noexcept { return ended_; }
    [[nodiscard]] std::optional<failure> const& failed() const noexcept { return failure_; }
    /// Why the service stopped the answer, in its words; with `stop_reason::none` only where the value is not whole.
    [[nodiscard]] std::optional<failure> const& broken_off() const noexcept { return broken_off_; }

private:
    void clear(coax::mode how, bool stepwise);
    provider::tool_call& call_at(std::size_t call);
    void take_json(std::string_view piece);
    void take_calls();
    void begin_call(std::size_t call);
    void take_arguments(std::string_view piece);
    void take_item(std::string_view piece);
    void finish_calls();

    bind::value_builder builder_;
    repair::json_feed feed_;
    provider::pair_joiner text_pairs_;
    provider::pair_joiner reasoning_pairs_;
    provider::pair_joiner refusal_pairs_;
    std::vector<provider::pair_joiner> argument_pairs_; ///< of each call: their pieces may come by turns
    std::string text_;
    std::string reasoning_;
    std::string refusal_;
    std::string stop_word_;
    std::vector<provider::tool_call> calls_;
    std::size_t call_ = 0; ///< in `mode::tools`, the call that is an element now, and how much of it was read
    std::size_t call_read_ = 0;
    object_scanner scanner_; ///< of its arguments
    std::vector<tool_tag> tags_;
    std::vector<weighed_token> tokens_;
    std::string items_; ///< in `mode::tools`, all calls as one list
    std::string waiting_; ///< JSON not yet given to the binder ...
    std::vector<std::size_t> ends_; ///< ... and where each piece of it ends
    std::size_t next_piece_ = 0;
    std::size_t deltas_ = 0; ///< pieces of any kind
    std::optional<failure> failure_;
    std::optional<failure> broken_off_;
    void* value_ = nullptr; ///< null where it goes on and cannot be made afresh
    coax::usage usage_;
    coax::mode mode_ = coax::mode::json_schema;
    stop_reason stop_ = stop_reason::none;
    bool stepwise_ = false;
    bool closed_ = false; ///< no more of the body will come
    bool ended_ = false;
};

} // namespace coax::call
