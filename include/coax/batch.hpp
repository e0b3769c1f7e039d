// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/batch_options.hpp>
#include <coax/client.hpp>
#include <coax/detail/batch_book.hpp>
#include <coax/detail/named_first.hpp>
#include <coax/gather/gather.hpp>
#include <coax/gather/gather_options.hpp>

#include <cstddef>
#include <iterator>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace coax {

namespace detail {

template <class T>
boost::asio::awaitable<void> batch_one(client model, request input, std::size_t index, batch_book& book)
{
    book.begin();
    auto got = co_await settle(model.extract_detailed<T>(input));
    T again{};
    if (got)
        book.succeed(index, input, *got, target_for(got->value), target_for(again));
    else
        book.fail(index, input, got.error());
}

/// The calls that are still to be made, each made only when asked for.
template <class T, class Inputs>
class batch_work {
public:
    batch_work(client model, Inputs& inputs, batch_book& book) : client_(std::move(model)), inputs_(inputs), book_(book)
    {
    }

    struct sentinel { };
    class iterator {
    public:
        using value_type = boost::asio::awaitable<void>;
        using difference_type = std::ptrdiff_t;
        explicit iterator(batch_work& in) : in_(&in) { }
        value_type operator*() const
        {
            return batch_one<T>(in_->client_, std::move(*in_->next_), in_->count_ - 1, in_->book_);
        }
        iterator& operator++()
        {
            in_->advance();
            return *this;
        }
        void operator++(int) { in_->advance(); }
        bool operator==(sentinel) const { return !in_->next_; }

    private:
        batch_work* in_;
    };

    iterator begin()
    {
        position_.emplace(std::ranges::begin(inputs_));
        advance();
        return iterator(*this);
    }
    sentinel end() const noexcept { return {}; }

    /// Inputs seen.
    [[nodiscard]] std::size_t count() const noexcept { return count_; }

private:
    void advance()
    {
        next_.reset();
        while (*position_ != std::ranges::end(inputs_)) {
            request input(**position_);
            ++*position_;
            if (!book_.settled(count_++, input)) {
                next_.emplace(std::move(input));
                return;
            }
        }
    }

    client client_;
    Inputs& inputs_;
    batch_book& book_;
    std::optional<decltype(std::ranges::begin(std::declval<Inputs&>()))> position_;
    std::optional<request> next_;
    std::size_t count_ = 0; ///< inputs looked at
};

template <class T, class Inputs>
boost::asio::awaitable<std::vector<result<T>>> run_batch(
    client model, Inputs inputs, std::string journal, batch_options options)
{
    std::optional<std::size_t> total;
    if constexpr (requires { std::ranges::size(inputs); })
        total = static_cast<std::size_t>(std::ranges::size(inputs));
    gather_options width;
    width.max_in_flight = options.max_in_flight();
    batch_book book(std::move(journal), std::move(options), total, model.model(), shape_of<T>());
    batch_work<T, Inputs> work(std::move(model), inputs, book);
    co_await gather(work, width);

    std::vector<result<T>> all;
    all.reserve(work.count());
    book.read(work.count(), [&](std::optional<failure> why, kept_value const& kept) {
        T value{};
        if (!why)
            why = bind_kept(target_for(value), kept);
        if (why)
            all.emplace_back(boost::system::in_place_error, std::move(*why));
        else
            all.emplace_back(boost::system::in_place_value, std::move(value));
    });
    co_return all;
}

} // namespace detail

/// Extracts a T from each of `inputs` (a range of requests, or of what makes one), at most
/// `options.max_in_flight` at a time, and returns what became of each, in the order of the inputs.
///
/// Each result is written to the file `journal` (JSON Lines) before it counts, a value as the strict JSON of what was
/// accepted. A batch that ended early, however that came about, goes on where it was when it is started again with the
/// same inputs and journal: what the journal holds is not asked again. Calls that were in flight at a `kill -9` are
/// asked again, for nobody can know what became of them. Failures that the same input would have again (refused,
/// invalid_answer, truncated, ...) are kept; those that pass (rate_limited, connection_lost, ...) are asked again in
/// the next run.
///
/// Throws `coax::error`: `errc::journal_failed` where the file cannot be used, is no journal (it is left as it is), is
/// in use, or was written for something else: other words, another model, other settings of the request that shape the
/// answer, or another T; and the first failure that is not one input's alone (authentication, quota_exhausted,
/// not_found, ...), after which nothing more is asked. Cancellation: terminal, partial and total; what is settled stays
/// settled. The inputs are pulled in order, once, as there is room; a temporary range is kept. Calls run on the
/// caller's executor. Values come back from the journal; no rule is tried on them a second time.
template <class T, class Inputs>
[[nodiscard]] boost::asio::awaitable<std::vector<result<T>>> batch(
    client model, Inputs&& inputs, std::string journal, batch_options options = {})
{
    detail::range_is_named<Inputs>();
    return detail::run_batch<T, std::decay_t<Inputs>>(
        std::move(model), std::forward<Inputs>(inputs), std::move(journal), std::move(options));
}

} // namespace coax
