// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "answer/response_accumulator.hpp"
#include "call/given_items.hpp"

#include <coax/failure.hpp>
#include <coax/violation.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace coax::call {

/// The elements of `each` on their way from the answer to the consumer. Positions are those of the value builder, which
/// go on from answer to answer where elements are kept.
class item_ledger {
public:
    /// An answer begins. `afresh`: no element of those before is left in the queue.
    void begin(bool afresh);
    /// The answer is over, and was not the last one: what of it stands, taken or not.
    void end(answer::response_accumulator const& answer);

    /// The position of the complete element that was taken from the queue; nothing where the consumer has it already.
    std::optional<std::size_t> take(answer::response_accumulator& answer);
    /// The consumer gets it.
    void give(answer::response_accumulator const& answer, std::size_t position);
    /// It broke a rule that waited: the attempt is over.
    void refuse(failure why);
    /// It broke a rule that waited, and is left out.
    void leave_out(std::vector<violation> broken);

    [[nodiscard]] bool refused() const noexcept { return refusal_.has_value(); }
    [[nodiscard]] std::optional<failure> take_refusal() noexcept { return std::exchange(refusal_, std::nullopt); }
    /// An element was refused in this answer: those after it were not looked at, and do not stand.
    [[nodiscard]] bool stopped_early() const noexcept { return stopped_early_; }
    [[nodiscard]] given_items const& given() const noexcept { return given_; }
    [[nodiscard]] std::vector<violation> const& left_out() const noexcept { return left_out_; }

    /// The pointer of the element at this position, in the answer that it stands in.
    [[nodiscard]] static std::string pointer(answer::response_accumulator const& answer, std::size_t position);

private:
    given_items given_;
    std::vector<std::size_t>
        passed_over_; ///< elements nobody has taken that were given before the answer repeated them
    std::vector<violation> left_out_;
    std::optional<failure> refusal_;
    std::size_t next_position_ = 0; ///< of the next element that was not taken yet
    bool stopped_early_ = false;
};

} // namespace coax::call
