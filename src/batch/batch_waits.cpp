// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
// Where an input of a batch waits: for the budget, and for another that asks the same.
#include "batch/batch_book_impl.hpp"
#include "batch/spent_by_pack.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>

namespace coax::detail {

bool batch_book::limited() const noexcept { return impl_->limited(); }

boost::asio::awaitable<std::optional<failure>> batch_book::admit(std::size_t index, request const& input)
{
    std::optional<failure> left_out;
    auto const asked = impl_->question(input);
    auto const executor = co_await boost::asio::this_coro::executor;
    for (;;) {
        async::event wake(executor);
        failure why;
        auto const decided = impl_->consider(index, asked, wake, why);
        if (decided) {
            if (!*decided)
                left_out = std::move(why);
            break;
        }
        waiting_place const here(*impl_, wake);
        co_await wake.wait(std::chrono::steady_clock::time_point::max());
    }
    co_return left_out;
}

std::optional<std::size_t> batch_book::twin_of(std::size_t index, request const& input, bool is_settled)
{
    return impl_->twin_of(index, input, is_settled);
}

std::optional<std::size_t> batch_book::mark(std::size_t index, request& input) { return impl_->mark(index, input); }

boost::asio::awaitable<void> batch_book::wait_for(std::size_t first)
{
    auto const executor = co_await boost::asio::this_coro::executor;
    for (;;) {
        async::event wake(executor);
        if (impl_->is_over(first, wake))
            break;
        waiting_place const here(*impl_, wake);
        co_await wake.wait(std::chrono::steady_clock::time_point::max());
    }
}

std::pair<batch_item_facts, std::optional<failure>> batch_book::share(
    std::size_t index, request const& input, std::size_t first, target const& fresh)
{
    std::pair<batch_item_facts, std::optional<failure>> known;
    auto line = impl_->shared(index, first);
    if (!line) {
        known.first.index = index;
        known.first.tag = input.tag();
        known.first.left_out = true;
        known.second.emplace(errc::left_out,
            "input " + std::to_string(index) + " was left out with input " + std::to_string(first)
                + ", which asks the same");
        return known;
    }
    line->tag = input.tag();
    line->input = impl_->fingerprint(input);
    if (line->error)
        known.second.emplace(*line->error, line->text);
    else
        known.second = bind_kept(fresh, {line->text, line->as_received});
    known.first = impl_->settle(std::move(*line), 0);
    known.first.shared = true;
    if (known.second)
        known.second->tag = input.tag();
    return known;
}

bool batch_book::packs(request const& input) const { return impl_->packs(input); }

boost::asio::awaitable<pack_place> batch_book::join_pack(std::size_t index, request const& input)
{
    auto place = impl_->join(index, input);
    auto const executor = co_await boost::asio::this_coro::executor;
    auto const patience = place.position == 0 ? std::chrono::steady_clock::now() + batching::pack_patience
                                              : std::chrono::steady_clock::time_point::max();
    for (;;) {
        async::event wake(executor);
        if (impl_->is(place.pack->open, false, wake))
            break;
        waiting_place const here(*impl_, wake);
        bool const woken = co_await wake.wait(patience);
        if (!woken)
            impl_->close(*place.pack);
    }
    co_return place;
}

boost::asio::awaitable<void> batch_book::wait_for_pack(pack_place const& place)
{
    auto const executor = co_await boost::asio::this_coro::executor;
    for (;;) {
        async::event wake(executor);
        if (place.pack->members.size() == 1 || impl_->is(place.pack->over, true, wake))
            break;
        waiting_place const here(*impl_, wake);
        co_await wake.wait(std::chrono::steady_clock::time_point::max());
    }
}

boost::asio::awaitable<batch_book::slot> batch_book::take_slot()
{
    auto const executor = co_await boost::asio::this_coro::executor;
    for (;;) {
        async::event wake(executor);
        if (impl_->take_slot(wake))
            break;
        waiting_place const here(*impl_, wake);
        co_await wake.wait(std::chrono::steady_clock::time_point::max());
    }
    co_return slot(*this);
}

batch_book::slot::~slot()
{
    if (from_ != nullptr)
        from_->impl_->give_slot();
}

void batch_book::begin_pack(batch_pack const& pack) { impl_->count_in_flight(pack.members.size(), 0); }

void batch_book::end_pack(batch_pack& pack, extraction_details const& details, std::optional<failure> const& why)
{
    if (why && why->code.category() != category()) { // it was cancelled
        impl_->count_in_flight(0, pack.members.size());
        impl_->finish(pack);
        throw_exception_from_error(*why, BOOST_CURRENT_LOCATION);
    }
    batching::spent_by_pack spent(details, why, pack);
    for (auto& one : pack.members) {
        if (!one.text)
            continue;
        auto const [usage, cost] = spent.next();
        impl_->settle(
            {one.index, impl_->fingerprint(one.input), {}, std::move(*one.text), usage, one.input.tag()}, cost);
        one.settled = true;
    }
    auto const alone = static_cast<std::size_t>(
        std::ranges::count_if(pack.members, [](batch_pack::member const& one) { return !one.settled; }));
    impl_->count_in_flight(0, alone);
    if (alone == pack.members.size())
        impl_->add_lost(pack.members.front().index, spent.usage(), spent.cost());
    impl_->finish(pack);
}

} // namespace coax::detail
