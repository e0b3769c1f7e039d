// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "client/call.hpp"

#include "attempt/verdict.hpp"

#include <coax/violations.hpp>

#include <utility>

// Rules that wait.
namespace coax::detail {

namespace asio = boost::asio;

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

asio::awaitable<item_verdict> call::check_item(void const* item, std::size_t position)
{
    auto const pointer = "/items/" + std::to_string(position);
    std::vector<violation> found;
    co_await run_checks(item, pointer, found);
    if (found.empty())
        co_return item_verdict::good;
    if (ask_.on_bad_item() == bad_item::skip) {
        skipped_.insert(skipped_.end(), found.begin(), found.end());
        co_return item_verdict::left_out;
    }
    rejected_.emplace(errc::invalid_answer, attempts::in_line("an element breaks a rule of request::check", found));
    rejected_->violations = std::move(found);
    co_return item_verdict::refused;
}

} // namespace coax::detail
