// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include <coax/detail/async_call.hpp>
#include <coax/detail/call.hpp>
#include <coax/extraction.hpp>
#include <coax/partial.hpp>

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <deque>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

namespace coax {

/// A value while it is being written. Got from `client::stream`; nothing is sent before the first `next()`.
///
/// One coroutine at a time; it runs on that coroutine's executor. The stream must outlive the awaitables it gives.
/// Destroying it closes the socket at once. Cancellation: terminal, partial and total all close the socket, and
/// `next()` throws with `operation_aborted`.
template <class T>
class partial_stream {
public:
    /// The value as far as it has arrived; `std::nullopt` at the end. The partial refers to the stream's value and is
    /// valid until the next `next()`. `request::show` says how often it comes. The last one shows the complete,
    /// validated value. When the model is asked again, `partial::attempt` rises and the value starts afresh. Throws
    /// `coax::error`; after that it gives `std::nullopt`.
    [[nodiscard]] boost::asio::awaitable<std::optional<partial<T>>> next()
    {
        std::optional<partial<T>> shown;
        if (co_await detail::advance(*state_->call))
            shown = detail::partial_access::make(state_->value, detail::progress_of(*state_->call));
        co_return shown;
    }

    /// Reads to the end and returns the complete, validated value with everything about it. Can be called once: the
    /// second call throws `errc::invalid_option`. Throws `coax::error`.
    [[nodiscard]] boost::asio::awaitable<extraction<T>> result()
    {
        co_await detail::finish(*state_->call);
        co_return extraction<T>(std::move(state_->value), detail::take_details(*state_->call));
    }

    /// `next` for any completion token: `void(std::exception_ptr, std::optional<partial<T>>)`. Executors, allocator and
    /// cancellation as for `client::async_extract`. The stream must outlive the operation; one operation at a time.
    template <boost::asio::completion_token_for<void(std::exception_ptr, std::optional<partial<T>>)> Token>
    auto async_next(Token&& token)
    {
        return detail::async_run<std::optional<partial<T>>>(
            detail::executor_of(*state_->call), token, [this] { return next(); });
    }

    /// `result` for any completion token: `void(std::exception_ptr, extraction<T>)`. As `async_next`.
    template <boost::asio::completion_token_for<void(std::exception_ptr, extraction<T>)> Token>
    auto async_result(Token&& token)
    {
        return detail::async_run<extraction<T>>(detail::executor_of(*state_->call), token, [this] { return result(); });
    }

private:
    friend class client;
    template <class... Type>
    partial_stream(std::shared_ptr<detail::client_core const> core, request question, Type const&... of)
        : state_(std::make_unique<state>(std::move(core), std::move(question), of...))
    {
    }

    struct state {
        state(std::shared_ptr<detail::client_core const> core, request question)
            : call(detail::open_call(
                std::move(core), std::move(question), detail::target_for(value), detail::audience::partials))
        {
        }
        state(std::shared_ptr<detail::client_core const> core, request question, type const& of)
            : kept(detail::share(of)),
              call(detail::open_call(
                  std::move(core), std::move(question), detail::target_for(of, value), detail::audience::partials))
        {
        }
        std::shared_ptr<void const> kept; ///< the tables of a type that is known at run time
        T value{};
        detail::call_ptr call;
    };
    std::unique_ptr<state> state_;
};

/// Elements one after another, each complete and validated, as soon as its closing brace has arrived. Got from
/// `client::each`; nothing is sent before the first `next()`. Rules of use as for `partial_stream`.
template <class T>
class item_stream {
public:
    /// The next element; `std::nullopt` at the end. When the model is asked again, elements already given are not given
    /// twice. Throws `coax::error`; after that it gives nothing.
    [[nodiscard]] boost::asio::awaitable<std::optional<T>> next()
    {
        auto& now = *state_;
        bool more = true;
        if (detail::failed(*now.call))
            co_return std::nullopt;
        for (;;) {
            std::size_t const open = detail::item_open(*now.call) ? 1 : 0;
            while (now.items.size() > open) {
                T item(std::move(now.items.front()));
                now.items.pop_front();
                auto const position = detail::take_item(*now.call);
                if (!position)
                    continue;
                auto verdict = detail::item_verdict::good;
                if (detail::has_checks(*now.call))
                    verdict = co_await detail::check_item(*now.call, &item, *position);
                if (verdict == detail::item_verdict::refused)
                    break;
                if (verdict != detail::item_verdict::good)
                    continue;
                detail::give_item(*now.call, *position);
                co_return std::optional<T>(std::move(item));
            }
            if (!more)
                co_return std::nullopt;
            more = co_await detail::advance(*now.call);
        }
    }

    /// Everything about the answer but its elements, after the end; elements not taken yet are read, and still given by
    /// `next()`. Once, as for `partial_stream`. Throws `coax::error`.
    [[nodiscard]] boost::asio::awaitable<extraction_details> result()
    {
        co_await detail::finish(*state_->call);
        co_return detail::take_details(*state_->call);
    }

    /// `next` for any completion token: `void(std::exception_ptr, std::optional<T>)`. As `partial_stream::async_next`.
    template <boost::asio::completion_token_for<void(std::exception_ptr, std::optional<T>)> Token>
    auto async_next(Token&& token)
    {
        return detail::async_run<std::optional<T>>(
            detail::executor_of(*state_->call), token, [this] { return next(); });
    }

    /// `result` for any completion token: `void(std::exception_ptr, extraction_details)`. As
    /// `partial_stream::async_next`.
    template <boost::asio::completion_token_for<void(std::exception_ptr, extraction_details)> Token>
    auto async_result(Token&& token)
    {
        return detail::async_run<extraction_details>(
            detail::executor_of(*state_->call), token, [this] { return result(); });
    }

private:
    friend class client;
    template <class... Type>
    item_stream(std::shared_ptr<detail::client_core const> core, request question, Type const&... of)
        : state_(std::make_unique<state>(std::move(core), std::move(question), of...))
    {
    }

    struct state {
        state(std::shared_ptr<detail::client_core const> core, request question)
            : call(detail::open_call(
                std::move(core), std::move(question), detail::target_for_many(items), detail::audience::items))
        {
        }
        state(std::shared_ptr<detail::client_core const> core, request question, type const& of)
            : kept(detail::share(of)),
              call(detail::open_call(
                  std::move(core), std::move(question), detail::target_for_many(of, items), detail::audience::items))
        {
        }
        std::shared_ptr<void const> kept; ///< the tables of a type that is known at run time
        std::deque<T> items;
        detail::call_ptr call;
    };
    std::unique_ptr<state> state_;
};

} // namespace coax
