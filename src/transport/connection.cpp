// Copyright (c) 2026 the coax authors. Distributed under the Boost Software License, Version 1.0.
#include "transport/connection.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sys/socket.h>

#include <algorithm>
#include <cstring>

namespace coax::transport {

namespace asio = boost::asio;

namespace {
// A whole TLS record and a little more.
constexpr std::size_t cipher_bytes = 20 * 1024;
// What is encrypted before it is sent on, so that a large request is not in memory twice.
constexpr std::size_t write_bytes = 64 * 1024;
} // namespace

connection::connection(asio::any_io_executor sockets_on, std::size_t buffer_bytes)
    : socket_(std::move(sockets_on)),
      capacity_(std::max<std::size_t>(buffer_bytes, 512))
{
    buffer_ = std::make_unique_for_overwrite<char[]>(capacity_);
}

void connection::start_tls(tls_context const& context, std::string const& host, SSL_SESSION* ticket)
{
    tls_ = std::make_unique<tls_session>(context, host, ticket);
    cipher_ = std::make_unique_for_overwrite<char[]>(cipher_bytes);
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

asio::mutable_buffer connection::room() noexcept
{
    if (tls_)
        return {cipher_.get(), cipher_bytes};
    return {buffer_.get() + end_, capacity_ - end_};
}

void connection::received(std::size_t bytes) noexcept
{
    if (tls_) {
        tls_->input({cipher_.get(), bytes});
        drained_ = false;
    } else {
        end_ += bytes;
    }
}

bool connection::pull()
{
    while (!drained() && end_ < capacity_) {
        std::size_t got = 0;
        switch (tls_->read({buffer_.get() + end_, capacity_ - end_}, got)) {
        case tls_session::outcome::done:
            end_ += got;
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

void connection::consume(std::size_t bytes) noexcept
{
    begin_ += bytes;
    if (begin_ == end_)
        begin_ = end_ = 0;
}

bool connection::make_room(std::size_t most)
{
    if (end_ < capacity_)
        return true;
    if (begin_ > 0) {
        std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
        return true;
    }
    if (capacity_ >= most)
        return false;
    auto const larger = std::min(capacity_ * 2, most);
    auto grown = std::make_unique_for_overwrite<char[]>(larger);
    std::memcpy(grown.get(), buffer_.get(), end_);
    buffer_ = std::move(grown);
    capacity_ = larger;
    return true;
}

bool connection::still_open() noexcept
{
    if (!socket_.is_open() || peer_closed_ || begin_ != end_)
        return false;
    for (;;) {
        auto const into = room();
        auto const got = ::recv(socket_.native_handle(), into.data(), into.size(), MSG_DONTWAIT);
        if (got < 0)
            return errno == EAGAIN || errno == EWOULDBLOCK;
        if (got == 0 || !tls_)
            return false; // the end, or words that nobody asked for
        received(static_cast<std::size_t>(got)); // tickets are welcome at any time
        if (!pull() || peer_closed_ || begin_ != end_)
            return false;
    }
}

void connection::close() noexcept
{
    error_code ignored;
    socket_.close(ignored);
}

} // namespace coax::transport
