// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/client.hpp>
#include <coax/detail/config.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <concepts>
#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace coax::detail {

/// Runs coroutines for threads that wait for them. Thread-safe.
class blocking_runner {
public:
    /// With a context of its own, which the waiting threads run.
    COAX_DECL blocking_runner();
    /// On an executor that other threads run.
    COAX_DECL explicit blocking_runner(boost::asio::any_io_executor elsewhere);
    blocking_runner(blocking_runner const&) = delete;
    blocking_runner& operator=(blocking_runner const&) = delete;
    COAX_DECL ~blocking_runner();

    [[nodiscard]] COAX_DECL boost::asio::any_io_executor executor() const noexcept;

    /// Returns when `work` has ended, and not before. Throws what it threw, `errc::would_deadlock` on a thread that
    /// runs the executor, and `operation_aborted` where the executor's context was destroyed.
    COAX_DECL void run(boost::asio::awaitable<void> work);

private:
    struct state;
    std::unique_ptr<state> state_;
};

template <class T>
boost::asio::awaitable<void> keep_value(boost::asio::awaitable<T> work, std::optional<T>& value)
{
    value.emplace(co_await std::move(work));
}

template <class T>
T wait_for(blocking_runner& runner, boost::asio::awaitable<T> work)
{
    if constexpr (std::is_void_v<T>) {
        runner.run(std::move(work));
    } else {
        std::optional<T> value;
        runner.run(keep_value(std::move(work), value));
        return std::move(*value);
    }
}

/// A client, and what runs its calls. The client's connections are closed before the context goes.
struct blocking_state {
    std::shared_ptr<blocking_runner> runner;
    coax::client client;
};

} // namespace coax::detail

namespace coax::blocking {

/// What a stream gives, as an input range: each step waits for the next element. Got from `client::stream` and
/// `client::each`; nothing is sent before `begin`.
///
/// Destroying it, as a `break` out of the loop does, closes the connection, so that the model stops. It may outlive its
/// client. One thread at a time.
template <class Stream>
class stream_range {
    struct state;

public:
    using value_type = typename decltype(std::declval<Stream&>().next())::value_type::value_type;

    /// Refers to the range. What it shows is valid until the next `++`.
    class iterator {
    public:
        using value_type = typename stream_range::value_type;
        using difference_type = std::ptrdiff_t;
        using iterator_concept = std::input_iterator_tag;

        iterator() = default;
        [[nodiscard]] value_type& operator*() const noexcept { return *state_->shown; }
        [[nodiscard]] value_type* operator->() const noexcept { return &*state_->shown; }
        /// Waits. Throws as the stream's `next`, and `errc::would_deadlock`; after that the range is at its end.
        iterator& operator++()
        {
            state_->advance();
            return *this;
        }
        void operator++(int) { state_->advance(); }
        [[nodiscard]] friend bool operator==(iterator const& at, std::default_sentinel_t) noexcept
        {
            return !at.state_->shown;
        }

    private:
        friend class stream_range;
        explicit iterator(state& of) noexcept : state_(&of) { }
        state* state_ = nullptr;
    };

    /// The first time it waits for the first element; later it is where the range is. Throws as `++`.
    [[nodiscard]] iterator begin()
    {
        if (!std::exchange(state_->begun, true))
            state_->advance();
        return iterator(*state_);
    }
    [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

    /// Waits for the end and returns what the stream's `result` does: the complete value of `stream`, the details of
    /// `each`. Once. Throws as it does, and `errc::would_deadlock`.
    [[nodiscard]] auto result() { return detail::wait_for(*state_->client->runner, state_->stream.result()); }

private:
    friend class client;
    stream_range(std::shared_ptr<detail::blocking_state const> client, Stream stream)
        : state_(std::make_unique<state>(std::move(client), std::move(stream)))
    {
    }

    struct state {
        state(std::shared_ptr<detail::blocking_state const> of, Stream from)
            : client(std::move(of)),
              stream(std::move(from))
        {
        }
        void advance()
        {
            shown.reset();
            auto next = detail::wait_for(*client->runner, stream.next());
            if (next)
                shown.emplace(std::move(*next));
        }

        std::shared_ptr<detail::blocking_state const> client; // outlives the stream
        Stream stream;
        std::optional<value_type> shown;
        bool begun = false;
    };
    std::unique_ptr<state> state_;
};

template <class T>
using partial_range = stream_range<partial_stream<T>>;
template <class T>
using item_range = stream_range<item_stream<T>>;

/// A model at a provider, for code without coroutines: each call waits for its result.
///
///     coax::blocking::client const client("anthropic/claude-haiku-4-5");
///     auto const vienna = client.extract<city>("Tell me about Vienna.");
///
/// A cheap handle: copies share connections and limits. Safe to use from any thread, from several at the same time. A
/// call that only waits holds its thread; to bound that, use `request::timeout` and `client_options::timeouts`.
///
/// No thread is started. A client made from a model's name has a context of its own, which is run by the thread that
/// waits; if several wait, one of them runs it for all. Between calls nothing runs. A client made from a `coax::client`
/// leaves the work to the threads that run that client's executor.
///
/// Every call throws `errc::would_deadlock` on a thread that runs the executor (from a handler, a coroutine, a rule, an
/// observer): it would wait for itself. With a thread pool this holds for each of its threads.
class client {
public:
    /// `model` is "provider/model". Throws as the constructor of `coax::client`.
    COAX_DECL explicit client(std::string_view model, client_options options = {});

    /// Calls run on `other`'s executor. Other threads must run it: while nobody does, calls wait. Its context must
    /// outlive this client, as it must outlive `other`.
    COAX_DECL explicit client(coax::client other);

    /// As those of `coax::client`.
    [[nodiscard]] COAX_DECL client with_model(std::string_view model) const;
    [[nodiscard]] COAX_DECL client fallback(std::vector<std::string> const& models) const;
    /// As "provider/model"; lives as long as the client.
    [[nodiscard]] std::string const& model() const noexcept { return state_->client.model(); }

    /// The complete, validated value. Throws `coax::error`, as `coax::client::extract`, and what the type's own
    /// constructors and rules throw.
    template <class T>
    [[nodiscard]] T extract(request question) const
    {
        return wait(state_->client.extract<T>(std::move(question)));
    }

    /// The value with usage, attempts, the answer's own text and more. Otherwise as `extract`.
    template <class T>
    [[nodiscard]] extraction<T> extract_detailed(request question) const
    {
        return wait(state_->client.extract_detailed<T>(std::move(question)));
    }

    /// The value of a type that is known only at run time. Include <coax/type.hpp>. Otherwise as `extract<T>`.
    template <std::same_as<type> Type, class Value = boost::json::value>
    [[nodiscard]] Value extract(Type const& of, request question) const
    {
        return wait(state_->client.extract(of, std::move(question)));
    }
    template <std::same_as<type> Type, class Value = boost::json::value>
    [[nodiscard]] extraction<Value> extract_detailed(Type const& of, request question) const
    {
        return wait(state_->client.extract_detailed(of, std::move(question)));
    }

    /// The class that the text belongs to, with the probability of each. Otherwise as `coax::client::classify`.
    template <class Label>
    requires detail::is_choice<Label>
    [[nodiscard]] classification<Label> classify(request question) const
    {
        return wait(state_->client.classify<Label>(std::move(question)));
    }

    /// The value while it is being written: `for (auto const& now : client.stream<city>("..."))`, where `now->name` is
    /// the name so far. Each partial is valid until the next one. A `break` stops the model.
    template <class T>
    [[nodiscard]] partial_range<T> stream(request question) const
    {
        return {state_, state_->client.stream<T>(std::move(question))};
    }

    /// The same for a type that is known only at run time.
    template <std::same_as<type> Type, class Value = boost::json::value>
    [[nodiscard]] partial_range<Value> stream(Type const& of, request question) const
    {
        return {state_, state_->client.stream(of, std::move(question))};
    }

    /// Elements of an array, one by one, each complete and validated; they may be moved from. Otherwise as `stream`.
    template <class T>
    [[nodiscard]] item_range<T> each(request question) const
    {
        return {state_, state_->client.each<T>(std::move(question))};
    }

    /// The same for elements of a type that is known only at run time.
    template <std::same_as<type> Type, class Value = boost::json::value>
    [[nodiscard]] item_range<Value> each(Type const& of, request question) const
    {
        return {state_, state_->client.each(of, std::move(question))};
    }

    /// Waits for any other coroutine. `make` is called here and now, with the `coax::client`, and returns an awaitable:
    ///
    ///     auto const all = client.run([&](coax::client model) { return coax::batch<city>(model, names,
    ///     "cities.jsonl"); });
    ///
    /// Throws what the coroutine throws. The copies of the client that it makes must not outlive this one.
    template <class Make>
    auto run(Make&& make) const
    {
        return wait(std::forward<Make>(make)(state_->client));
    }

private:
    explicit client(std::shared_ptr<detail::blocking_state const> state) noexcept : state_(std::move(state)) { }

    template <class T>
    T wait(boost::asio::awaitable<T> work) const
    {
        return detail::wait_for(*state_->runner, std::move(work));
    }

    std::shared_ptr<detail::blocking_state const> state_;
};

} // namespace coax::blocking
