// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#pragma once

#include "transport/read_buffer.hpp"
#include "transport/tls_session.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associator.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <new>
#include <optional>
#include <string>
#include <utility>

namespace coax::transport {

template <class Step, class Handler>
class tls_operation;

/// TLS over a TCP socket: an Asio AsyncReadStream and AsyncWriteStream, as `boost::asio::ssl::stream` is. It reads many
/// records in one read of the socket and takes half the memory (doc/design.md).
///
/// Errors: `asio::error::eof` when the peer has closed TLS, `asio::ssl::error::stream_truncated` when the connection
/// ended without that, those of `asio::error::get_ssl_category()` when TLS failed (see `problem`), and the
/// socket's own. Terminal, partial and total cancellation end an operation with `operation_aborted`; the stream can
/// only be closed then. One operation at a time.
class tls_stream {
public:
    using executor_type = boost::asio::any_io_executor;
    using next_layer_type = boost::asio::ip::tcp::socket;
    using lowest_layer_type = next_layer_type::lowest_layer_type;
    using error_code = boost::system::error_code;

    /// The client's side. It verifies that the peer is `host`. `ticket` may be null. The context may be destroyed
    /// before the stream.
    tls_stream(next_layer_type& socket, tls_context const& context, std::string const& host, SSL_SESSION* ticket);

    [[nodiscard]] executor_type get_executor() { return socket_.get_executor(); }
    [[nodiscard]] next_layer_type& next_layer() noexcept { return socket_; }
    [[nodiscard]] lowest_layer_type& lowest_layer() noexcept { return socket_.lowest_layer(); }

    /// void(error_code)
    template <class Token>
    auto async_handshake(Token&& token);
    /// Sends close_notify and does not wait for the peer's. void(error_code)
    template <class Token>
    auto async_shutdown(Token&& token);
    /// Reads into the first buffer that is not empty. void(error_code, std::size_t)
    template <class Buffers, class Token>
    auto async_read_some(Buffers const& to, Token&& token);
    /// Writes one TLS record at most. void(error_code, std::size_t)
    template <class Buffers, class Token>
    auto async_write_some(Buffers const& from, Token&& token);

    /// Reads bytes that were received before, without reading the socket; `asio::error::would_block` if there are none.
    std::size_t read_some_received(boost::asio::mutable_buffer to, error_code& ec);
    /// The same, with a read of the socket that does not wait.
    std::size_t read_some_now(boost::asio::mutable_buffer to, error_code& ec);

    /// After an error of TLS: which check failed, and what the user can do.
    [[nodiscard]] std::string const& problem() const noexcept { return session_.fault(); }
    tls_ticket take_ticket() noexcept { return session_.take_ticket(); }

    /// For the steps of the operations.
    struct access {
        static tls_session& session(tls_stream& of) noexcept { return of.session_; }
        static tls_session::outcome take(tls_stream& of, boost::asio::mutable_buffer to, std::size_t& got)
        {
            return of.take(to, got);
        }
    };

private:
    template <class Step, class Handler>
    friend class tls_operation;

    /// Decrypts as many records as there are and fit.
    tls_session::outcome take(boost::asio::mutable_buffer to, std::size_t& got);
    error_code error_of(tls_session::outcome outcome) const noexcept;
    void received(std::size_t bytes) noexcept;
    boost::asio::mutable_buffer room();

    next_layer_type& socket_;
    tls_session session_;
    read_buffer cipher_; // encrypted bytes from the socket
    std::size_t sent_ = 0; // of the session's output
    std::optional<tls_session::outcome> end_; // the outcome of every further read
    bool drained_ = false; // only the socket can bring more
};

/// One operation: runs a step of the session, sends its output, and receives its input, until the step is done.
template <class Step, class Handler>
class tls_operation {
public:
    tls_operation(tls_stream& of, Step step, Handler handler)
        : of_(of),
          step_(std::move(step)),
          handler_(std::move(handler))
    {
    }

    void start()
    {
        auto ended = start_cancellation();
        if (!ended)
            ended = advance(true);
        if (ended)
            finish(*ended, true);
    }

    void operator()(tls_stream::error_code ec, std::size_t bytes)
    {
        if (sending_) {
            of_.sent_ += bytes;
            if (of_.sent_ == of_.session_.output().size() || ec) {
                of_.session_.sent();
                of_.sent_ = 0;
            }
            if (ec && !(over_ && ec_)) // the alert about the failure may not arrive
                return finish(ec, false);
        } else {
            if (ec)
                return finish(ec == boost::asio::error::eof ? Step::at_end() : ec, false);
            of_.received(bytes);
        }
        if (auto const ended = advance(false))
            finish(*ended, false);
    }

    Handler const& handler() const noexcept { return handler_; }

    using cancellation_slot_type = boost::asio::cancellation_slot;
    cancellation_slot_type get_cancellation_slot() const noexcept { return cancellation_.slot(); }

private:
    /// A cancellation between two operations of the socket reaches neither of them, so it is kept for the next one.
    std::optional<tls_stream::error_code> start_cancellation()
    {
        try {
            cancellation_ = boost::asio::cancellation_state(boost::asio::get_associated_cancellation_slot(handler_),
                boost::asio::enable_total_cancellation(), boost::asio::enable_total_cancellation());
            return std::nullopt;
        } catch (std::bad_alloc const&) {
            return boost::asio::error::no_memory;
        }
    }

    // Returns how the operation ended; nothing if the socket has it now, and then it has been moved from. An exception
    // of an allocation must not leave a completion handler or a suspended coroutine.
    std::optional<tls_stream::error_code> advance(bool first)
    {
        try {
            if (!over_ && (first || !sending_)) {
                auto const outcome = step_(of_);
                over_ = outcome != tls_session::outcome::want_input;
                if (over_)
                    ec_ = of_.error_of(outcome);
            }
            sending_ = !of_.session_.output().empty();
            if (!sending_ && over_)
                return ec_;
            if (cancellation_.cancelled() != boost::asio::cancellation_type::none)
                return boost::asio::error::operation_aborted;
            auto& socket = of_.socket_;
            if (sending_) {
                auto const left = of_.session_.output().substr(of_.sent_);
                socket.async_write_some(boost::asio::const_buffer(left.data(), left.size()), std::move(*this));
            } else {
                auto const into = of_.room();
                socket.async_read_some(into, std::move(*this));
            }
            return std::nullopt;
        } catch (std::bad_alloc const&) {
            return boost::asio::error::no_memory;
        }
    }

    void finish(tls_stream::error_code ec, bool first)
    {
        if (first) { // not from within the function that began it
            auto executor = boost::asio::get_associated_executor(handler_, of_.get_executor());
            return boost::asio::post(
                executor, [step = step_, handler = std::move(handler_), ec]() mutable { step.complete(handler, ec); });
        }
        step_.complete(handler_, ec);
    }

    tls_stream& of_;
    Step step_;
    Handler handler_;
    boost::asio::cancellation_state cancellation_;
    tls_stream::error_code ec_;
    bool sending_ = false;
    bool over_ = false;
};

namespace tls_steps {

struct handshake {
    tls_session::outcome operator()(tls_stream& of) { return tls_stream::access::session(of).handshake(); }
    static tls_stream::error_code at_end() { return boost::asio::error::eof; }
    template <class Handler>
    void complete(Handler& handler, tls_stream::error_code ec)
    {
        std::move(handler)(ec);
    }
};

struct shutdown : handshake {
    tls_session::outcome operator()(tls_stream& of) { return tls_stream::access::session(of).shutdown(); }
};

tls_stream::error_code truncated() noexcept;

struct read {
    boost::asio::mutable_buffer to;
    std::size_t got = 0;
    tls_session::outcome operator()(tls_stream& of)
    {
        return to.size() == 0 ? tls_session::outcome::done : tls_stream::access::take(of, to, got);
    }
    static tls_stream::error_code at_end() { return truncated(); }
    template <class Handler>
    void complete(Handler& handler, tls_stream::error_code ec)
    {
        std::move(handler)(ec, ec ? 0 : got);
    }
};

struct write {
    static constexpr std::size_t record = 16 * 1024;
    boost::asio::const_buffer from;
    tls_session::outcome operator()(tls_stream& of)
    {
        return tls_stream::access::session(of).write({static_cast<char const*>(from.data()), from.size()});
    }
    static tls_stream::error_code at_end() { return truncated(); }
    template <class Handler>
    void complete(Handler& handler, tls_stream::error_code ec)
    {
        std::move(handler)(ec, ec ? 0 : from.size());
    }
};

template <class Buffer, class Buffers>
Buffer first_of(Buffers const& all)
{
    auto const end = boost::asio::buffer_sequence_end(all);
    for (auto at = boost::asio::buffer_sequence_begin(all); at != end; ++at)
        if (Buffer const one(*at); one.size() != 0)
            return one;
    return {};
}

template <class Signature, class Step, class Token>
auto begin(tls_stream& of, Step step, Token&& token)
{
    return boost::asio::async_initiate<Token, Signature>(
        [&of, step](auto handler) { tls_operation<Step, decltype(handler)>(of, step, std::move(handler)).start(); },
        token);
}

} // namespace tls_steps

template <class Token>
auto tls_stream::async_handshake(Token&& token)
{
    return tls_steps::begin<void(error_code)>(*this, tls_steps::handshake(), std::forward<Token>(token));
}

template <class Token>
auto tls_stream::async_shutdown(Token&& token)
{
    return tls_steps::begin<void(error_code)>(*this, tls_steps::shutdown(), std::forward<Token>(token));
}

template <class Buffers, class Token>
auto tls_stream::async_read_some(Buffers const& to, Token&& token)
{
    tls_steps::read step;
    step.to = tls_steps::first_of<boost::asio::mutable_buffer>(to);
    return tls_steps::begin<void(error_code, std::size_t)>(*this, step, std::forward<Token>(token));
}

template <class Buffers, class Token>
auto tls_stream::async_write_some(Buffers const& from, Token&& token)
{
    tls_steps::write step;
    step.from = boost::asio::buffer(tls_steps::first_of<boost::asio::const_buffer>(from), tls_steps::write::record);
    return tls_steps::begin<void(error_code, std::size_t)>(*this, step, std::forward<Token>(token));
}

} // namespace coax::transport

// The operation's executor and allocator are those of its handler.
template <template <class, class> class Associator, class Step, class Handler, class Default>
struct boost::asio::associator<Associator, coax::transport::tls_operation<Step, Handler>, Default>
    : Associator<Handler, Default> {
    using operation = coax::transport::tls_operation<Step, Handler>;

    static decltype(auto) get(operation const& of) noexcept { return Associator<Handler, Default>::get(of.handler()); }
    static decltype(auto) get(operation const& of, Default const& otherwise) noexcept
    {
        return Associator<Handler, Default>::get(of.handler(), otherwise);
    }
};
