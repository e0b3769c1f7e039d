// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#if !defined(__cpp_exceptions) && !defined(_CPPUNWIND)
#error "coax reports errors as exceptions: compile without -fno-exceptions"
#endif

#include <coax/classification.hpp>
#include <coax/client_options.hpp>
#include <coax/detail/async_call.hpp>
#include <coax/detail/call.hpp>
#include <coax/detail/config.hpp>
#include <coax/error.hpp>
#include <coax/extraction.hpp>
#include <coax/request.hpp>
#include <coax/stream.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <concepts>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coax {

/// A model at a provider. A cheap handle: copies share connections and limits. Safe to use from any thread;
/// each call runs on the executor of the coroutine that awaits it.
///
/// T is any described struct, or anything a member may be (a vector, an enum, a double, a variant): what is not
/// a struct is asked for inside an object and taken out again.
class client {
public:
    using executor_type = boost::asio::any_io_executor;

    /// `model` is "provider/model", split at the first '/', for example "anthropic/claude-haiku-4-5". Sockets are
    /// made on `executor`, whose context must outlive the client and its calls.
    ///
    /// Throws `coax::error`: `errc::unknown_provider`, `errc::missing_api_key`, `errc::invalid_api_key`,
    /// `errc::invalid_base_url`, `errc::invalid_option`, `errc::tls_failed` (OpenSSL cannot be set up for certificates
    /// of `options`; without any, the first call over TLS sets it up and reads the system's).
    COAX_DECL client(boost::asio::any_io_executor executor, std::string_view model, client_options options = {});

    /// The same for an io_context, a thread_pool, ...
    template <class Context>
    requires requires(Context& context) { context.get_executor(); }
    client(Context& context, std::string_view model, client_options options = {})
        : client(boost::asio::any_io_executor(context.get_executor()), model, std::move(options))
    {
    }

    /// Another model. It shares connections and limits; of the same provider also key and base URL, else those of
    /// the other provider's environment. Throws as the constructor does.
    [[nodiscard]] COAX_DECL client with_model(std::string_view model) const;

    /// The same client, with other models that take over, in this order, when a call is given up: the provider is
    /// overloaded, unreachable, too slow or out of quota, or the model's retries are used up. Also in the middle of a
    /// stream: a partial starts afresh, and `each` goes on after what it has given. They replace those set before. Keys
    /// and base URLs as for `with_model`. Throws as the constructor does.
    [[nodiscard]] COAX_DECL client fallback(std::vector<std::string> const& models) const;
    /// Likewise one more, after those set before, with that client's own key and base URL; it is reached over this
    /// client's connections. Throws nothing of coax's.
    [[nodiscard]] COAX_DECL client fallback(client const& other) const;

    /// The same client with another `client_options::cache`; null for none.
    [[nodiscard]] COAX_DECL client with_cache(std::shared_ptr<answer_cache> answers) const;

    /// As "provider/model"; lives as long as the client.
    [[nodiscard]] COAX_DECL std::string const& model() const noexcept;

    /// As given to `client_options::prices`; lives as long as the client.
    [[nodiscard]] COAX_DECL price_list const& prices() const noexcept;

    /// The executor that the client was made with. Calls run on the executor of the coroutine that awaits them.
    [[nodiscard]] COAX_DECL executor_type get_executor() const noexcept;

    /// The models that the service offers to this key, each as "provider/model", in the service's order. The model of
    /// the client does not matter. It costs no tokens, so it also shows whether the address and the key are right.
    /// Throws `coax::error`: `errc::unsupported_request` where the service lists none (AWS, Azure's deployments, Vertex
    /// AI), and what a call throws. It is not tried again. Cancellation as for `extract`.
    [[nodiscard]] COAX_DECL boost::asio::awaitable<std::vector<std::string>> models() const;

    /// The complete, validated value. What is asked is kept, and so is what the call needs of the client: both may go
    /// before the awaitable. Throws `coax::error` with an `errc` (doc/reliability.md says of each what to do), and what
    /// the type's own constructors and rules throw. Cancellation: terminal, partial and total; the socket is closed at
    /// once, and what is thrown has the code `operation_aborted`.
    template <class T>
    [[nodiscard]] boost::asio::awaitable<T> extract(request question) const
    {
        return question.hedge_after().count() > 0 ? run_hedged<T>(core_, std::move(question))
                                                  : run<T>(core_, std::move(question));
    }

    /// The value with usage, attempts, the answer's own text and more. Otherwise as `extract`.
    template <class T>
    [[nodiscard]] boost::asio::awaitable<extraction<T>> extract_detailed(request question) const
    {
        return run_detailed<T>(core_, std::move(question));
    }

    /// The value of a type that is known only at run time. Include <coax/type.hpp>. Otherwise as `extract<T>`.
    [[nodiscard]] COAX_DECL boost::asio::awaitable<boost::json::value> extract(type of, request question) const;
    /// The same with usage, attempts, the answer's own text and more.
    [[nodiscard]] COAX_DECL boost::asio::awaitable<extraction<boost::json::value>> extract_detailed(
        type of, request question) const;

    /// Which of the classes of a `coax::literal` or a described enum the text belongs to, with the probability of each.
    /// They come from the model's own weighing of the tokens: `errc::unsupported_request` where the service does not
    /// tell that (most that speak OpenAI's chat, and Gemini, do), `errc::no_answer` where it told nothing. Not in
    /// a tool mode. Otherwise as `extract`.
    template <class Label>
    requires detail::is_choice<Label>
    [[nodiscard]] boost::asio::awaitable<classification<Label>> classify(request question) const
    {
        return run_classify<Label>(core_, std::move(question));
    }

    /// `extract` for any completion token (a callback, `use_future`, `deferred`, `as_tuple(yield)`, ...). The signature
    /// is `void(std::exception_ptr, T)`; with an exception, the T is a default-constructed one. The exceptions are
    /// those of `extract`; none is thrown by this function itself, except `std::bad_alloc`.
    ///
    /// Executors: the call, T's constructors and its rules run on a strand of the client's executor. The handler runs
    /// on its associated executor, by default the client's executor, and never inside this function. Its associated
    /// allocator holds the operation. Cancellation: terminal, partial and total, from the handler's associated slot;
    /// emit it as Asio's own operations require, where the handler runs. The client may go before the end.
    template <class T, boost::asio::completion_token_for<void(std::exception_ptr, T)> Token>
    auto async_extract(request question, Token&& token) const
    {
        return detail::async_run<T>(get_executor(), token,
            [self = *this, question = std::move(question)]() mutable { return self.extract<T>(std::move(question)); });
    }

    /// `extract_detailed` for any completion token: `void(std::exception_ptr, extraction<T>)`. As `async_extract`.
    template <class T, boost::asio::completion_token_for<void(std::exception_ptr, extraction<T>)> Token>
    auto async_extract_detailed(request question, Token&& token) const
    {
        return detail::async_run<extraction<T>>(
            get_executor(), token, [self = *this, question = std::move(question)]() mutable {
                return self.extract_detailed<T>(std::move(question));
            });
    }

    /// `extract` of a type that is known only at run time, for any completion token:
    /// `void(std::exception_ptr, boost::json::value)`. As `async_extract`.
    template <std::same_as<type> Type,
        boost::asio::completion_token_for<void(std::exception_ptr, boost::json::value)> Token>
    auto async_extract(Type of, request question, Token&& token) const
    {
        return detail::async_run<boost::json::value>(
            get_executor(), token, [self = *this, of = std::move(of), question = std::move(question)]() mutable {
                return self.extract(std::move(of), std::move(question));
            });
    }
    /// The same for `extract_detailed`: `void(std::exception_ptr, extraction<boost::json::value>)`.
    template <std::same_as<type> Type,
        boost::asio::completion_token_for<void(std::exception_ptr, extraction<boost::json::value>)> Token>
    auto async_extract_detailed(Type of, request question, Token&& token) const
    {
        return detail::async_run<extraction<boost::json::value>>(
            get_executor(), token, [self = *this, of = std::move(of), question = std::move(question)]() mutable {
                return self.extract_detailed(std::move(of), std::move(question));
            });
    }

    /// `classify` for any completion token: `void(std::exception_ptr, classification<Label>)`. As `async_extract`.
    template <class Label, boost::asio::completion_token_for<void(std::exception_ptr, classification<Label>)> Token>
    requires detail::is_choice<Label>
    auto async_classify(request question, Token&& token) const
    {
        return detail::async_run<classification<Label>>(
            get_executor(), token, [self = *this, question = std::move(question)]() mutable {
                return self.classify<Label>(std::move(question));
            });
    }

    /// The value while it is being written. Nothing is sent, and nothing thrown, before the first `next()`. Otherwise
    /// as `extract`.
    template <class T>
    [[nodiscard]] partial_stream<T> stream(request question) const
    {
        return partial_stream<T>(core_, std::move(question));
    }

    /// The value of a type that is known only at run time, while it is being written: its partials have
    /// `state("/a/b")` and `complete("/a/b")`. Otherwise as `stream<T>`.
    [[nodiscard]] COAX_DECL partial_stream<boost::json::value> stream(type const& of, request question) const;

    /// Elements of an array, one by one; T may be a `std::variant` of structs. Otherwise as `stream`.
    template <class T>
    [[nodiscard]] item_stream<T> each(request question) const
    {
        return item_stream<T>(core_, std::move(question));
    }

    /// The same for elements of a type that is known only at run time.
    [[nodiscard]] COAX_DECL item_stream<boost::json::value> each(type const& of, request question) const;

private:
    explicit client(std::shared_ptr<detail::client_core const> core) noexcept : core_(std::move(core)) { }

    // Static, so that the awaitable may outlive the handle it came from.
    template <class T>
    static boost::asio::awaitable<T> run(std::shared_ptr<detail::client_core const> core, request question)
    {
        T value{};
        auto const open = detail::open_call(
            std::move(core), std::move(question), detail::target_for(value), detail::audience::nobody);
        co_await detail::finish(*open);
        co_return value;
    }
    template <class T>
    static boost::asio::awaitable<T> run_hedged(std::shared_ptr<detail::client_core const> core, request question)
    {
        T first{};
        T second{};
        auto const a = detail::open_call(core, question, detail::target_for(first), detail::audience::nobody);
        auto const b = detail::open_call(core, question, detail::target_for(second), detail::audience::nobody);
        bool const later = co_await detail::finish_either(*a, *b, question.hedge_after());
        co_return later ? std::move(second) : std::move(first);
    }
    template <class T>
    static boost::asio::awaitable<extraction<T>> run_detailed(
        std::shared_ptr<detail::client_core const> core, request question)
    {
        T value{};
        auto const open = detail::open_call(
            std::move(core), std::move(question), detail::target_for(value), detail::audience::nobody);
        co_await detail::finish(*open);
        co_return extraction<T>(std::move(value), detail::take_details(*open));
    }

    template <class Label>
    static boost::asio::awaitable<classification<Label>> run_classify(
        std::shared_ptr<detail::client_core const> core, request question)
    {
        Label label{};
        auto const open = detail::open_call(
            std::move(core), std::move(question), detail::target_for(label), detail::audience::nobody);
        detail::want_probabilities(*open);
        co_await detail::finish(*open);
        auto const shares = detail::take_probabilities(*open);
        std::vector<typename classification<Label>::entry> all;
        for (std::size_t i = 0; i < shares.size(); ++i)
            all.push_back({detail::label_at<Label>(i), shares[i]});
        co_return classification<Label>(label, std::move(all), detail::take_details(*open));
    }

    std::shared_ptr<detail::client_core const> core_;
};

} // namespace coax
