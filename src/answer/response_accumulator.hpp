// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "answer/answer_end.hpp"
#include "answer/call_list_builder.hpp"
#include "answer/class_probabilities.hpp"
#include "answer/joined_text.hpp"
#include "answer/piece_queue.hpp"
#include "answer/received_calls.hpp"
#include "answer/usage_meter.hpp"
#include "bind/value_builder.hpp"
#include "provider/answer_sink.hpp"
#include "repair/json_feed.hpp"

#include <coax/attempt.hpp>
#include <coax/request.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coax::answer {

/// One attempt's answer as its decoder reports it: the JSON goes to the value builder, the rest is kept. The mode
/// decides whether the text or the tool calls are the JSON. A model that answers a forced tool in text is understood,
/// too.
class response_accumulator final : public provider::answer_sink {
public:
    explicit response_accumulator(bind::limits most = {});

    /// How answers are read from the next `start` on; the default is strict. `renew` makes the value afresh.
    void tolerate(coax::tolerance tolerance, void (*renew)(void* value) = nullptr);

    /// Begins an attempt; `value` as in `bind::value_builder::start`. With `stepwise` the JSON waits until `step`.
    void start(detail::shape const& root, void* value, coax::mode mode, unsigned attempt, bool stepwise);
    /// Begins an attempt that continues the value: see `bind::value_builder::resume` and `resume_items`.
    void resume(coax::mode mode, unsigned attempt, bool stepwise, std::vector<bool> kept);
    void resume_items(coax::mode mode, unsigned attempt);

    /// See `call_list_builder::set_tags`.
    void tag_calls(std::vector<tool_tag> tags) { list_.set_tags(std::move(tags)); }
    /// From now on `strict_json` is kept.
    void keep_strict_json() { feed_.keep_strict_text(); }

    void on_text(std::string_view piece) override;
    void on_tool_call(std::size_t call, std::string_view id, std::string_view name) override;
    void on_arguments(std::size_t call, std::string_view piece) override;
    void on_token(std::string_view token, std::span<provider::token_choice const> weighed) override;
    void on_reasoning(std::string_view piece) override;
    void on_refusal(std::string_view piece) override { refusal_.append(piece); }
    void on_usage(coax::usage const& known) override { usage_.report(known); }
    void on_stop(stop_reason why, std::string_view word) override;
    void on_broken_off(failure why) override { end_.broken_off = std::move(why); }
    void on_end() override { end_.complete = true; }
    void on_failure(failure why) override;

    /// Gives the value builder the next piece that waits. Returns its size, or 0 where none does. Long pieces wait in
    /// parts, also where the answer is not read stepwise.
    std::size_t step();
    /// The body is over: what it leaves open waits for `step`.
    void close();
    /// What was received is not read yet as far as it goes; then what the value shows may not be up to date.
    [[nodiscard]] bool behind() const noexcept { return feed_.behind(); }
    /// After `close`, when nothing waits: ends the JSON. False where the answer has to be read once more by `step`
    /// first.
    bool end();
    /// All of that at once.
    void finish();

    [[nodiscard]] bind::value_builder& builder() noexcept { return builder_; }
    [[nodiscard]] bind::value_builder const& builder() const noexcept { return builder_; }
    /// A rule is broken, and nothing that follows can repair it.
    [[nodiscard]] bool broken() const noexcept { return builder_.broken() && !feed_.undecided(); }
    /// The value is whole and keeps its rules, and no part of it can follow. Never so of the calls of `mode::tools`.
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
    [[nodiscard]] std::string const& text() const noexcept { return text_.text(); }
    [[nodiscard]] std::string const& reasoning() const noexcept { return reasoning_.text(); }
    [[nodiscard]] std::string const& refusal() const noexcept { return refusal_.text(); }
    [[nodiscard]] std::vector<provider::tool_call> const& calls() const noexcept { return calls_.all(); }
    /// In `mode::tool`: the model called more than once, and not each time with the same arguments.
    [[nodiscard]] bool calls_differ() const { return mode_ == mode::tool && calls_.differ(); }
    [[nodiscard]] std::vector<weighed_token> const& tokens() const noexcept { return tokens_; }
    /// See `usage_meter::total`.
    [[nodiscard]] coax::usage usage(std::size_t request_bytes) const noexcept;
    /// The provider has counted all of the answer.
    [[nodiscard]] bool usage_known() const noexcept
    {
        return (end_.complete || end_.stop != stop_reason::none) && usage_.has_output();
    }
    [[nodiscard]] answer_end const& ending() const noexcept { return end_; }

private:
    void clear(coax::mode mode, bool stepwise);
    void read_text(std::string_view added);
    void read_arguments(std::size_t call, std::string_view added);
    void read_json(std::string_view piece);

    bind::value_builder builder_;
    repair::json_feed feed_;
    joined_text text_;
    joined_text reasoning_;
    joined_text refusal_;
    received_calls calls_;
    call_list_builder list_; ///< of the calls, in `mode::tools`
    std::vector<weighed_token> tokens_;
    piece_queue queue_; ///< JSON not yet given to the value builder
    usage_meter usage_;
    answer_end end_;
    void* value_ = nullptr; ///< null where it is continued and cannot be made afresh
    coax::mode mode_ = coax::mode::json_schema;
    bool stepwise_ = false;
    bool closed_ = false; ///< the body is over
};

} // namespace coax::answer
