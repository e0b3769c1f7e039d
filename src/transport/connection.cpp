// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/connection.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sys/socket.h>

#include <algorithm>

namespace coax::transport {

namespace asio = boost::asio;

namespace {
// Some whole TLS records.
constexpr std::size_t most_cipher_bytes = 64 * 1024;
// What is encrypted before it is sent on, so that a large request is not in memory twice.
constexpr std::size_t write_bytes = 64 * 1024;
} // namespace

connection::connection(asio::any_io_executor const& sockets_on, std::size_t buffer_bytes)
    : socket_(sockets_on),
      cipher_(most_cipher_bytes),
      plain_(std::max<std::size_t>(buffer_bytes, 512))
{
}

void connection::start_tls(tls_context const& context, std::string const& host, SSL_SESSION* ticket)
{
    tls_ = std::make_unique<tls_session>(context, host, ticket);
}

namespace {

asio::awaitable<void> write_raw(
    asio::ip::tcp::socket& socket, std::string_view bytes, watchdog* guard, boost::system::error_code& ec)
{
    while (!bytes.empty()) {
        if (guard)
            guard->enter(limit::idle); // each write that moves is progress
        auto const sent = co_await socket.async_write_some(
            asio::const_buffer(bytes.data(), bytes.size()), asio::redirect_error(asio::use_awaitable, ec));
        if (ec)
            co_return;
        bytes.remove_prefix(sent);
    }
}

} // namespace

asio::awaitable<void> connection::write(std::string_view bytes, watchdog& guard, error_code& ec)
{
    if (!tls_) {
        co_await write_raw(socket_, bytes, &guard, ec);
        co_return;
    }
    while (!bytes.empty()) {
        auto const part = bytes.substr(0, write_bytes);
        bytes.remove_prefix(part.size());
        if (tls_->write(part) != tls_session::outcome::done) {
            ec = asio::error::connection_aborted;
            co_return;
        }
        co_await write_raw(socket_, tls_->output(), &guard, ec);
        tls_->sent();
        if (ec)
            co_return;
    }
}

asio::awaitable<void> connection::flush(error_code& ec)
{
    co_await write_raw(socket_, tls_->output(), nullptr, ec);
    tls_->sent();
}

asio::mutable_buffer connection::room()
{
    auto const into = (tls_ ? cipher_ : plain_).room();
    return {into.data(), into.size()};
}

void connection::received(std::size_t bytes) noexcept
{
    if (!tls_)
        return plain_.filled(bytes);
    cipher_.filled(bytes);
    tls_->input(cipher_.unread());
    cipher_.consume(bytes); // it is read from there before the next room()
    drained_ = false;
}

bool connection::pull()
{
    while (!drained()) {
        auto const into = plain_.room();
        if (into.empty())
            break;
        std::size_t got = 0;
        switch (tls_->read(into, got)) {
        case tls_session::outcome::done:
            plain_.filled(got);
            drained_ = !tls_->may_hold_more();
            break;
        case tls_session::outcome::want_input:
            drained_ = true;
            break;
        case tls_session::outcome::closed:
            drained_ = peer_closed_ = true;
            break;
        case tls_session::outcome::failed:
            drained_ = true;
            return false;
        }
    }
    return true;
}

bool connection::still_open()
{
    if (!socket_.is_open() || peer_closed_ || !unread().empty())
        return false;
    for (;;) {
        auto const into = room();
        auto const got = ::recv(socket_.native_handle(), into.data(), into.size(), MSG_DONTWAIT);
        if (got < 0)
            return errno == EAGAIN || errno == EWOULDBLOCK;
        if (got == 0 || !tls_)
            return false; // the end, or words that nobody asked for
        received(static_cast<std::size_t>(got)); // tickets are welcome at any time
        if (!pull() || peer_closed_ || !unread().empty())
            return false;
    }
}

void connection::close() noexcept
{
    error_code ignored;
    socket_.close(ignored);
}

} // namespace coax::transport
