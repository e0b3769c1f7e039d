// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "client/call.hpp"

#include "attempt/verdict.hpp"

#include <coax/violations.hpp>

#include <algorithm>
#include <iterator>
#include <ranges>
#include <utility>

// Rules that wait.
namespace coax::detail {

namespace asio = boost::asio;

constexpr std::size_t max_skipped = 1024; ///< violations listed of elements that waiting rules left out

asio::awaitable<void> call::run_checks(void const* value, std::string pointer, std::vector<violation>& found)
{
    for (auto const& one : ask_.checks()) {
        violations into(found, pointer);
        co_await one.run(value, into);
    }
}

/// The attempt's value is whole: do the waiting rules pass it?
asio::awaitable<std::optional<failure>> call::check_value()
{
    std::optional<failure> why;
    if (ask_.checks().empty() || where_.many || !body_over_ || attempts::verdict(answer_, ask_.max_tokens()))
        co_return why;
    std::vector<violation> found;
    co_await run_checks(where_.value, "", found);
    if (!found.empty()) {
        why.emplace(errc::invalid_answer, attempts::in_line("the answer breaks a rule of request::check", found));
        why->violations = std::move(found);
    }
    co_return why;
}

/// The position of the complete element that is taken from the queue; nothing where the consumer has it already.
std::optional<std::size_t> call::take_item()
{
    auto const position = answer_.writer().take_item_position();
    if (position < next_position_) // the answer was read again, with a tolerance
        return {};
    next_position_ = position + 1;
    auto const first = answer_.writer().first_item_position();
    if (position < first ? std::ranges::binary_search(passed_over_, position)
                         : given_.repeats(position - first, answer_.strict_json(), answer_.readings()))
        return {};
    return position;
}

void call::give_item(std::size_t position)
{
    auto const first = answer_.writer().first_item_position();
    if (position >= first) // else the attempt that brought it is over, and has counted it
        given_.give(position - first);
}

/// The attempt is over: what of its elements stands, taken or not.
void call::end_items()
{
    auto const first = answer_.writer().first_item_position();
    auto const& untaken = answer_.writer().item_positions();
    for (auto const position : untaken) {
        if (item_refused_ || position < first || position < next_position_)
            continue;
        if (given_.repeats(position - first, answer_.strict_json(), answer_.readings()))
            passed_over_.push_back(position);
        else
            given_.give(position - first);
    }
    given_.end_document(answer_.strict_json(), answer_.readings());
}

asio::awaitable<item_verdict> call::check_item(void const* item, std::size_t position)
{
    auto const first = answer_.writer().first_item_position();
    auto const pointer = "/items/" + std::to_string(position >= first ? position - first : position);
    std::vector<violation> found;
    try {
        co_await run_checks(item, pointer, found);
    } catch (...) { // a stream that has thrown gives nothing more
        give_up(std::current_exception());
        throw;
    }
    if (found.empty())
        co_return item_verdict::good;
    if (ask_.on_bad_item() == bad_item::skip) {
        auto const room = max_skipped - std::min(max_skipped, skipped_.size());
        std::ranges::move(found | std::views::take(room), std::back_inserter(skipped_));
        co_return item_verdict::left_out;
    }
    rejected_.emplace(errc::invalid_answer, attempts::in_line("an element breaks a rule of request::check", found));
    rejected_->violations = std::move(found);
    item_refused_ = true;
    co_return item_verdict::refused;
}

} // namespace coax::detail
