// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "answer/response_accumulator.hpp"
#include "call/attempt_plan.hpp"
#include "call/item_ledger.hpp"
#include "call/shown_changes.hpp"
#include "provider/protocol.hpp"

#include <coax/detail/call.hpp>
#include <coax/detail/target.hpp>
#include <coax/failure.hpp>
#include <coax/request.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace coax::call {

/// Reads the answers of a call, one after another, from the bytes of their bodies into the value.
class answer_reader {
public:
    /// What comes next.
    enum class step : std::uint8_t {
        show, ///< the consumer has something new to see
        yield, ///< much was read: other work on the executor goes first
        read, ///< the body goes on
        read_end, ///< likewise, but only its end or the usage is still of interest
        over, ///< the answer is
    };

    /// `req` and what `target` points to must outlive the reader.
    answer_reader(detail::target target, detail::audience audience, request const& req, coax::tolerance tolerance);

    /// An attempt begins that asks for what is planned.
    void begin(attempt_plan const& plan, coax::mode mode, unsigned attempt);
    /// The head of an answer has arrived; its body is for this decoder.
    void open(std::unique_ptr<provider::response_decoder> decoder) { decoder_ = std::move(decoder); }
    void feed(std::string_view bytes);
    /// The body is over.
    void end_body();
    /// The connection was lost, or its time ran out, for this reason. False where the answer is not whole without what
    /// was lost; it is whole where the protocol's own end was seen, or the model's stop with nothing after it.
    [[nodiscard]] bool end_at_loss(failure const& why);

    step next();

    [[nodiscard]] bool body_is_open() const noexcept { return phase_ == body_phase::open; }
    /// The answer is decided, and only the usage is still waited for.
    [[nodiscard]] bool winding_up() const noexcept { return winding_up_; }
    /// A broken rule ended the answer before the model did.
    [[nodiscard]] bool aborted() const noexcept;
    /// Completes the reason why this answer gave no value.
    void complete(failure& why);
    /// The attempt is over.
    void close() noexcept { decoder_.reset(); }

    [[nodiscard]] answer::response_accumulator& response() noexcept { return response_; }
    [[nodiscard]] answer::response_accumulator const& response() const noexcept { return response_; }
    [[nodiscard]] item_ledger const& items() const noexcept { return items_; }
    [[nodiscard]] shown_changes const& shown() const noexcept { return shown_; }
    /// The field at this pointer is complete.
    void show_completed(std::string_view pointer) { shown_.complete(pointer); }

    // For the consumer of elements.
    std::optional<std::size_t> take_item() { return items_.take(response_); }
    void give_item(std::size_t position) { items_.give(response_, position); }
    detail::item_verdict judge_item(std::vector<violation> broken, bad_item policy);
    [[nodiscard]] std::optional<failure> take_refusal() noexcept { return items_.take_refusal(); }
    /// The answer gave no value: what of its elements is kept.
    void keep_items() { items_.end(response_); }

private:
    enum class body_phase : std::uint8_t { open, ended, drained, finished };

    bool end_body_phase();
    [[nodiscard]] bool decided() const noexcept { return items_.refused() || response_.broken(); }
    [[nodiscard]] bool only_usage_is_missing() const noexcept;

    detail::target target_;
    answer::response_accumulator response_;
    item_ledger items_;
    shown_changes shown_;
    std::unique_ptr<provider::response_decoder> decoder_;
    std::optional<failure> lost_; ///< the connection, after the model had stopped
    std::size_t stepped_ = 0; ///< bytes of JSON read since other work went first
    unsigned values_ = 0; ///< begun
    body_phase phase_ = body_phase::open;
    bool winding_up_ = false;
    bool streamed_;
};

} // namespace coax::call
