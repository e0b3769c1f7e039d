// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/batch_item.hpp>
#include <coax/batch_options.hpp>
#include <coax/client.hpp>
#include <coax/detail/asked_type.hpp>
#include <coax/detail/batch_book.hpp>
#include <coax/detail/named_first.hpp>
#include <coax/gather/as_completed.hpp>
#include <coax/gather/map_each.hpp>

#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace coax {

namespace detail {

template <class T>
batch_item<T> left_out(std::size_t index, request const& input, failure why)
{
    batch_item_facts facts;
    facts.index = index;
    facts.tag = input.tag();
    facts.left_out = true;
    return batch_item<T>(std::move(facts), result<T>(boost::system::in_place_error, std::move(why)));
}

template <class Asked, class T = typename Asked::value_type>
boost::asio::awaitable<batch_item<T>> ask_one(client model, Asked asked, request input, std::size_t index,
    std::optional<std::size_t> before, std::shared_ptr<batch_book> book, bool admitted = false)
{
    if (before)
        co_await book->wait_for(*before);
    if (!admitted && book->limited()) {
        auto why = co_await book->admit(index, input);
        if (why)
            co_return left_out<T>(index, input, std::move(*why));
    }
    book->begin();
    auto got = co_await settle(asked.extract(model, input));
    T again{};
    if (!got) {
        auto facts = book->fail(index, input, got.error());
        co_return batch_item<T>(std::move(facts), result<T>(boost::system::in_place_error, std::move(got).error()));
    }
    auto facts = book->succeed(index, input, *got, asked.target_of(got->value), asked.target_of(again));
    co_return batch_item<T>(std::move(facts), result<T>(boost::system::in_place_value, std::move(got->value)));
}

template <class Asked, class T = typename Asked::value_type>
boost::asio::awaitable<batch_item<T>> kept_one(Asked asked, std::size_t index, std::shared_ptr<batch_book> book)
{
    T value{};
    auto [facts, why] = book->read(index, asked.target_of(value));
    if (why)
        co_return batch_item<T>(std::move(facts), result<T>(boost::system::in_place_error, std::move(*why)));
    co_return batch_item<T>(std::move(facts), result<T>(boost::system::in_place_value, std::move(value)));
}

/// One call for all inputs of a pack.
template <class Asked, class T = typename Asked::value_type>
boost::asio::awaitable<void> ask_pack(
    client model, Asked asked, std::shared_ptr<batch_pack> pack, std::shared_ptr<batch_book> book)
{
    extraction_details details;
    std::optional<failure> why;
    auto const slot = co_await book->take_slot();
    book->begin_pack(*pack);
    auto answers = model.each<packed<T>>(pack->joined());
    try {
        while (auto one = co_await answers.next()) {
            T fresh{};
            pack->take(one->number, asked.target_of(one->answer), asked.target_of(fresh));
        }
        details = co_await answers.result();
    } catch (error const& thrown) {
        why = thrown.failure();
    }
    book->end_pack(*pack, details, why);
}

template <class Asked, class T = typename Asked::value_type>
boost::asio::awaitable<batch_item<T>> pack_one(client model, Asked asked, request input, std::size_t index,
    std::optional<std::size_t> before, std::shared_ptr<batch_book> book)
{
    if (before)
        co_await book->wait_for(*before);
    if (book->limited()) {
        auto why = co_await book->admit(index, input);
        if (why)
            co_return left_out<T>(index, input, std::move(*why));
    }
    auto const place = co_await book->join_pack(index, input);
    if (place.leads())
        co_await ask_pack(model, asked, place.pack, book);
    else
        co_await book->wait_for_pack(place);
    if (!place.member().settled) {
        auto const slot = co_await book->take_slot();
        auto alone = co_await ask_one(model, asked, std::move(input), index, std::nullopt, book, true);
        co_return alone;
    }
    T value{};
    auto [facts, why] = book->read(index, asked.target_of(value));
    facts.kept = false;
    facts.packed = true;
    if (why)
        co_return batch_item<T>(std::move(facts), result<T>(boost::system::in_place_error, std::move(*why)));
    co_return batch_item<T>(std::move(facts), result<T>(boost::system::in_place_value, std::move(value)));
}

template <class Asked, class T = typename Asked::value_type>
boost::asio::awaitable<batch_item<T>> share_one(
    Asked asked, request input, std::size_t index, std::size_t first, std::shared_ptr<batch_book> book)
{
    co_await book->wait_for(first);
    T value{};
    auto [facts, why] = book->share(index, input, first, asked.target_of(value));
    if (why)
        co_return batch_item<T>(std::move(facts), result<T>(boost::system::in_place_error, std::move(*why)));
    co_return batch_item<T>(std::move(facts), result<T>(boost::system::in_place_value, std::move(value)));
}

/// Makes the calls of a batch, one for each input.
template <class Asked>
class batch_calls {
public:
    using call = boost::asio::awaitable<batch_item<typename Asked::value_type>>;

    batch_calls(client model, Asked asked, std::string journal, batch_options options, std::optional<std::size_t> total)
        : client_(options.cache() ? model.with_cache(options.cache()) : std::move(model)),
          asked_(std::move(asked)),
          book_(std::make_shared<batch_book>(std::move(journal), asked_.checked(std::move(options)), total,
              client_.model(), asked_.root(), client_.prices()))
    {
        // g++ 12 warns of coroutines of a T without linkage where a virtual function is the first to need them.
        (void)&ask_one<Asked>;
        (void)&kept_one<Asked>;
        (void)&share_one<Asked>;
        if constexpr (Asked::can_pack) {
            (void)&pack_one<Asked>;
            (void)&ask_pack<Asked>;
        }
    }

    call begin(request input)
    {
        auto const index = count_++;
        bool const settled = book_->settled(index, input);
        auto const twin = book_->twin_of(index, input, settled);
        if (settled)
            return kept_one(asked_, index, book_);
        if (twin)
            return share_one(asked_, std::move(input), index, *twin, book_);
        auto const before = book_->mark(index, input);
        if constexpr (Asked::can_pack)
            if (book_->packs(input))
                return pack_one(client_, asked_, std::move(input), index, before, book_);
        return ask_one(client_, asked_, std::move(input), index, before, book_);
    }

private:
    client client_;
    Asked asked_;
    std::shared_ptr<batch_book> book_;
    std::size_t count_ = 0; ///< inputs seen
};

/// The calls for a range of inputs, as a range: each made only when asked for.
template <class Asked, class Inputs>
class batch_range {
public:
    batch_range(Inputs&& inputs, batch_calls<Asked> calls)
        : inputs_(std::forward<Inputs>(inputs)),
          calls_(std::move(calls))
    {
    }

    struct sentinel { };
    class iterator {
    public:
        using value_type = typename batch_calls<Asked>::call;
        using difference_type = std::ptrdiff_t;
        explicit iterator(batch_range& in) : in_(&in), position_(std::ranges::begin(in.inputs_)) { }
        value_type operator*() const { return in_->calls_.begin(request(*position_)); }
        iterator& operator++()
        {
            ++position_;
            return *this;
        }
        void operator++(int) { ++position_; }
        bool operator==(sentinel) const { return position_ == std::ranges::end(in_->inputs_); }

    private:
        batch_range* in_;
        iterator_of<Inputs> position_;
    };

    iterator begin() { return iterator(*this); }
    sentinel end() const noexcept { return {}; }

private:
    Inputs inputs_;
    batch_calls<Asked> calls_;
};

} // namespace detail

/// The results of a batch as they settle, made by `batch_each`.
///
/// Ownership: the calls begin with the first `next()` and run on its executor. While nobody is in `next()`, the calls
/// in flight go on and their results wait; no further input is pulled. Calls in flight and results that wait are never
/// more than `batch_options::max_in_flight`, so a slow consumer slows the batch down and memory does not grow.
///
/// Destroying it cancels the calls without waiting for them; `co_await stop()` first where that matters. The journal
/// file is free again when this object is gone and the last call has ended. Not to be destroyed during `next()` or
/// `stop()`.
///
/// Threads: one coroutine at a time.
template <class T>
class batch_stream {
public:
    explicit batch_stream(completions<batch_item<T>> all) : all_(std::move(all)) { }

    /// The next result in the order of completion; `std::nullopt` when each input had its result.
    ///
    /// Errors: what became of one input is in its result. A failure that is not one input's alone (`authentication`,
    /// `quota_exhausted`, `not_found`, ...), and `errc::journal_failed`, end the batch: the calls in flight are
    /// cancelled and waited for, and it is thrown. Throws what the inputs threw, after the results of those before.
    /// After a throw it gives nothing. Cancellation (terminal, partial, total) goes to the calls, waits for them and
    /// throws `operation_aborted`. What is settled stays settled.
    [[nodiscard]] boost::asio::awaitable<std::optional<batch_item<T>>> next()
    {
        std::optional<batch_item<T>> found;
        auto done = co_await all_.next();
        if (!done)
            co_return found;
        if (!done->result)
            co_await all_.stop();
        found.emplace(std::move(done->result).value());
        co_return found;
    }

    /// Cancels the calls and waits for them; `next()` then gives nothing.
    [[nodiscard]] boost::asio::awaitable<void> stop() { return all_.stop(); }

private:
    completions<batch_item<T>> all_;
};

namespace detail {

template <class Asked, class Inputs>
auto begin_batch(client model, Asked asked, Inputs&& inputs, std::string journal, batch_options options)
{
    using stream = batch_stream<typename Asked::value_type>;
    range_is_named<Inputs>();
    std::optional<std::size_t> total;
    if constexpr (requires { std::ranges::size(inputs); })
        total = static_cast<std::size_t>(std::ranges::size(inputs));
    gather_options width;
    width.max_in_flight = options.max_in_flight();
    check_max_in_flight(width.max_in_flight);
    check_pack(options.pack());
    width.max_in_flight *= options.pack();
    batch_calls<Asked> calls(std::move(model), std::move(asked), std::move(journal), std::move(options), total);
    if constexpr (awaitable_stream<Inputs>) {
        auto begin = [calls = std::move(calls)](auto input) mutable { return calls.begin(request(std::move(input))); };
        return stream(map_as_completed(std::forward<Inputs>(inputs), std::move(begin), width));
    } else {
        batch_range<Asked, Inputs> range(std::forward<Inputs>(inputs), std::move(calls));
        return stream(as_completed(std::move(range), width));
    }
}

} // namespace detail

/// Extracts a T from each of `inputs`, at most `options.max_in_flight` at a time, and gives what became of each as soon
/// as it is known: `while (auto one = co_await all.next())`. Each input has exactly one result.
///
/// Inputs: a range of requests, or of what makes one; or a stream of them, which is anything whose `next()` is an
/// `awaitable<std::optional<U>>`, as a database cursor or a message queue. A temporary is kept, another must live as
/// long as the calls. They are pulled once, in order, as there is room, in the coroutine that calls `next()`; a stream
/// beside it, always on one executor.
///
/// Each result is written to the file `journal` (JSON Lines, doc/reference/batch.md; "" is a temporary file without a
/// name, so that nothing is kept for another run) before it is given, a value as the
/// strict JSON of what was accepted. A batch that ended early, however that came about, goes on where it was when it is
/// started again with the same inputs and journal: what the journal holds is given again (`batch_item_facts::kept`)
/// and not asked again. Calls that were in flight at a `kill -9` are asked again, because nobody can know what became
/// of them. Failures that the same input would have again (refused, invalid_answer, truncated, ...) are kept; those
/// that pass (rate_limited, connection_lost, ...) are asked again in the next run.
///
/// Memory: 16 bytes for each input, and what the calls in flight need; not the results, and not the journal.
///
/// Errors: throws `coax::error`, `errc::journal_failed`, where the file cannot be used, is no journal (it is left as it
/// is) or is in use; `next()` throws the same where it was written for something else: other words, another model,
/// other settings of the request that shape the answer, or another T. The journal is opened and read in this call.
/// Throws `errc::invalid_option` where `max_in_flight` is 0, or where a budget has money and the model has no price.
template <class T, class Inputs>
[[nodiscard]] batch_stream<T> batch_each(client model, Inputs&& inputs, std::string journal, batch_options options = {})
{
    return detail::begin_batch(std::move(model), detail::asked_struct<T>(), std::forward<Inputs>(inputs),
        std::move(journal), std::move(options));
}

/// The same for values of a type that is known only at run time. Include <coax/type.hpp>. `batch_options::pack` is
/// `errc::invalid_option`.
template <class Inputs, class Value = boost::json::value>
[[nodiscard]] batch_stream<Value> batch_each(
    client model, type const& of, Inputs&& inputs, std::string journal, batch_options options = {})
{
    return detail::begin_batch(
        std::move(model), detail::asked_type(of), std::forward<Inputs>(inputs), std::move(journal), std::move(options));
}

} // namespace coax
