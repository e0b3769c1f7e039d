// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "call/item_ledger.hpp"

#include <algorithm>
#include <iterator>
#include <ranges>
#include <string>
#include <utility>

namespace coax::call {

constexpr std::size_t max_left_out = 1024; ///< violations listed of elements that waiting rules left out

void item_ledger::begin(bool afresh)
{
    if (afresh) {
        next_position_ = 0;
        passed_over_.clear();
    }
    refusal_.reset();
    stopped_early_ = false;
    given_.begin_document();
}

void item_ledger::end(answer::response_accumulator const& answer)
{
    auto const first = answer.builder().first_item_position();
    for (auto const position : answer.builder().item_positions()) {
        if (stopped_early_ || position < first || position < next_position_)
            continue;
        if (given_.repeats(position - first, answer.strict_json(), answer.readings()))
            passed_over_.push_back(position);
        else
            given_.give(position - first);
    }
    given_.end_document(answer.strict_json(), answer.readings());
}

std::optional<std::size_t> item_ledger::take(answer::response_accumulator& answer)
{
    auto const position = answer.builder().take_item_position();
    if (position < next_position_) // the answer was read again, with a tolerance
        return {};
    next_position_ = position + 1;
    auto const first = answer.builder().first_item_position();
    if (position < first ? std::ranges::binary_search(passed_over_, position)
                         : given_.repeats(position - first, answer.strict_json(), answer.readings()))
        return {};
    return position;
}

void item_ledger::give(answer::response_accumulator const& answer, std::size_t position)
{
    auto const first = answer.builder().first_item_position();
    if (position >= first) // else the answer that brought it is over, and has counted it
        given_.give(position - first);
}

void item_ledger::refuse(failure why)
{
    refusal_ = std::move(why);
    stopped_early_ = true;
}

void item_ledger::leave_out(std::vector<violation> broken)
{
    auto const room = max_left_out - std::min(max_left_out, left_out_.size());
    std::ranges::move(broken | std::views::take(room), std::back_inserter(left_out_));
}

std::string item_ledger::pointer(answer::response_accumulator const& answer, std::size_t position)
{
    auto const first = answer.builder().first_item_position();
    return "/items/" + std::to_string(position >= first ? position - first : position);
}

} // namespace coax::call
